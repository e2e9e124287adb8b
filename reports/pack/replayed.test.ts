import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMutant } from '../../power/mutant-server.ts';
import { catalogueOf } from '../../power/mutants/index.ts';
import { KeyTable } from '../../power/mutants/key-table.ts';
import { COMMON_OPTIONS, namesFor, targetAt } from '../../power/run-options.ts';
import type { RunEvent } from '../../runner/events.ts';
import { bindChecks } from '../../runner/plan.ts';
import { run } from '../../runner/run.ts';
import { selectChecks } from '../../runner/select.ts';
import { readContract } from '../../specs/compiled.ts';
import type { Contract } from '../../specs/contract.ts';
import { SUITES } from '../../suites/index.ts';
import { credentialVariables } from '../../targets/config/environment.ts';
import { openClients } from '../../targets/providers.ts';
import type { Target } from '../../targets/target.ts';
import { onPath } from '../../targets/testing/on-path.ts';
import { reportOf } from '../model.ts';
import type { Report } from '../report.ts';
import { packsOf } from './pack.ts';

const LIMIT_MS = 240_000;

/** What a mutant is known by in an answer, and in how many steps at least it is shown. */
interface Case {
  readonly provider: string;
  readonly mutant: string;
  readonly steps: number;
  /** Whether a value of an answer goes on into later requests. */
  readonly carried?: true;
}

const CASES: readonly Case[] = [
  { provider: 'aws-ec2', mutant: 'delete/id-ignored', steps: 3, carried: true },
  { provider: 'aws-ec2', mutant: 'delete/name-and-id-both-removed', steps: 3, carried: true },
  { provider: 'aws-ec2', mutant: 'filter/tag-filters-or', steps: 3 },
  { provider: 'aws-ec2', mutant: 'tags/swapped', steps: 2 },
  { provider: 'aws-ec2', mutant: 'import/type-always-rsa', steps: 2 },
  { provider: 'aws-ec2', mutant: 'history/third-delete', steps: 6, carried: true },
  { provider: 'alibaba-ecs', mutant: 'delete/maximum-one', steps: 3 },
  { provider: 'alibaba-ecs', mutant: 'history/second-delete', steps: 4 },
  { provider: 'alibaba-ecs', mutant: 'filter/one-filter-enough', steps: 3 },
  { provider: 'alibaba-ecs', mutant: 'tags/create-maximumCount-50', steps: 1 },
  { provider: 'alibaba-ecs', mutant: 'import/no-newline', steps: 1 },
];

const withCurl = describe.skipIf(!onPath('bash', 'curl'));

