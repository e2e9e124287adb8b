import type { Counterexample, Mismatch } from '../check.ts';
import type { Deviation } from './deviation.ts';
import type { ModelCall } from './model/state.ts';
import type { Played } from './player.ts';

/** A deviation as a finding: what is wrong, and the steps that lead to it. */
export function mismatchOf(
  deviation: Deviation,
  played: readonly Played[],
  counterexample?: Counterexample,
): Mismatch {
  const { exchange, expected, observed } = deviation;
  const steps = played.filter(
    (_, index) => index <= played.findLastIndex((one) => one.exchange === exchange),
  );
  return {
    summary: summaryOf(deviation),
    expected,
    observed,
    hints: [`steps: ${steps.map(({ call }) => callInWords(call)).join('; ')}`],
    exchange,
    ...(counterexample !== undefined && { counterexample }),
  };
}

function summaryOf(deviation: Deviation): string {
  const { kind, operation, way = '', field, pair = 'a key pair', situation = '', shown, sending } = deviation;
  const sent = sending === undefined ? '' : `, sent as ${sending}`;
  switch (kind) {
    case 'answer':
      return `${operation}${way && ` ${way}`} has the wrong answer (${situation})${sent}`;
    case 'membership':
      return `describe ${way} ${VERBS[shown ?? 'missing']} ${pair}, unlike describe by name${sent}`;
    case 'state':
      return `${pair} is ${shown === 'shown' ? 'still there' : 'gone'} ${situation}${sent}`;
    case 'change':
      return `the ${field} of ${pair} changes ${situation}${sent}`;
    case 'value':
      return operation === 'delete'
        ? `the answer to a delete has the wrong ${field} (${situation})${sent}`
        : `describe shows the wrong ${field} for ${pair}${sent}`;
    case 'way':
      return way.startsWith('in')
        ? `the ${field} of ${pair} ${way} differs from describe by name${sent}`
        : `describe ${way} shows another ${field} for ${pair} than describe by name${sent}`;
  }
}

const VERBS = { missing: 'does not show', shown: 'shows', repeated: 'repeats' } as const;

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
