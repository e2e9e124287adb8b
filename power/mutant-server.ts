import type { Contract } from '../specs/contract.ts';
import { referenceHandler, serve } from '../targets/ec2/reference/server.ts';
import { ecsReferenceHandler } from '../targets/ecs/reference/server.ts';
import type { HttpHandler } from '../targets/reference/http.ts';
import { behavioursOf, ecsBehavioursOf, type Surroundings } from './baseline.ts';
import type { KeyTable } from './mutants/key-table.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import { watched } from './watched.ts';

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

/** What a server of a power run is made of. */
export interface Making {
  readonly keys: KeyTable;
  readonly contract: Contract;
  readonly surroundings?: Surroundings;
  /** Told the name of every behaviour that is called, as `group.behaviour`. */
  readonly onCall?: (name: string) => void;
}

/** Starts the server of a mutant or control, the same one whoever judges it. Rejects when it cannot listen. */
export function startMutant(mutant: AnyMutant, keys: KeyTable, contract: Contract): Promise<Served> {
  return serve(handlerOf(mutant, { keys, contract }), {});
}

/** The server of a mutant or control without its socket, with nothing in its store. */
export function handlerOf(mutant: AnyMutant, { keys, contract, surroundings, onCall }: Making): HttpHandler {
  const quietRegion = contract.rules.regions[2];
  const options = { keys: keys.source(), verify: CREDENTIALS };
  const seen = <All extends object>(behaviours: All): All =>
    onCall === undefined ? behaviours : watched(behaviours, onCall);
  return mutant.provider === 'aws-ec2'
    ? referenceHandler({ ...options, behaviours: seen(behavioursOf(mutant, quietRegion, surroundings)) })
    : ecsReferenceHandler({
        ...options,
        behaviours: seen(ecsBehavioursOf(mutant, quietRegion, surroundings)),
      });
}
