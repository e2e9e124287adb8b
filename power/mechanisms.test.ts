import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CheckFinished } from '../runner/events.ts';
import { bindChecks } from '../runner/plan.ts';
import { run } from '../runner/run.ts';
import { type Selection, selectChecks } from '../runner/select.ts';
import { readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import { SUITES } from '../suites/index.ts';
import type { Context } from '../targets/ec2/reference/context.ts';
import { leaf, refusal, type XmlNode } from '../targets/ec2/reference/outcome.ts';
import { openClients } from '../targets/providers.ts';
import { startMutant } from './mutant-server.ts';
import { NO_OP } from './mutants/ec2/controls.ts';
import { HISTORY_MUTANTS } from './mutants/ec2/history.ts';
import { creating, importing } from './mutants/ec2/table.ts';
import { KeyTable } from './mutants/key-table.ts';
import type { Mutant } from './mutants/mutant.ts';
import { COMMON_OPTIONS, targetAt } from './run-options.ts';

/** What emulators do for which failures were once booked on the wrong requirement, each on the reference. */
type Fault = Mutant['fault'];

let contract: Contract;
const keys = new KeyTable();
beforeAll(async () => {
  contract = await readContract('aws-ec2');
});
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function judged(fault: Fault, selection: Selection): Promise<ReadonlyMap<string, CheckFinished>> {
  const server = await startMutant({ ...NO_OP, id: 'control/mechanism', fault }, keys, contract);
  closers.push(() => server.close());
  const target = targetAt(server.url, contract);
  const clients = await openClients(target);
  closers.push(async () => {
    for (const client of clients) await client.close();
  });
  const checks = bindChecks(contract, SUITES);
  const selected = selectChecks(checks, selection, contract);
  const found = new Map<string, CheckFinished>();
  const { signal } = new AbortController();
  const options = {
    ...COMMON_OPTIONS,
    quota: 'skip',
    checks,
    selected,
    contract,
    target,
    clients,
    seed: 5,
    signal,
  } as const;
  for await (const event of run(options))
    if (event.type === 'check-finished' && !found.has(event.requirement)) found.set(event.requirement, event);
  return found;
}

/** An HTTP answer in place of what the service would say. */
const unknownInJson =
  (here: (ctx: Context) => boolean): Fault =>
  ({ http }) => ({
    protocol: { throttle: (ctx) => (here(ctx) ? refusal('UnknownAction', 'not supported') : undefined) },
    http: {
      contentType: (ctx, outcome) => (here(ctx) ? 'application/json' : http.contentType(ctx, outcome)),
      body: (ctx, outcome) =>
        here(ctx)
          ? Buffer.from('{"__type":"UnknownAction","message":"Action ImportKeyPair is not supported"}')
          : http.body(ctx, outcome),
    },
  });

/** A readable public key, for servers that take anything. */
const GOOD_LINE = `ssh-ed25519 ${Buffer.from([0, 0, 0, 11, ...Buffer.from('ssh-ed25519'), 0, 0, 0, 32, ...Buffer.alloc(32, 7)]).toString('base64')}`;

const CONSTANT = '00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff';

interface Mechanism {
  readonly what: string;
  readonly fault: Fault;
  /** Verdicts by requirement; several where what is missing may be told in two ways. */
  readonly verdicts: Readonly<Record<string, string | readonly string[]>>;
}

const MECHANISMS: readonly Mechanism[] = [
  {
    what: 'an imported key is shown in base64: that is no failure of the import',
    fault: ({ keyMaterial }) => ({
      keyMaterial: {
        describedPublicKey: (ctx, pair) =>
          Buffer.from(keyMaterial.describedPublicKey(ctx, pair)).toString('base64'),
      },
    }),
    verdicts: {
      'import.import.rsa-line': ['pass', 'blocked'],
      'import.import.empty': 'pass',
      'import.import.absent': 'pass',
      'describe.describe.public-key-imported-ed25519-openssh': 'fail',
    },
  },
  {
    what: 'filters are ignored: nothing is known of a response without key pairs',
    fault: () => ({ filters: { requested: () => [] } }),
    verdicts: {
      'response-shape.describe.empty': 'blocked',
      'client.describe.nothing-found': 'blocked',
      'filter.describe.key-name': 'fail',
    },
  },
  {
    what: 'no public key is shown: whose the private key is cannot be told',
    fault: ({ responses }) => ({
      responses: {
        describedItem: (ctx, pair) =>
          responses.describedItem(ctx, pair).filter(({ name }) => name !== 'publicKey'),
      },
    }),
    verdicts: {
      'describe.describe.public-key-asked': 'fail',
      'key-material.create.ed25519-pem.possession': 'blocked',
    },
  },
  {
    what: 'an answer has an element that no model knows: no client can return it',
    fault: ({ responses }) => ({
      responses: {
        created: (ctx, pair, material) => [
          ...responses.created(ctx, pair, material),
          leaf('keyType', pair.type),
        ],
      },
    }),
    verdicts: {
      'client.create.default': 'pass',
      'client.create.rsa-pem': 'pass',
      'response-shape.create.undeclared': 'fail',
    },
  },
  {
    what: 'accepted bad material under the root of another action is no error answer',
    fault: ({ xml, material }) => ({
      xml: { root: (ctx) => (importing(ctx) ? 'CreateKeyPairResponse' : xml.root(ctx)) },
      material: {
        read: (ctx) => {
          const read = material.read(ctx);
          return 'kind' in read ? (material.openSsh(ctx, GOOD_LINE) ?? read) : read;
        },
      },
    }),
    verdicts: {
      'lifecycle.import.works': 'pass',
      'error-shape.import.readable': ['pass', 'blocked', 'inconclusive'],
      'error-shape.import.root': ['pass', 'blocked', 'inconclusive'],
    },
  },
  {
    what: 'an action that is unknown in JSON is not there',
    fault: unknownInJson(importing),
    verdicts: { 'lifecycle.import.works': 'unsupported', 'import.import.rsa-line': 'unsupported' },
  },
  {
    what: 'filters are not looked at: the empty answer was not seen',
    fault: ({ filters }) => ({ filters: { apply: (_ctx, pairs) => pairs, refuse: filters.refuse } }),
    verdicts: {
      'response-shape.describe.empty': ['blocked', 'inconclusive', 'pass'],
      'filter.describe.key-name': 'fail',
    },
  },
  {
    what: 'bad material is accepted: what comes first cannot be told',
    fault: ({ material }) => ({
      material: {
        read: (ctx) => {
          const read = material.read(ctx);
          return 'kind' in read ? (material.openSsh(ctx, GOOD_LINE) ?? read) : read;
        },
      },
    }),
    verdicts: { 'import.import.text': 'fail', 'duplicate.import-before-material': 'blocked' },
  },
  {
    what: 'a delete by an ID of another region is refused with another code',
    fault: () => ({
      deletion: {
        neverExisted: (ctx, id) =>
          ctx.store.byId(id) === undefined ? refusal('InvalidParameterValue', 'no such ID') : undefined,
      },
    }),
    verdicts: { 'isolation.delete.id': 'pass' },
  },
  {
    what: 'the name that a filter is tried on is refused',
    fault: ({ names }) => ({
      names: {
        refuse: (ctx, name) =>
          /[*?[\]\\]/.test(name) ? refusal('InvalidParameterValue', 'bad name') : names.refuse(ctx, name),
      },
    }),
    verdicts: {
      'filter.describe.wildcard-escaped': ['blocked', 'inconclusive'],
      'describe.describe.name-is-no-pattern': ['blocked', 'inconclusive'],
    },
  },
  {
    what: 'every fingerprint is the same: that says nothing of names',
    fault: () => ({
      fingerprints: {
        createdRsa: () => CONSTANT,
        createdEd25519: () => CONSTANT,
        importedRsa: () => CONSTANT,
        importedEd25519: () => CONSTANT,
      },
    }),
    verdicts: {
      'name.create.per-region': ['pass', 'blocked', 'inconclusive'],
      'name.import.per-region': ['pass', 'blocked', 'inconclusive'],
      'fingerprint.import.ed25519': 'fail',
    },
  },
  {
    what: 'key pairs have no ID, and few fingerprints are shared by all: whose is shown cannot be told',
    fault: ({ responses }) => {
      let count = 0;
      const some = (): string => CONSTANT.replace('00', String(count++ % 2).padStart(2, '0'));
      const without = (nodes: readonly XmlNode[]): readonly XmlNode[] =>
        nodes.filter(({ name }) => name !== 'keyPairId');
      return {
        fingerprints: { createdEd25519: some, importedEd25519: some },
        responses: {
          created: (ctx, pair, material) => without(responses.created(ctx, pair, material)),
          imported: (ctx, pair) => without(responses.imported(ctx, pair)),
          describedItem: (ctx, pair) => without(responses.describedItem(ctx, pair)),
          deleted: (ctx, pair) => without(responses.deleted(ctx, pair)),
        },
      };
    },
    verdicts: { 'history.create.linearizable': 'pass' },
  },
  {
    what: 'names in a describe are ignored: the waiter ends too early, whatever other checks have made',
    fault: () => ({ describe: { refuse: () => undefined, selected: (ctx) => ctx.store.all() } }),
    verdicts: { 'client.describe.waiter-late': 'fail' },
  },
  {
    what: 'a describe by name shows another key pair first: its name is not altered text',
    fault: ({ responses }) => ({
      responses: {
        described: (ctx, items) =>
          responses.described(ctx, [[leaf('keyName', 'other'), ...(items[0]?.slice(1) ?? [])], ...items]),
      },
    }),
    verdicts: { 'response-shape.describe.escaping': 'pass', 'describe.describe.by-name': 'fail' },
  },
  {
    what: 'a delete of the empty name is accepted only where another call has made such a key pair',
    fault: () => {
      let left = 1;
      return {
        deletion: {
          refuse: (ctx) =>
            ctx.parameters.get('KeyName') === '' && left-- <= 0
              ? refusal('InvalidParameterValue', "The key pair '' does not exist", 404)
              : undefined,
        },
      };
    },
    verdicts: { 'delete.delete.empty-name': 'fail' },
  },
  {
    what: 'GET is not served where POST is: that is a failure, not a missing operation',
    fault: ({ protocol }) => ({
      protocol: {
        throttle: (ctx) =>
          ctx.request.method === 'GET' ? refusal('InvalidAction', 'unknown') : protocol.throttle(ctx),
      },
    }),
    verdicts: { 'wire.describe.get': 'fail', 'wire.create.get': 'fail', 'wire.delete.get': 'fail' },
  },
  {
    what: 'an unknown filter and an unknown action are answered 501',
    fault: ({ filters, protocol }) => ({
      filters: {
        unknown: (ctx, filter) =>
          filters.unknown(ctx, filter) && refusal('InternalFailure', 'not implemented', 501),
      },
      protocol: {
        unknownAction: (ctx) => ({ ...protocol.unknownAction(ctx), code: 'InternalFailure', status: 501 }),
      },
    }),
    verdicts: { 'filter.describe.unknown': 'fail', 'wire.describe.unknown-action': 'fail' },
  },
  {
    what: 'signatures are not looked at: one missing feature, one verdict',
    fault: () => ({
      authorization: { missing: () => undefined, authenticate: () => undefined },
    }),
    verdicts: {
      'wire.describe.unsigned': 'unsupported',
      'wire.delete.unsigned': 'unsupported',
      'wire.delete.wrong-secret': 'unsupported',
      'wire.import.unknown-access-key': 'unsupported',
    },
  },
];

it.each(MECHANISMS)('$what', async ({ fault, verdicts }) => {
  const found = await judged(fault, { only: Object.keys(verdicts) });
  const told = Object.fromEntries(Object.keys(verdicts).map((id) => [id, found.get(id)?.verdict]));
  const allowed = Object.fromEntries(
    Object.entries(verdicts).map(([id, verdict]) => [
      id,
      typeof verdict === 'string' ? verdict : verdict.includes(told[id] ?? '') ? told[id] : verdict,
    ]),
  );
  const reasons = [...found].map(
    ([id, { verdict, reason, findings }]) => `${id}: ${verdict} ${reason ?? findings[0]?.summary ?? ''}`,
  );
  expect(told, reasons.join('\n')).toEqual(allowed);
});

describe('a create without a name that breaks its region', () => {
  it('is the named cause of at most three findings', async () => {
    const broken = new Set<string>();
    const found = await judged(
      ({ protocol, names }) => ({
        protocol: {
          throttle: (ctx) =>
            broken.has(ctx.region)
              ? refusal('InternalError', 'NullPointerException', 500)
              : protocol.throttle(ctx),
        },
        names: {
          missing: (ctx) => {
            if (creating(ctx) && ctx.parameters.get('KeyName') === undefined) broken.add(ctx.region);
            return names.missing(ctx);
          },
        },
      }),
      { topics: ['lifecycle', 'error-shape'] },
    );
    const failed = [...found.values()].filter(({ verdict }) => verdict === 'fail');
    expect(failed.length, failed.map(({ requirement }) => requirement).join()).toBeLessThanOrEqual(3);
    expect(failed.length).toBeGreaterThan(0);
    const hints = failed.flatMap(({ findings }) => findings.flatMap((finding) => finding.hints));
    expect(hints.join('\n')).toMatch(/caused by/);
  });
});

describe('a describe that fails while other calls are under way', () => {
  it('is one finding with the number of checks that met it, and the others pass', async () => {
    const { fault } =
      HISTORY_MUTANTS.find(({ id }) => id === 'history/describe-error-while-others-run') ?? NO_OP;
    const found = await judged(fault, {
      only: ['identifier.*', 'isolation.*', 'history.describe.beside-others'],
    });
    const failed = [...found.values()].filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ requirement }) => requirement)).toEqual(['history.describe.beside-others']);
    expect(failed[0]?.findings).toHaveLength(1);
    expect(failed[0]?.findings[0]?.hints.join()).toMatch(/\d+ checks failed while others ran/);
  });
});
