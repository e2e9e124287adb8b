import { showsField } from '../../specs/constraints.ts';
import type { Contract } from '../../specs/contract.ts';
import type { Exchange, KeyPairView } from '../../targets/target.ts';
import { readPrivateKey } from '../keys/read-private.ts';
import type { ShownPair } from '../lookups.ts';
import { type Blame, LOOKING } from './blame.ts';
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
  /** Tells what was done before. */
  readonly blame: Blame;
}

/** Stands for every value of a field that is another one whenever one looks. */
const ANY = Symbol('any value');

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
  readonly #taken = new Map<string, string | typeof ANY>();
  /** Key pairs whose id, or whose fingerprint, is another one by name than it was: no call can go by it. */
  readonly #unsure = { id: new Set<number>(), fingerprint: new Set<number>() };

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  id(serial: number): string | undefined {
    return this.#unsure.id.has(serial) ? undefined : this.#chosen.get(serial)?.id;
  }

  fingerprint(serial: number): string | undefined {
    return this.#unsure.fingerprint.has(serial) ? undefined : this.#fingerprints.get(serial);
  }

  /** Compares all fields of one key pair; `lookByName` is asked where one differs. */
  async compare(
    sight: Sight,
    lookByName: (publicKey: boolean) => Promise<ShownPair | undefined>,
  ): Promise<readonly Deviation[]> {
    const { call, pair, view, blame } = sight;
    const publicKey = call.operation === 'describe' && call.publicKey;
    const isByName = call.operation === 'describe' && call.way === BY_NAME.id;
    const chosen = this.#chosenOf(pair, view);
    const rules = rulesFor(this.#contract, { operation: call.operation, publicKey }, pair, chosen);
    const placeOf = (field: Field): string => `${pair.serial} ${field} ${field === 'publicKey' && publicKey}`;
    const wrong = [...rules].filter(
      ([field, rule]) => !this.#isKnown(placeOf(field), rule, textOf(view, field)),
    );
    const named =
      isByName || wrong.length === 0 ? { ...view, exchange: sight.exchange } : await lookByName(publicKey);
    const deviations: Deviation[] = [];
    for (const [field, rule] of wrong) {
      const place = placeOf(field);
      const again = this.#isChange(place, rule, named, field) ? await lookByName(publicKey) : named;
      deviations.push(...this.#explain(sight, field, rule, { named, again, place }));
    }
    for (const field of rules.keys()) {
      if (isByName) this.#byName.set(placeOf(field), textOf(view, field));
      if (!wrong.some(([one]) => one === field)) blame.sawRight(pair.region, pair.name, placeOf(field));
    }
    if (view.id !== undefined) chosen.id ??= view.id;
    if (view.createdAt !== undefined) chosen.createdAt ??= view.createdAt;
    if (view.fingerprint !== undefined && !this.#fingerprints.has(pair.serial)) {
      this.#fingerprints.set(pair.serial, view.fingerprint);
    }
    const differs = (shown: string | undefined, first: string | undefined): boolean =>
      shown !== undefined && shown !== first;
    if (differs(named?.id, chosen.id)) this.#unsure.id.add(pair.serial);
    if (differs(named?.fingerprint, this.#fingerprints.get(pair.serial)))
      this.#unsure.fingerprint.add(pair.serial);
    return deviations;
  }

  /** Whether a value is right, or wrong as it was told already. */
  #isKnown(place: string, rule: FieldRule, text: string): boolean {
    const taken = this.#taken.get(place);
    return rule.fits(text) || taken === text || taken === ANY;
  }

  /** Whether a describe by name shows a wrong value where another one was shown by name before. */
  #isChange(place: string, rule: FieldRule, named: ShownPair | undefined, field: Field): boolean {
    const before = this.#byName.get(place);
    if (named === undefined || before === undefined) return false;
    const text = textOf(named, field);
    return text !== before && !this.#isKnown(place, rule, text);
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
    { call, pair, view, exchange, blame }: Sight,
    field: Field,
    rule: FieldRule,
    { named, again, place }: ByName,
  ): readonly Deviation[] {
    const observed = textOf(view, field);
    const found = { operation: call.operation, field, pair: kindOf(pair, field), exchange } as const;
    const isShown = showsField(this.#contract, 'describe', FIELDS[field]);
    const shown = named !== undefined && isShown ? textOf(named, field) : undefined;
    const deviations: Deviation[] = [];
    if (named !== undefined && shown !== undefined && !this.#isKnown(place, rule, shown)) {
      const isChange = this.#isChange(place, rule, named, field);
      // What looks show in turns is no effect of the calls between them.
      const isSteady = again !== undefined && textOf(again, field) === shown;
      this.#taken.set(place, isSteady ? shown : ANY);
      const wrong = { ...found, operation: 'describe', observed: shown, exchange: named.exchange } as const;
      const situation = isSteady ? blame.of(pair.region, pair.name, place).what : LOOKING;
      deviations.push(
        isChange
          ? { kind: 'change', ...wrong, situation, expected: this.#byName.get(place) ?? '' }
          : { kind: 'value', ...wrong, expected: rule.text },
      );
    }
    if (shown === observed) return deviations;
    const way = call.operation === 'describe' ? call.way : `in the answer to ${call.operation}`;
    return [...deviations, { kind: 'way', way, ...found, expected: shown ?? rule.text, observed }];
  }
}

/** What describes by name show of a key pair, once and again, and the place of the field in question. */
interface ByName {
  readonly named: ShownPair | undefined;
  readonly again: ShownPair | undefined;
  readonly place: string;
}
