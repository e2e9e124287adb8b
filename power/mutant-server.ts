import type { Contract } from '../specs/contract.ts';
import type { HttpHandler } from '../targets/reference/http.ts';
import { serve } from '../targets/reference/server.ts';
import { behavioursOf, type ReferenceParts } from './baseline.ts';
import { partsOf } from './mutants/index.ts';
import type { KeyTable } from './mutants/key-table.ts';
import type { AnyMutant } from './mutants/mutant.ts';

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
  readonly parts?: ReferenceParts;
  /** Told the name of every behaviour that is called, as `group.behaviour`. */
  readonly onCall?: (name: string) => void;
}

/** Starts the server of a mutant or control, the same one whoever judges it. Rejects when it cannot listen. */
export function startMutant(mutant: AnyMutant, keys: KeyTable, contract: Contract): Promise<Served> {
  return serve(handlerOf(mutant, { keys, contract }), {});
}

/** The server of a mutant or control without its socket, with nothing in its store. */
export function handlerOf(mutant: AnyMutant, { keys, contract, parts, onCall }: Making): HttpHandler {
  const behaviours = behavioursOf(mutant, contract.rules.regions[2], parts);
  return partsOf(mutant).handler({
    keys: keys.source(),
    verify: CREDENTIALS,
    behaviours: onCall === undefined ? behaviours : watched(behaviours, onCall),
  });
}

/**
 * The same behaviours, with every call told by name (`group.behaviour`) before it is made. Behaviours reach each other
 * through the object that holds them all, so that nothing is called unseen.
 */
export function watched<All extends object>(behaviours: All, onCall: (name: string) => void): All {
  return new Proxy(behaviours, {
    get: (all, group, receiver) => {
      const functions: unknown = Reflect.get(all, group, receiver);
      return isObject(functions) ? watchedGroup(String(group), functions, onCall) : functions;
    },
  });
}

function watchedGroup(group: string, functions: object, onCall: (name: string) => void): object {
  return new Proxy(functions, {
    get: (all, name, receiver) => {
      const behaviour: unknown = Reflect.get(all, name, receiver);
      if (typeof behaviour !== 'function') return behaviour;
      return (...given: unknown[]): unknown => {
        onCall(`${group}.${String(name)}`);
        return Reflect.apply(behaviour, all, given);
      };
    },
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
