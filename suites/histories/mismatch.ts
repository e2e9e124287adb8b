import type { Counterexample, Mismatch } from '../check.ts';
import { type OfHistory, situationInWords } from '../findings/histories.ts';
import type { Deviation } from './deviation.ts';
import type { ModelCall } from './model/state.ts';
import type { Played } from './sending.ts';

/** A deviation as a finding: what is wrong, and the steps that lead to it. */
export function mismatchOf(
  deviation: Deviation,
  played: readonly Played[],
  counterexample?: Counterexample,
): Mismatch {
  const { exchange } = deviation;
  const end = played.findLastIndex((one) => one.exchange === exchange);
  const steps = played.slice(0, end + 1);
  const led = steps.slice(0, -1).map((one) => one.exchange);
  const base = { exchange, led, ...(counterexample !== undefined && { counterexample }) };
  const facts = factsOf(deviation, steps);
  const { kind, operation, field = '', shown = 'missing', situation = '', answer = '' } = deviation;
  switch (kind) {
    case 'answer':
      return { code: 'history-answer', facts: { ...facts, operation, situation, answer }, ...base };
    case 'membership':
      return { code: 'history-list', facts: { ...facts, shown }, ...base };
    case 'state':
      return { code: 'history-state', facts: { ...facts, shown, after: situation }, ...base };
    case 'change':
      return { code: 'history-change', facts: { ...facts, field, after: situation }, ...base };
    case 'value':
      return {
        code: 'history-value',
        facts: { ...facts, operation, field, ...(situation !== '' && { situation }) },
        ...base,
      };
    case 'way':
      return { code: 'history-way', facts: { ...facts, operation, field }, ...base };
  }
}

function factsOf(
  { way, pair, sending, expected, observed }: Deviation,
  played: readonly Played[],
): OfHistory {
  return {
    ...(way !== undefined && { way }),
    ...(pair !== undefined && { pair }),
    ...(sending !== undefined && { sending }),
    steps: played.map(({ call }) => callInWords(call)),
    expected,
    observed,
  };
}

/** One call of a history in words, e.g. `import "a" (ed25519, 1 tag)`. */
export function callInWords(call: ModelCall): string {
  const dryRun = call.dryRun ? ' as a dry run' : '';
  const rehearsed = `${dryRun}${call.fault === undefined ? '' : ` with ${situationInWords(call.fault)}`}`;
  const where = ` in ${call.region}`;
  switch (call.operation) {
    case 'create':
    case 'import': {
      const { operation, name, keyType, tags } = call;
      const tagged = tags.length === 0 ? '' : `, ${tags.length} tag${tags.length === 1 ? '' : 's'}`;
      return `${operation} ${JSON.stringify(name)} (${keyType}${tagged})${where}${rehearsed}`;
    }
    case 'describe': {
      const names = call.names?.map((name) => ` ${JSON.stringify(name)}`).join(',') ?? '';
      return `describe ${call.way}${names}${call.publicKey ? ' with public keys' : ''}${where}${rehearsed}`;
    }
    case 'delete': {
      const id = call.nearId ? 'an id like that' : 'id';
      const by = [
        call.name !== undefined && `name ${JSON.stringify(call.name)}`,
        call.id !== undefined && `${id} of ${JSON.stringify(call.idOf)}`,
      ].filter((one) => one !== false);
      if (by.length === 0) return `delete with neither name nor id${where}${dryRun}`;
      return `delete by ${by.join(' and ')}${where}${rehearsed}`;
    }
  }
}
