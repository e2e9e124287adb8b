import type { Step } from '../../runner/events.ts';
import type { Replaying, Sent } from '../../targets/provider.ts';
import { providerOf } from '../../targets/providers.ts';
import { percentEncode } from '../../targets/wire/query-parameters.ts';
import type { Report, ReportedFinding } from '../report.ts';

/** Ways in which requests write a value of an answer. */
export type Form = 'plain' | 'percent' | 'base64' | 'percent-base64' | 'upper';

const FORMS: Readonly<Record<Form, (text: string) => string>> = {
  plain: (text) => text,
  percent: percentEncode,
  base64: (text) => Buffer.from(text).toString('base64'),
  'percent-base64': (text) => percentEncode(Buffer.from(text).toString('base64')),
  upper: (text) => text.toUpperCase(),
};

/** A value of an answer that later requests hold. */
export interface Carried {
  /** Element or member of the answer. */
  readonly member: string;
  /** Which of the members of this name, counted from 1. */
  readonly occurrence: number;
  /** How later requests write it. */
  readonly forms: readonly { readonly form: Form; readonly old: string }[];
}

/** A step as it is done again. */
export interface PlannedStep {
  readonly step: Step;
  /** Whether it went out before the step before it, and all that overlapped with that, had an answer. */
  readonly overlaps: boolean;
  readonly carried: readonly Carried[];
  /** What removes the key pairs that it may make. `own` where the name is of this replay alone, whatever the answer. */
  readonly removals: readonly { readonly request: Sent; readonly own: boolean }[];
}

/** How a finding is shown again: its steps in order with values of this replay, and the clean-up. */
export interface ReplayPlan {
  readonly provider: Replaying;
  readonly steps: readonly PlannedStep[];
  /** The characters of chance in all names of the run; a replay has others. */
  readonly token: string;
  /** A look at each region in which key pairs are made, and a delete of the name `SOME_NAME` there. */
  readonly regions: readonly { readonly everything: Sent; readonly removal: Sent }[];
  /** Addresses of the run. */
  readonly origins: readonly string[];
}

/** Stands for a name that is known when the script runs. */
export const SOME_NAME = 'KEYPAIRNAME';

/** The plan of a finding; `undefined` where it went through an adapter, or no script can sign for the provider. */
export function replayPlan(
  { steps = [], exchange }: ReportedFinding,
  { target, run }: Report,
): ReplayPlan | undefined {
  const provider = providerOf(target.provider)?.replay;
  const all = steps.length > 0 ? steps : exchange === undefined ? [] : [exchange];
  const isSent = all.length > 0 && all.every(({ request }) => /^https?:/.test(request.url));
  if (provider === undefined || !isSent) return undefined;
  const token = tokenOf(run.namePrefix);
  const endpointOf = ({ request }: Step): string => request.url.split('?')[0] ?? '';
  const overlapping = overlapsIn(all);
  const making = all.filter(({ call }) => call.operation === 'create' || call.operation === 'import');
  const regions = new Map(making.map((step) => [step.call.region, endpointOf(step)]));
  const sent = (step: Pick<Step, 'call'>, endpoint: string): Sent => ({
    call: step.call,
    request: provider.requestOf(step.call, endpoint),
  });
  const removalOf = (region: string, name: string, endpoint: string): Sent =>
    sent({ call: { operation: 'delete', region, parameters: { name } } }, endpoint);
  return {
    provider,
    token,
    origins: [...new Set(all.map(({ request }) => new URL(request.url).origin))],
    regions: [...regions].map(([region, endpoint]) => ({
      everything: sent(
        { call: { operation: 'describe', region, parameters: provider.everything } },
        endpoint,
      ),
      removal: removalOf(region, SOME_NAME, endpoint),
    })),
    steps: all.map((step, index) => ({
      step,
      overlaps: overlapping.has(step),
      carried: carriedFrom(step, all.slice(0, index + 1), all.slice(index + 1)),
      removals: making.includes(step)
        ? namesIn(step, token).map(({ name, own }) => ({
            request: removalOf(step.call.region, name, endpointOf(step)),
            own,
          }))
        : [],
    })),
  };
}

/** Start times are whole milliseconds. */
const ROUNDED_MS = 1;

