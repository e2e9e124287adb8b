import { showsField } from '../../specs/constraints.ts';
import type { Contract } from '../../specs/contract.ts';
import type { Exchange, KeyPairView } from '../../targets/target.ts';
import { readPrivateKey } from '../keys/read-private.ts';
import type { ShownPair } from '../lookups.ts';
import { type Deviation, kindOf } from './deviation.ts';
import { type Chosen, FIELDS, type Field, type FieldRule, rulesFor, textOf } from './fields.ts';
import type { ModelCall, ModelPair } from './model/state.ts';
import type { Known } from './requests.ts';
import { BY_NAME } from './ways.ts';

/** One key pair in one answer. */
export interface Sight {
  readonly call: ModelCall;
  readonly pair: ModelPair;
  readonly view: KeyPairView;
  readonly exchange: Exchange;
  /** What was done last to the key pair. */
  readonly after: string;
}

/**
 * What answers have shown of the key pairs of one history. A field that differs from the model is compared with what a
 * describe by name shows: that tells a wrong value from a way of looking that shows another.
 */
export class Seen implements Known {
  readonly #contract: Contract;
  readonly #chosen = new Map<number, Chosen>();
  readonly #fingerprints = new Map<number, string>();
  /** What a describe by name showed last, and wrong values that were told, by key pair and field. */
  readonly #byName = new Map<string, string>();
  readonly #taken = new Map<string, string>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  id(serial: number): string | undefined {
    return this.#chosen.get(serial)?.id;
  }

  fingerprint(serial: number): string | undefined {
    return this.#fingerprints.get(serial);
  }

  /** Compares all fields of one key pair; `lookByName` is asked where one differs. */
  async compare(
    sight: Sight,
    lookByName: (publicKey: boolean) => Promise<ShownPair | undefined>,
  ): Promise<readonly Deviation[]> {
    const { call, pair, view } = sight;
    const publicKey = call.operation === 'describe' && call.publicKey;
    const isByName = call.operation === 'describe' && call.way === BY_NAME.id;
    const chosen = this.#chosenOf(pair, view);
    const rules = rulesFor(this.#contract, { operation: call.operation, publicKey }, pair, chosen);
    const placeOf = (field: Field): string => `${pair.serial} ${field} ${field === 'publicKey' && publicKey}`;
    const isWrong = ([field, rule]: readonly [Field, FieldRule]): boolean => {
      const observed = textOf(view, field);
      return !rule.fits(observed) && this.#taken.get(placeOf(field)) !== observed;
    };
    const wrong = [...rules].filter(isWrong);
    const named =
      isByName || wrong.length === 0 ? { ...view, exchange: sight.exchange } : await lookByName(publicKey);
    const deviations = wrong.flatMap(([field, rule]) =>
      this.#explain(sight, field, rule, named, placeOf(field)),
    );
    if (isByName) for (const field of rules.keys()) this.#byName.set(placeOf(field), textOf(view, field));
    if (view.id !== undefined) chosen.id ??= view.id;
    if (view.createdAt !== undefined) chosen.createdAt ??= view.createdAt;
    if (view.fingerprint !== undefined && !this.#fingerprints.has(pair.serial)) {
      this.#fingerprints.set(pair.serial, view.fingerprint);
    }
    return deviations;
  }

  #earlier(serial: number): Chosen {
    const known = [...this.#chosen].filter(
      ([other, { createdAt }]) => other < serial && createdAt !== undefined,
    );
    const createdAt = known.at(-1)?.[1].createdAt;
    return createdAt === undefined ? {} : { earlier: createdAt };
  }

  #chosenOf({ serial }: ModelPair, view: KeyPairView): Chosen {
    const chosen = this.#chosen.get(serial) ?? this.#earlier(serial);
    this.#chosen.set(serial, chosen);
    const read = view.privateKey === undefined ? undefined : readPrivateKey(view.privateKey);
    if (read?.ok) chosen.key = { publicBlob: read.publicBlob, privateKey: read.privateKey };
    return chosen;
  }

  /** A value that is wrong by name too is one fault, another value than by name is another fault. */
  #explain(
    { call, pair, view, exchange, after }: Sight,
    field: Field,
    rule: FieldRule,
    byName: ShownPair | undefined,
    place: string,
  ): readonly Deviation[] {
    const observed = textOf(view, field);
    const found = { operation: call.operation, field, pair: kindOf(pair, field), exchange } as const;
    const before = this.#byName.get(place);
    const isByName = byName?.exchange === exchange;
    if (isByName && before !== undefined && before !== observed) {
      this.#taken.set(place, observed);
      return [{ kind: 'change', ...found, situation: after, expected: before, observed }];
    }
    const isShown = showsField(this.#contract, 'describe', FIELDS[field]);
    const named = byName !== undefined && isShown ? textOf(byName, field) : undefined;
    const deviations: Deviation[] = [];
    if (
      byName !== undefined &&
      named !== undefined &&
      !rule.fits(named) &&
      this.#taken.get(place) !== named
    ) {
      this.#taken.set(place, named);
      deviations.push({
        kind: 'value',
        ...found,
        operation: 'describe',
        expected: rule.text,
        observed: named,
        exchange: byName.exchange,
      });
    }
    if (named === observed) return deviations;
    const way = call.operation === 'describe' ? call.way : `in the answer to ${call.operation}`;
    return [...deviations, { kind: 'way', way, ...found, expected: named ?? rule.text, observed }];
  }
}
