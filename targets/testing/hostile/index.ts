import type { Behaviour } from './behaviour.ts';
import { BODIES } from './bodies.ts';
import { CONNECTIONS } from './connections.ts';
import { FRAMING } from './framing.ts';
import { KEYS } from './keys.ts';
import { LOADS } from './load.ts';
import { STATUSES } from './statuses.ts';
import { TEXTS } from './texts.ts';
import { TLS } from './tls.ts';

/** Every bad behaviour, in the order of how far an exchange gets before it goes wrong. */
export const BEHAVIOURS: readonly Behaviour[] = [
  ...CONNECTIONS,
  ...TLS,
  ...FRAMING,
  ...STATUSES,
  ...BODIES,
  ...TEXTS,
  ...KEYS,
  ...LOADS,
];