withCurl.each(CASES)('the scripts of $provider $mutant', ({ provider, mutant: id, steps, carried }) => {
  let folder: string;
  let contract: Contract;
  let target: Target;
  let report: Report;
  let close = async (): Promise<void> => {};
  /** What the run left, because the mutant deletes nothing by id. */
  let left: readonly string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'replayed-'));
    contract = await readContract(provider);
    const mutant = catalogueOf(provider).mutants.find((one) => one.id === id);
    if (mutant === undefined) throw new Error(`no mutant ${id}`);
    const server = await startMutant(mutant, new KeyTable(), contract);
    target = targetAt(server.url, contract);
    const clients = await openClients(target, ['wire']);
    close = async () => {
      for (const client of clients) await client.close();
      await server.close();
    };
    const checks = bindChecks(contract, SUITES);
    const selected = selectChecks(checks, { only: [mutant.mustBeKilledBy] }, contract);
    const about = { checks, selected, contract, target, clients, names: namesFor(contract) };
    const events: RunEvent[] = [];
    for await (const event of run({
      ...COMMON_OPTIONS,
      ...about,
      seed: 7,
      // The planned histories are enough to find these.
      histories: { count: 1, steps: 4 },
      signal: AbortSignal.timeout(LIMIT_MS),
    }))
      events.push(event);
    report = reportOf(events);
    const [pack] = packsOf({
      ...report,
      results: report.results.filter(({ requirement }) => requirement === mutant.mustBeKilledBy),
    });
    left = await inventory();
    if (pack === undefined) throw new Error(`${id} has no finding`);
    for (const [name, text] of Object.entries(pack.files)) writeFileSync(join(folder, name), text);
    finding = report.results.find(({ requirement }) => requirement === mutant.mustBeKilledBy)?.findings[0];
  }, LIMIT_MS);
  afterAll(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  let finding: Report['results'][number]['findings'][number] | undefined;

  function environment(): NodeJS.ProcessEnv {
    const names = credentialVariables(provider);
    const { accessKeyId, secretAccessKey, sessionToken = '' } = target.credentials;
    return {
      ...process.env,
      [names.accessKeyId]: accessKeyId,
      [names.secretAccessKey]: secretAccessKey,
      [names.sessionToken]: sessionToken,
    };
  }

  async function output(command: string, ...words: readonly string[]): Promise<string> {
    const { stdout, stderr } = await promisify(execFile)(command, words, {
      cwd: folder,
      env: environment(),
      maxBuffer: 50_000_000,
    });
    expect(stderr).toBe('');
    return stdout;
  }

  /** Names of all key pairs of the target. */
  async function inventory(): Promise<readonly string[]> {
    const [client] = await openClients(target, ['wire']);
    const names: string[] = [];
    for (const region of target.regions) {
      const { exchange } = await client.call(
        { operation: 'describe', region, parameters: {} },
        { signal: AbortSignal.timeout(LIMIT_MS) },
      );
      const text = Buffer.from(exchange.response.body).toString('utf8');
      names.push(...[...text.matchAll(/<keyName>[^<]*|"KeyPairName":\s*"[^"]*/g)].map(([one]) => one));
    }
    await client.close();
    return names;
  }

  it('have all steps, in order, with their roles', () => {
    expect(finding?.steps?.length).toBeGreaterThanOrEqual(steps);
    expect(finding?.steps?.at(-1)).toEqual(finding?.exchange);
    expect(finding?.steps?.every(({ role }) => ['setup', 'control', 'statement'].includes(role))).toBe(true);
  });

  it.each([
    ['bash', 'curl.sh'],
    [process.execPath, 'reproduce.mjs'],
  ])(
    'show it again and leave nothing: %s %s',
    async (command, file) => {
      const printed = await output(command, file);
      const count = finding?.steps?.length ?? 0;
      for (const [index, { role }] of (finding?.steps ?? []).entries())
        expect(printed).toContain(`--- step ${index + 1} of ${count}, ${role}: `);
      // Every step is answered as in the run, so that the deciding one shows the difference again.
      expect(printed).not.toContain('In the run the response to this step was');
      expect(printed).not.toContain('to go on with');
      // The words of the finding, which follow, are those of the run.
      const answers = printed.split('\n--- ').slice(0, -2).join('\n');
      expect(answers).not.toContain(report.run.namePrefix);
      expect(printed).toContain('clean-up: nothing is left');
      expect(await inventory()).toEqual(left);
      const again = lastAnswer(printed);
      expect(shapeOf(again)).toBe(shapeOf(answerOf(finding)));
    },
    LIMIT_MS,
  );

  it.runIf(steps > 2 && carried !== true)(
    'delete what they made when they are stopped',
    async () => {
      for (const [command, file] of [
        ['bash', 'curl.sh'],
        [process.execPath, 'reproduce.mjs'],
      ] as const) {
        const child = spawn(command, [file], {
          cwd: folder,
          env: environment(),
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        child.stdout.once('data', () => child.kill('SIGTERM'));
        let printed = '';
        child.stdout.on('data', (text) => (printed += String(text)));
        await new Promise((resolve) => child.once('close', resolve));
        expect(printed).toContain('clean-up: nothing is left');
        expect(await inventory()).toEqual(left);
      }
    },
    LIMIT_MS,
  );

  if (carried)
    it(
      'go on with values of the new answers',
      async () => {
        const printed = await output(process.execPath, 'reproduce.mjs');
        const ids = (finding?.steps ?? []).flatMap(
          ({ call }) => call.parameters.id ?? call.parameters.ids ?? [],
        );
        expect(ids.length).toBeGreaterThan(0);
        for (const one of ids.filter((id) => id.length > 8)) expect(printed).not.toContain(one);
      },
      LIMIT_MS,
    );
});

function answerOf(finding: Report['results'][number]['findings'][number] | undefined): string {
  const body = finding?.exchange?.response.body;
  return body?.kind === 'text' ? body.text : '';
}

function lastAnswer(printed: string): string {
  const text = printed.split('--- ').findLast((part) => part.startsWith('step ')) ?? '';
  return text.replaceAll('\r', '').split('\n\n').slice(1).join('\n\n');
}

/** What an answer is made of, without the values that every answer has anew. */
function shapeOf(text: string): string {
  return [...text.matchAll(/<([\w.]+)>|"([\w.]+)"\s*:|<(?:Code|keyType)>([^<]*)/g)]
    .map(([one]) => one)
    .join(' ');
}
