import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFile, SPECS_FOLDER } from '../specs/folders.ts';
import { loadContract } from '../specs/load.ts';
import { leaksIn } from '../targets/testing/leaks.ts';
import { builtMain } from './testing/built.ts';
import type { CliResult } from './testing/run-cli.ts';
import { mannersOf, privatePartsOf, SERVICES, type Service } from './testing/services.ts';
import { type StandIn, startStandIn } from './testing/stand-in.ts';

/*
 * What a new user does with nothing but the page: its commands in their order, at the stand-in. KEYPAIR_TRIAL_MINUTES=15
 * records as the page does, at two requests per second; without it a part is recorded, faster.
 */
const MINUTES = Number(process.env.KEYPAIR_TRIAL_MINUTES ?? 0);
const LONG = 2_400_000;

const page = readFileSync(packageFile('docs/record.md'), 'utf8');
/** The commands of the page, without the program. */
const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .map((line) => line.replace(/^npx keypair-conformance /, '').split(' '));

beforeAll(() => void builtMain(), 300_000);

describe.concurrent.each(SERVICES)('docs/record.md for $provider', (service: Service) => {
  let place: StandIn;
  beforeAll(async () => {
    const standIn = await startStandIn(service);
    if (standIn === undefined) throw new Error('openssl is missing');
    place = standIn;
    place.manners = mannersOf(service, { third: false, lateMs: 0, throttledEvery: 100 });
  }, 60_000);
  afterAll(() => place.close());

  const cli = (...words: readonly string[]): Promise<CliResult> => place.start(words).result;
  const bundle = (): string => readdirSync(place.folder).find((name) => /^evidence-.*\.gz$/.test(name)) ?? '';
  const host = service.url(0).replace(/:0$/, '');

  it.sequential(
    'leads from the plan to the patch and to what changed',
    async () => {
      const startedAt = Date.now();
      const isMine = (words: readonly string[]): boolean =>
        words.every((word) => !/^https:/.test(word) || word === host);
      const mine = commands.filter(isMine);
      expect(mine.map(([verb]) => verb)).toEqual([
        'record',
        'evidence',
        'evidence',
        'evidence',
        'serve',
        'drift',
      ]);
      const at = [service.url(place.port), '--account', service.account, '--ca', 'ca.pem'];
      const pace = MINUTES > 0 ? ['--minutes', String(MINUTES)] : ['--minutes', '2', '--rate', '5'];
      const policy = await cli(
        'record',
        '--policy',
        '--provider',
        service.provider,
        '--account',
        service.account,
      );
      expect(JSON.parse(policy.stdout)).toHaveProperty('Statement');
      const plan = await cli('record', ...at, ...pace, '--dry-plan');
      expect(plan, plan.stderr).toMatchObject({ exitCode: 0 });
      const recorded = await cli('record', ...at, ...pace, '--yes');
      // A machine that is busy does not get through all of it.
      expect([0, 3], recorded.stdout + recorded.stderr).toContain(recorded.exitCode);
      expect(await cli('record', '--verify', bundle())).toMatchObject({ exitCode: 0 });
      for (const words of mine.filter(([verb]) => verb === 'evidence')) {
        const { exitCode, stderr } = await cli(...words.map((word) => (word === 'FILE' ? bundle() : word)));
        expect(exitCode, `${words.join(' ')}: ${stderr}`).toBe(0);
      }
      const text = (await cli('evidence', bundle())).stdout;
      expect(text).toMatch(/Contradicted \(\d+\)/);
      const target = join(place.folder, 'specs', service.provider);
      cpSync(fileURLToPath(new URL(service.provider, SPECS_FOLDER)), target, { recursive: true });
      execFileSync('git', ['apply', 'change.patch'], { cwd: place.folder, stdio: 'pipe' });
      const grades = async (where: string | URL): Promise<number> =>
        (await loadContract(where)).requirements.filter(({ evidence }) => evidence === 'observed').length;
      expect(await grades(target)).toBeGreaterThan(
        (await grades(new URL(service.provider, SPECS_FOLDER))) + 5,
      );
      expect(await cli('drift', bundle(), bundle())).toMatchObject({ exitCode: 0 });
      process.stderr.write(
        `${service.provider}: ${place.sent.length} requests, ${Math.round((Date.now() - startedAt) / 1_000)} s from the plan to drift\n`,
      );
    },
    LONG,
  );

  it.sequential(
    'leaves a bundle without a secret, as it is or decoded',
    () => {
      const privates = place.sent.flatMap((body) => service.privateKeysIn(body)).flatMap(privatePartsOf);
      expect(privates.length).toBeGreaterThan(10);
      const { secretAccessKey, sessionToken } = service.verify;
      const all = [...privates, Buffer.from(secretAccessKey), Buffer.from(sessionToken)];
      const secrets = new Map(all.map((bytes, index) => [`secret ${index}`, bytes] as const));
      const files = new Map(
        [bundle(), 'change.patch'].map((name) => [name, readFileSync(join(place.folder, name))] as const),
      );
      expect(leaksIn(files, secrets)).toEqual([]);
      // What is planted is found: the search is no search of nothing.
      const [first = Buffer.alloc(0)] = privates;
      expect(leaksIn(new Map([['planted', Buffer.from(first.toString('base64'))]]), secrets)).not.toEqual([]);
    },
    LONG,
  );
});

it('every command of the page is one that a recording needs', () => {
  const verbs = new Set(commands.map(([verb]) => verb));
  expect([...verbs].toSorted()).toEqual(['drift', 'evidence', 'record', 'serve']);
});