/** Steps that went out at the same time as the one before them. */
function overlapsIn(steps: readonly Step[]): ReadonlySet<Step> {
  const overlapping = new Set<Step>();
  let firstEnd = Number.NEGATIVE_INFINITY;
  for (const step of steps) {
    const isSame = step.startedAt + ROUNDED_MS < firstEnd;
    if (isSame) overlapping.add(step);
    const end = step.startedAt + step.durationMs;
    firstEnd = isSame ? Math.min(firstEnd, end) : end;
  }
  return overlapping;
}

/** The steps in order, those that overlapped together. */
export function groupsOf(steps: readonly PlannedStep[]): readonly (readonly PlannedStep[])[] {
  const groups: PlannedStep[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (step.overlaps && last !== undefined) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** What is said of a replay with steps that overlap; `undefined` where none do. */
export function noteOnOverlaps({ steps }: Pick<ReplayPlan, 'steps'>): string | undefined {
  return steps.some(({ overlaps }) => overlaps)
    ? 'Steps that overlapped in the run are sent at the same time; which of them comes first is chance, so try it several times.'
    : undefined;
}

/** The characters of chance at the end of a prefix; the rest is chosen by people. */
function tokenOf(prefix: string): string {
  return /([a-z0-9]+|[A-Z0-9]+)[^A-Za-z0-9]*$/.exec(prefix)?.[1] ?? prefix;
}

/** Names under which a call may make a key pair. */
function namesIn({ call }: Step, token: string): readonly { readonly name: string; readonly own: boolean }[] {
  const { parameters, wire = {} } = call;
  const altered = [...Object.values(wire.replace ?? {}), ...(wire.append ?? []).map(([, value]) => value)];
  const own = (name: string): boolean => name.toLowerCase().includes(token.toLowerCase());
  const names = [parameters.name ?? '', ...altered.filter(own)].filter((name) => name !== '');
  return [...new Set(names)].map((name) => ({ name, own: own(name) }));
}

/** Shorter texts stand in requests by chance. */
const SHORTEST = 6;

/** Values that the target gave, which no request had before and later requests have. */
function carriedFrom(step: Step, until: readonly Step[], later: readonly Step[]): readonly Carried[] {
  const body = step.response.body;
  const after = later.map(sentText).join('\n');
  if (body.kind !== 'text' || after === '') return [];
  const before = until.map(sentText).join('\n');
  const earlier = until
    .slice(0, -1)
    .map(({ response }) => (response.body.kind === 'text' ? response.body.text : ''));
  const seen = new Set<string>();
  return membersIn(body.text).flatMap(({ member, occurrence, value }) => {
    const isNew =
      !seen.has(value) && !earlier.some((text) => membersIn(text).some((one) => one.value === value));
    if (value.length < SHORTEST || !/\d/.test(value) || !isNew || before.includes(value)) return [];
    seen.add(value);
    const forms = (Object.keys(FORMS) as Form[]).map((form) => ({ form, old: FORMS[form](value) }));
    const used = forms.filter(({ old }, at) => {
      const isFirst = forms.findIndex((one) => one.old === old) === at;
      return isFirst && after.includes(old) && !before.includes(old);
    });
    return used.length === 0 ? [] : [{ member, occurrence, forms: used }];
  });
}

/** All that a request holds, on the wire and, for commands that encode it themselves, as it was meant. */
function sentText({ request, call }: Step): string {
  const { url, body, headers } = request;
  return [url, body, ...headers.map(([, value]) => value), JSON.stringify(call)].join('\n');
}

const MEMBER = /<([\w.-]+)>([^<]*)<|"([\w.-]+)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Elements and members with a text, in order. */
function membersIn(
  text: string,
): readonly { readonly member: string; readonly occurrence: number; readonly value: string }[] {
  const counts = new Map<string, number>();
  return [...text.matchAll(MEMBER)].map(([, element, content = '', name = '', json = '']) => {
    const member = element ?? name;
    const occurrence = (counts.get(member) ?? 0) + 1;
    counts.set(member, occurrence);
    const value =
      element === undefined
        ? json.replaceAll('\\/', '/')
        : content.replace(/&(\w+);/g, (all, one: string) => ENTITIES[one] ?? all);
    return { member, occurrence, value };
  });
}
