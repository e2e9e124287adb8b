import { UsageError } from '../targets/usage-error.ts';
import type { Bundle, BundleExchange } from './bundle.ts';
import { type NormalForm, requestForm, responseForm, StandIns } from './normal-form.ts';
import { grouped } from './outcomes.ts';
import type { ResponseReader } from './reader.ts';

/** One thing that a service does otherwise than before, wherever it was seen. */
export interface Change {
  readonly operation: string;
  /** What changed: `status`, `code`, `message`, a header, `private key`, or `verdict`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly requirements: readonly string[];
  /** Ids of one request and its counterpart, by which the service can look them up. */
  readonly requestIds: readonly string[];
}

/** What two recordings of one service have in common and what not. */
export interface Drift {
  readonly changes: readonly Change[];
  /** Exchanges that were compared. */
  readonly compared: number;
  /** Requirements that only one of them has. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

/**
 * Compares two recordings: the same check, the same request, but for names, ids, times and keys. What a service decides by
 * chance or by the order of calls, such as the order of a list, is no change.
 * @throws UsageError when they are not of one service
 */
export function driftBetween(before: Bundle, after: Bundle, read: ResponseReader): Drift {
  const [one, other] = [before.header, after.header];
  if (one.provider !== other.provider)
    throw new UsageError(
      `the bundles are of ${one.provider} and ${other.provider}; give two of one provider`,
    );
  if (one.service !== other.service)
    throw new UsageError('only one of the bundles was recorded at the real service; give two of one service');
  const looks = [looksOf(before), looksOf(after)] as const;
  const both = [...looks[0].keys()].filter((key) => looks[1].has(key));
  const found = new Map<string, Change>();
  let compared = 0;
  for (const key of both) {
    const pairs = matched(
      formsOf(looks[0].get(key) ?? [], one.namePrefix, read),
      formsOf(looks[1].get(key) ?? [], other.namePrefix, read),
    );
    compared += pairs.length;
    for (const pair of pairs) for (const change of changesIn(pair)) enter(found, change);
  }
  for (const change of verdictChanges(before, after)) enter(found, change);
  const ids = (keys: Iterable<string>): readonly string[] => [
    ...new Set([...keys].map((key) => key.split(' ')[0] ?? '')),
  ];
  const [then, now] = [ids(looks[0].keys()), ids(looks[1].keys())];
  return {
    changes: [...found.values()],
    compared,
    onlyBefore: then.filter((id) => !now.includes(id)),
    onlyAfter: now.filter((id) => !then.includes(id)),
  };
}

interface Form {
  readonly request: string;
  readonly response: NormalForm;
  readonly exchange: BundleExchange;
}

/** The exchanges of the last attempt of each check and client. */
function looksOf({ exchanges }: Bundle): ReadonlyMap<string, readonly BundleExchange[]> {
  const looks = grouped(exchanges, ({ requirement, client }) => `${requirement} ${client}`);
  return new Map(
    [...looks].map(([key, all]) => {
      const last = Math.max(...all.map(({ attempt }) => attempt));
      return [key, all.filter(({ attempt }) => attempt === last)];
    }),
  );
}

function formsOf(
  exchanges: readonly BundleExchange[],
  prefix: string,
  read: ResponseReader,
): readonly Form[] {
  const standIns = new StandIns(prefix);
  return exchanges.map((exchange) => {
    const request = requestForm(exchange, standIns);
    return { request, response: responseForm(exchange, read, standIns), exchange };
  });
}

/** Exchanges with the same request; of several, those with the same response first, since calls may overtake each other. */
function matched(before: readonly Form[], after: readonly Form[]): readonly (readonly [Form, Form])[] {
  const left = grouped(after, ({ request }) => request);
  const pairs: (readonly [Form, Form])[] = [];
  for (const [request, own] of grouped(before, (form) => form.request)) {
    const others = [...(left.get(request) ?? [])];
    const unlike = own.filter((form) => {
      const at = others.findIndex(
        (other) => JSON.stringify(other.response) === JSON.stringify(form.response),
      );
      const [same] = at === -1 ? [] : others.splice(at, 1);
      if (same !== undefined) pairs.push([form, same]);
      return same === undefined;
    });
    for (const [index, form] of unlike.entries()) {
      const other = others[index];
      if (other !== undefined) pairs.push([form, other]);
    }
  }
  return pairs;
}

function changesIn([before, after]: readonly [Form, Form]): readonly Change[] {
  const names = new Set([...Object.keys(before.response), ...Object.keys(after.response)]);
  const different = [...names].filter((name) => before.response[name] !== after.response[name]);
  // A refusal has another code, message and layout than a success: its status says it.
  const told = different.includes('status')
    ? different.filter((name) => ['status', 'code'].includes(name))
    : different;
  return told.map((what) => ({
    operation: before.exchange.operation,
    what,
    before: before.response[what] ?? 'absent',
    after: after.response[what] ?? 'absent',
    requirements: [before.exchange.requirement],
    requestIds: [before.exchange.requestId, after.exchange.requestId].filter((id) => id !== undefined),
  }));
}

/** Passes that became failures and the other way round; what was not judged before or now is no change. */
function verdictChanges(before: Bundle, after: Bundle): readonly Change[] {
  const verdictsOf = ({ results }: Bundle): ReadonlyMap<string, string> =>
    new Map(results.map(({ requirement, client, verdict }) => [`${requirement} ${client}`, verdict]));
  const [then, now] = [verdictsOf(before), verdictsOf(after)];
  const judged = ['pass', 'fail'];
  return [...then].flatMap(([key, verdict]) => {
    const other = now.get(key) ?? '';
    if (verdict === other || !judged.includes(verdict) || !judged.includes(other)) return [];
    const requirement = key.split(' ')[0] ?? '';
    const operation = requirement.split('.')[1] ?? '';
    return [
      {
        operation,
        what: 'verdict',
        before: verdict,
        after: other,
        requirements: [requirement],
        requestIds: [],
      },
    ];
  });
}

function enter(found: Map<string, Change>, change: Change): void {
  const key = JSON.stringify([change.operation, change.what, change.before, change.after]);
  const known = found.get(key);
  const requirements = [...new Set([...(known?.requirements ?? []), ...change.requirements])];
  found.set(key, { ...(known ?? change), requirements });
}
