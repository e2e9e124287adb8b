import type { Counterexample, Mismatch } from '../check.ts';
import type { OfHistory } from '../findings/histories.ts';
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
  const base = { exchange, ...(counterexample !== undefined && { counterexample }) };
  const facts = factsOf(deviation, played);
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
  { way, pair, sending, expected, observed, exchange }: Deviation,
  played: readonly Played[],
): OfHistory {
  const end = played.findLastIndex((one) => one.exchange === exchange);
  const steps = played.slice(0, end + 1).map(({ call }) => callInWords(call));
  return {
    ...(way !== undefined && { way }),
    ...(pair !== undefined && { pair }),
    ...(sending !== undefined && { sending }),
    steps,
    expected,
    observed,
  };
}

/** One call of a history in words, e.g. `import "a" (ed25519, 1 tag)`. */
export function callInWords(call: ModelCall): string {
  const rehearsed = `${call.dryRun ? ' as a dry run' : ''}${call.fault === undefined ? '' : ` with ${call.fault}`}`;
  const where = ` in ${call.region}`;
  switch (call.operation) {
    case 'create':
    case 'import': {
      const { operation, name, keyType, tags } = call;
      const tagged = tags.length === 0 ? '' : `, ${tags.length} tag${tags.length === 1 ? '' : 's'}`;
      return `${operation} ${JSON.stringify(name)} (${keyType}${tagged})${where}${rehearsed}`;
    }
    case 'describe':
      return `describe ${call.way}${call.publicKey ? ' with public keys' : ''}${where}${rehearsed}`;
    case 'delete': {
      const by = [call.name !== undefined && 'name', call.id !== undefined && 'id'].filter(
        (one) => one !== false,
      );
      return `delete by ${by.join(' and ') || 'nothing'} ${JSON.stringify(call.name ?? '')}${where}${rehearsed}`;
    }
  }
}
