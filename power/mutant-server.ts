import type { Contract } from '../specs/contract.ts';
import type { KeyTable } from '../targets/mutants/key-table.ts';
import type { AnyMutant } from '../targets/mutants/mutant.ts';
import { startEcsReference } from '../targets/reference/ecs/server.ts';
import { startReference } from '../targets/reference/server.ts';
import { behavioursOf, ecsBehavioursOf } from './baseline.ts';

/** The key of every power run: the server compares signatures, so that checks of wrong ones have something to find. */
export const CREDENTIALS = {
  accessKeyId: 'AKIDPOWER',
  secretAccessKey: 'power',
  sessionToken: 'power',
} as const;

/** What can be served: started on a loopback port of its own, stopped after its checks. */
export interface Served {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the server of a mutant or control, the same one whoever judges it. Rejects when it cannot listen. */
export function startMutant(mutant: AnyMutant, keys: KeyTable, contract: Contract): Promise<Served> {
  const quietRegion = contract.rules.regions[2];
  const options = { keys: keys.source(), verify: CREDENTIALS };
  return mutant.provider === 'aws-ec2'
    ? startReference({ ...options, behaviours: behavioursOf(mutant, quietRegion) })
    : startEcsReference({ ...options, behaviours: ecsBehavioursOf(mutant, quietRegion) });
}
