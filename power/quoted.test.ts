import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckFinished, Step } from '../runner/events.ts';
import { bindChecks } from '../runner/plan.ts';
import { run } from '../runner/run.ts';
import { selectChecks } from '../runner/select.ts';
import { readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import type { Check } from '../suites/check.ts';
import { SUITES } from '../suites/index.ts';
import { openClients } from '../targets/providers.ts';
import { startMutant } from './mutant-server.ts';
import { CATALOGUE_PROVIDERS, catalogueOf } from './mutants/index.ts';
import { KeyTable } from './mutants/key-table.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import { COMMON_OPTIONS, namesFor, targetAt } from './run-options.ts';

/** How many mutants of a provider are tried, spread over the catalogue. EVERY_MUTANT=1 tries all of them. */
const SAMPLE = 5;
const EVERY = process.env.EVERY_MUTANT === '1';
const LIMIT_MS = EVERY ? 7_200_000 : 600_000;

/** Every so many mutants one, those that need no program of its own. */
function sampleOf(provider: string): readonly AnyMutant[] {
  const mutants = catalogueOf(provider).mutants.filter(({ client }) => client === undefined);
  const step = EVERY ? 1 : Math.floor(mutants.length / SAMPLE);
  // Those that showed a name of another answer, whatever else the sample has.
  const known =
    /^(?:history\/used-name-not-by-name|import\/refused-yet-kept|duplicate\/import-overwrites|describe\/public-key-der-shown|history\/reported-list-without-public-key|tags\/create-answers-others|paging\/pages-overlap)$/;
  return mutants.filter(({ id }, index) => index % step === 0 || known.test(id));
}

const ESCAPES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text of an answer with everything escaped in it as it was meant. */
function meant(text: string): string {
  return text
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu, (all, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return ESCAPES[name ?? ''] ?? all;
    })
    .replaceAll('\r\n', '\n');
}

/** The values that a finding quotes of what it observed. */
function quotedIn(observed: string): readonly string[] {
  return [...observed.matchAll(/"(?:[^"\\]|\\.)*"/gu)].flatMap(([text]) => {
    try {
      return [String(JSON.parse(text))];
    } catch {
      return [];
    }
  });
}

/** Quote what a client made of the response, which need not be in it. */
const OF_CLIENTS = ['client-misreads', 'clients-disagree'];
/** Quote parts of a private key, of which no exchange has a trace. */
const OF_PRIVATE_KEYS = ['unreadable-private-key', 'wrong-comment'];

/** What an exchange holds, each in the forms in which it may be quoted. */
function textsOf({ response: { status, body, headers } }: Step): string {
  const raw = body.kind === 'text' ? body.text : Buffer.from(body.base64, 'base64').toString('utf8');
  return [String(status), raw, meant(raw), raw.replaceAll('\\/', '/'), ...headers.flat()].join('\n');
}

/** What a response to a create holds beside the key is kept only where the suite sent or expected it. */
function isWithheld(value: string, held: string): boolean {
  return (
    value.includes(' withheld]') ||
    held.includes(`[${Buffer.byteLength(value)} bytes withheld]`) ||
    (/^\d{12}$/.test(value) && held.includes('[redacted account]'))
  );
}

/** The exchange that decides; where that is a page of a list, with the pages before it. */
function decidingIn(exchanges: readonly Step[], id: number | undefined): readonly Step[] {
  const at = exchanges.findIndex((one) => one.id === id);
  const { pageNumber = 1 } = exchanges[at]?.call.parameters ?? {};
  return at < 0 ? [] : exchanges.slice(Math.max(0, at - (pageNumber - 1)), at + 1);
}

/** For each finding what it quotes and its deciding exchange does not hold. */
function unheld({ findings, exchanges }: CheckFinished): readonly string[] {
  return findings.flatMap(({ code, observed, exchanges: [deciding] }) => {
    const steps = decidingIn(exchanges, deciding);
    if (steps.length === 0) return [`${code}: no exchange`];
    if (OF_CLIENTS.includes(code)) return [];
    const held = steps.map(textsOf).join('\n');
    if (OF_PRIVATE_KEYS.includes(code) && held.includes('[redacted private key]')) return [];
    // A parser quotes the beginning of what it cannot read, of which the exchange of a create keeps nothing.
    if (observed.endsWith('is not valid JSON') && steps.at(-1)?.call.operation === 'create') return [];
    const inJson = (value: string): boolean => held.includes(JSON.stringify(value).slice(1, -1));
    return quotedIn(observed)
      .filter((value) => !held.includes(value) && !inJson(value) && !isWithheld(value, held))
      .map((value) => `${code}: ${JSON.stringify(value)} is not in the exchange that decides`);
  });
}

describe.each(CATALOGUE_PROVIDERS)('what findings about mutants of %s quote', (provider) => {
  const keys = new KeyTable();
  let contract: Contract;
  let checks: readonly Check[];
  beforeAll(async () => {
    contract = await readContract(provider);
    checks = bindChecks(contract, SUITES);
  }, LIMIT_MS);

  async function judged(mutant: AnyMutant): Promise<readonly CheckFinished[]> {
    const server = await startMutant(mutant, keys, contract);
    const target = targetAt(server.url, contract);
    const clients = await openClients(target);
    const events: CheckFinished[] = [];
    try {
      const selected = selectChecks(checks, { only: [mutant.mustBeKilledBy] }, contract);
      const signal = AbortSignal.timeout(LIMIT_MS);
      const names = namesFor(contract);
      const about = { checks, selected, contract, target, clients, names };
      for await (const event of run({ ...COMMON_OPTIONS, ...about, seed: 1, signal }))
        if (event.type === 'check-finished') events.push(event);
    } finally {
      for (const client of clients) await client.close();
      await server.close();
    }
    return events.filter(({ verdict }) => verdict === 'fail');
  }

  it(
    'stands in the exchange that decides',
    async () => {
      const wrong: string[] = [];
      for (const mutant of sampleOf(provider)) {
        const failed = await judged(mutant);
        if (failed.length === 0) wrong.push(`${mutant.id}: nothing fails`);
        for (const event of failed)
          wrong.push(...unheld(event).map((text) => `${mutant.id}, ${event.requirement}, ${text}`));
      }
      expect(wrong).toEqual([]);
    },
    LIMIT_MS,
  );
});
