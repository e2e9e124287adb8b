import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../targets/target.ts';

const POLL_MS = 200;
const ATTEMPT_MS = 1_000;

/**
 * Waits until something accepts connections at the address of a target, `seconds` at the most; sends nothing. Whoever
 * does not listen by then is reported by the first call.
 */
export async function untilListening({ endpoint }: Target, seconds: number): Promise<void> {
  if (!/^https?:/.test(endpoint)) return;
  const { protocol, hostname, port } = new URL(endpoint.replaceAll('{region}', 'region'));
  const place = {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  };
  const end = Date.now() + seconds * 1_000;
  while (!(await accepts(place)) && Date.now() < end) await pause(POLL_MS);
}

function accepts(place: { readonly host: string; readonly port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place);
    const finish = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.setTimeout(ATTEMPT_MS, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}
