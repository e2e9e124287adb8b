import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Drift } from '../recording/drift.ts';
import { readBundle } from '../recording/read.ts';
import { isOpen, readLedger } from '../runner/ledger/read.ts';
import { inventoryOf } from '../runner/ownership/inventory.ts';
import type { Contract } from '../specs/contract.ts';
import { SPECS_FOLDER } from '../specs/folders.ts';
import { loadContract } from '../specs/load.ts';
import { clientFor } from '../targets/providers.ts';
import { leaksIn } from '../targets/testing/leaks.ts';
import { onPath } from '../targets/testing/on-path.ts';
import { testTarget } from '../targets/testing/target.ts';
import { builtMain } from './testing/built.ts';
import type { CliResult } from './testing/run-cli.ts';
import { mannersOf, privatePartsOf, SERVICES, type Service } from './testing/services.ts';
import { type StandIn, startStandIn } from './testing/stand-in.ts';

/** Building holds up the servers, which live in this process. */
beforeAll(() => void builtMain(), 300_000);

describe.skipIf(!onPath('openssl', 'git')).each(SERVICES)(
  'a recording of $provider at the hosts of the real service',
  (service: Service) => {
    let standIn: StandIn | undefined;
    let url = '';
    let contract: Contract;
    const LONG = 300_000;

    beforeAll(async () => {
      contract = await loadContract(new URL(service.provider, SPECS_FOLDER));
      standIn = await startStandIn(service);
      url = service.url(standIn?.port ?? 0);
    }, 60_000);
    afterAll(() => standIn?.close());

    const place = (): StandIn => {
      if (standIn === undefined) throw new Error('openssl is missing');
      return standIn;
    };
    const cli = (...words: readonly string[]): Promise<CliResult> => place().start(words).result;
    const words = (out: string, ...more: readonly string[]): readonly string[] => [
      ...['record', url, '--account', service.account, '--ca', 'ca.pem', '--only', service.only],
      ...['--rate', '5', '--ledger', `${out}.ledger`, '--out', `${out}.gz`, ...more],
    ];
    const inventory = async (): Promise<readonly string[]> => {
      const endpoint = `${place().direct}/`;
      const { regions } = contract.rules;
      const target = {
        ...testTarget({ provider: service.provider, endpoint, regions }),
        credentials: service.verify,
      };
      const client = await clientFor(target);
      const { signal } = new AbortController();
      const all = await Promise.all(
        regions.map((region) => inventoryOf({ client, contract, signal }, region)),
      );
      await client.close();
      return all.flat().map(({ name }) => name ?? '');
    };

    it(
      'says what it will do and does nothing unless somebody agrees',
      async () => {
        const { exitCode, stderr } = await cli(...words('plan'));
        expect(exitCode, stderr).toBe(2);
        expect(stderr).toMatch(/^Recording\n/);
        expect(stderr).toContain('the real service');
        expect(stderr).toMatch(/cost +0\. Key pairs cost nothing.*https:/);
        expect(stderr).toMatch(/error: nobody is there to agree to this plan; add --yes\n$/);
        const dry = await cli(...words('plan', '--dry-plan'));
        expect(dry).toMatchObject({ exitCode: 0 });
        const other = await cli(...words('plan', '--yes', '--account', '999999999999'));
        expect(other.exitCode, other.stderr).toBe(2);
        expect(other.stderr).toContain('the credentials belong to another account');
        expect(place().sent.filter((body) => !/Account/.test(body))).toEqual([]);
      },
      LONG,
    );

    it(
      'takes the service down with throttling and late changes, and leaves nothing',
      async () => {
        place().manners = mannersOf(service, { third: false });
        const { exitCode, stdout, stderr } = await cli(...words('first', '--yes'));
        expect(exitCode, stdout + stderr).toBe(0);
        expect(await inventory()).toEqual([]);
        const { entries } = readLedger(join(place().folder, 'first.ledger'));
        expect(entries.length).toBeGreaterThan(5);
        expect(entries.filter(isOpen)).toEqual([]);
        expect(await cli('record', '--verify', 'first.gz')).toMatchObject({ exitCode: 0 });
      },
      LONG,
    );

    it(
      'holds no secret, no private key and no account',
      () => {
        const bundle = readFileSync(join(place().folder, 'first.gz'));
        const privates = place()
          .sent.flatMap((body) => service.privateKeysIn(body))
          .flatMap(privatePartsOf);
        expect(privates.length).toBeGreaterThan(0);
        const { secretAccessKey, sessionToken } = service.verify;
        const credentials = [secretAccessKey, sessionToken].map((text) => Buffer.from(text));
        const secrets = new Map(
          [...privates, ...credentials].map((bytes, index) => [`secret ${index}`, bytes] as const),
        );
        expect(leaksIn(new Map([['first.gz', bundle]]), secrets)).toEqual([]);
        const text = JSON.stringify(readBundle(join(place().folder, 'first.gz')));
        for (const value of [service.account, service.verify.accessKeyId])
          expect(text.includes(value)).toBe(false);
        expect(text.includes('"container":"pkcs1"')).toBe(true);
      },
      LONG,
    );

    it(
      'contradicts the contract in exactly the two places where the service deviates',
      async () => {
        const { exitCode, stdout } = await cli('evidence', 'first.gz', '--json');
        expect(exitCode).toBe(0);
        const { outcomes, messages } = JSON.parse(stdout) as {
          readonly outcomes: readonly {
            readonly requirement: string;
            readonly outcome: string;
            readonly reason?: string;
          }[];
          readonly messages: readonly { readonly message: string }[];
        };
        const those = (outcome: string): readonly string[] =>
          outcomes.filter((one) => one.outcome === outcome).map(({ requirement }) => requirement);
        const deviating = service.deviations.map(([requirement]) => requirement);
        expect(those('contradicted').toSorted()).toEqual(deviating.toSorted());
        expect(those('confirmed')).toEqual(expect.arrayContaining([...service.confirmed]));
        for (const id of service.denied)
          expect(outcomes.find(({ requirement }) => requirement === id)?.reason).toMatch(/permissions/);
        expect(messages.some(({ message }) => message.includes(service.ownWords))).toBe(true);
        const told = (await cli('evidence', 'first.gz')).stdout;
        expect(told).toContain('Contradicted (2)');
        for (const [, code] of service.deviations) expect(told).toContain(code);
      },
      LONG,
    );

    it(
      'becomes a patch that applies, loads, and makes what was recorded observed',
      async () => {
        const { folder } = place();
        const { exitCode, stderr } = await cli('evidence', 'first.gz', '--patch', 'change.patch');
        expect(exitCode, stderr).toBe(0);
        cpSync(
          fileURLToPath(new URL(service.provider, SPECS_FOLDER)),
          join(folder, 'specs', service.provider),
          {
            recursive: true,
          },
        );
        execFileSync('git', ['apply', 'change.patch'], { cwd: folder, stdio: 'pipe' });
        const after = await loadContract(join(folder, 'specs', service.provider), { completeness: true });
        for (const [id, code] of service.deviations) {
          const requirement = after.requirements.find((one) => one.id === id);
          expect(requirement?.evidence).toBe('observed');
          const { refusal = '' } = (requirement?.expects ?? {}) as { readonly refusal?: string };
          expect(after.refusals[refusal]?.code).toBe(code);
        }
        for (const id of service.confirmed)
          expect(after.requirements.find((one) => one.id === id)?.evidence).toBe('observed');
      },
      LONG,
    );

    it(
      'shows in a second recording what changed since, and nothing else',
      async () => {
        place().manners = mannersOf(service, { third: true });
        const { exitCode, stdout, stderr } = await cli(...words('second', '--yes'));
        expect(exitCode, stdout + stderr).toBe(0);
        const same = await cli('drift', 'first.gz', 'first.gz');
        expect(same, same.stdout).toMatchObject({ exitCode: 0 });
        const { exitCode: changed, stdout: told } = await cli('drift', 'first.gz', 'second.gz', '--json');
        expect(changed, told).toBe(1);
        const { changes, compared } = JSON.parse(told) as Drift;
        expect(new Set(changes.map(({ operation, what }) => `${operation}, ${what}`))).toEqual(
          new Set(service.thirdShows),
        );
        expect(compared).toBeGreaterThan(20);
      },
      LONG,
    );

    it(
      'that is killed is swept away by its ledger',
      async () => {
        place().manners = mannersOf(service, { third: false });
        for (const at of [1, 3]) {
          const out = `killed-${at}`;
          const run = place().start(words(out, '--yes'));
          let made = 0;
          place().onMade = () => {
            made += 1;
            if (made === at) run.child.kill('SIGKILL');
          };
          await run.result;
          place().onMade = () => {};
          // What was made last cannot have been removed: its response never arrived.
          expect((await inventory()).length).toBeGreaterThan(0);
          const allowed = ['--allow-remote', '--account', service.account, '--ca', 'ca.pem', '--rate', '20'];
          const swept = await cli(
            'sweep',
            service.anyRegion(place().port),
            '--ledger',
            `${out}.ledger`,
            ...allowed,
          );
          expect(swept.exitCode, swept.stdout + swept.stderr).toBe(0);
          expect(await inventory()).toEqual([]);
        }
      },
      LONG,
    );

    it(
      'is refused over plain http, above the documented rate, and to a file that cannot be written',
      async () => {
        const plain = await cli(
          'record',
          url.replace('https:', 'http:'),
          '--account',
          service.account,
          '--yes',
        );
        expect(plain.exitCode).toBe(2);
        expect(plain.stderr).toMatch(/plain http/);
        writeFileSync(join(place().folder, 'file'), '');
        const unwritable = await cli(...words('file/x', '--yes'));
        expect(unwritable.exitCode, unwritable.stderr).toBe(2);
        expect(unwritable.stderr).toMatch(/cannot be written/);
      },
      LONG,
    );
  },
);
