import type { Capability } from '../specs/contract.ts';
import { readPrivateKey } from '../suites/keys/read-private.ts';
import type { CallParameters, KeyPairCall, Outcome, Tag } from '../targets/target.ts';

/** What the probe of a target lends to the questions about single capabilities. */
export interface Questions {
  /** Makes a public key that the target imports; `undefined` where it imports nothing. */
  readonly import: (() => string) | undefined;
  /** Parameters of the cheapest create. */
  readonly create: CallParameters;
  /** Whether the answer that makes a key pair shows its tags. */
  readonly showsTags: boolean;
  tag(): Tag;
  /** Makes a key pair and removes it; `undefined` when no answer came. */
  attempt(role: 'create' | 'import', parameters: CallParameters): Promise<Outcome | undefined>;
  /** Sends a call that makes nothing. */
  ask(call: Omit<KeyPairCall, 'region'>): Promise<Outcome | undefined>;
}

/** How each capability shows itself; those that every probe finds out are not among them. */
const QUESTIONS: Readonly<
  Partial<Record<Capability, (questions: Questions) => Promise<boolean | undefined>>>
> = {
  async ppk({ attempt, create }) {
    const outcome = await attempt('create', { ...create, keyFormat: 'ppk' });
    if (outcome === undefined) return undefined;
    if (outcome.kind !== 'accepted') return false;
    const reading = readPrivateKey(outcome.keyPairs[0]?.privateKey ?? '');
    return reading.ok && reading.container.startsWith('ppk');
  },
  async tags(questions) {
    const { key, value } = questions.tag();
    const tags = [{ key, value }];
    const outcome =
      questions.import === undefined
        ? await questions.attempt('create', { ...questions.create, tags })
        : await questions.attempt('import', { material: questions.import(), tags });
    if (outcome === undefined) return undefined;
    if (outcome.kind !== 'accepted') return false;
    if (!questions.showsTags) return true;
    return outcome.keyPairs[0]?.tags?.some((tag) => tag.key === key && tag.value === value) === true;
  },
  async 'dry-run'({ ask }) {
    const outcome = await ask({ operation: 'describe', parameters: { dryRun: true } });
    // What a dry run is refused with is the business of requirements; that it is not carried out is the capability.
    return outcome && outcome.kind === 'refused';
  },
  async 'verifies-signatures'({ ask }) {
    const wire = { authentication: 'wrong-secret' } as const;
    const outcome = await ask({ operation: 'describe', parameters: {}, wire });
    return outcome && outcome.kind !== 'accepted';
  },
};

/** Finds out about the capabilities that are asked for, one after the other; silence says nothing about any. */
export async function probeCapabilities(
  asked: ReadonlySet<Capability>,
  questions: Questions,
): Promise<readonly (readonly [Capability, boolean])[]> {
  const found: (readonly [Capability, boolean])[] = [];
  for (const capability of asked) {
    const observed = await QUESTIONS[capability]?.(questions);
    if (observed !== undefined) found.push([capability, observed]);
  }
  return found;
}
