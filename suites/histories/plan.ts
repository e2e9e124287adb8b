import { type Fault, latestNamed, type ModelCall, type ModelPair, type State } from './model/state.ts';
import { type Means, type Scene, SLOTS } from './scene.ts';
import type { Sending } from './sending.ts';
import { BY_NAME, EVERYTHING } from './ways.ts';

/** One step of a generated history: numbers that choose among the values of its scene. 0 is always the plainest. */
export type Step =
  | {
      readonly do: 'make';
      readonly kind: number;
      readonly slot: number;
      readonly region: number;
      readonly key: number;
      readonly tags: number;
      readonly how: 'plain' | 'dry-run' | Fault;
      readonly send: number;
    }
  | {
      readonly do: 'look';
      readonly way: number;
      readonly slot: number;
      readonly region: number;
      readonly publicKey: boolean;
      readonly how: 'plain' | 'dry-run';
      readonly send: number;
    }
  | {
      readonly do: 'delete';
      readonly by: 'name' | 'id' | 'other-name-and-id' | 'near-id' | 'nothing';
      readonly slot: number;
      readonly region: number;
      readonly how: 'plain' | 'dry-run';
      readonly send: number;
    };

/** The call that a step stands for after what was played before it; `undefined` where it stands for none. */
export function callOf(chosen: Step, scene: Scene, means: Means, state: State): ModelCall | undefined {
  const region = scene.regions[chosen.region] ?? scene.regions[0];
  const name = scene.names[chosen.slot] ?? '';
  const dryRun = chosen.how === 'dry-run' ? { dryRun: true as const } : {};
  const pair = latestNamed(state, region, name);
  switch (chosen.do) {
    case 'make': {
      const { operation, keyType } = means.usual[chosen.kind] ?? means.kinds[0] ?? {};
      if (operation === undefined || keyType === undefined) return undefined;
      const fault = chosen.how === 'plain' || chosen.how === 'dry-run' ? {} : { fault: chosen.how };
      const key = keyType === 'rsa' ? scene.keys.rsa : scene.keys.ed25519;
      return {
        operation,
        region,
        name,
        keyType,
        ...(operation === 'import' && key[chosen.key] !== undefined && { key: key[chosen.key] }),
        tags: scene.tags[chosen.tags] ?? [],
        ...fault,
        ...dryRun,
      };
    }
    case 'look': {
      const way = means.ways[chosen.way];
      const wanted = pair ?? stranger(region, name);
      const beside = state.live.filter((one) => one.region === region && one.name !== name);
      const asked =
        pair === undefined && !way?.id.startsWith('by name') ? undefined : way?.ask(wanted, beside);
      if (way === undefined || asked === undefined) return undefined;
      return { operation: 'describe', region, way: way.id, ...asked, publicKey: chosen.publicKey, ...dryRun };
    }
    case 'delete':
      return deleting(chosen, region, name, pair, scene, dryRun);
  }
}

function deleting(
  chosen: Step & { readonly do: 'delete' },
  region: string,
  name: string,
  pair: ModelPair | undefined,
  scene: Scene,
  dryRun: Pick<ModelCall, 'dryRun'>,
): ModelCall | undefined {
  const base = { operation: 'delete', region, ...dryRun } as const;
  if (chosen.by === 'name') return { ...base, name };
  if (chosen.by === 'nothing') return { ...base, fault: 'nothing-named' };
  if (pair === undefined) return undefined;
  const byId = { ...base, id: pair.serial, idOf: pair.name };
  if (chosen.by === 'id') return byId;
  if (chosen.by === 'near-id') return { ...byId, nearId: true };
  return { ...byId, name: scene.names[(chosen.slot + 1) % SLOTS] ?? name };
}

/** A name that nobody has, to be looked for by name. */
function stranger(region: string, name: string): ModelPair {
  return { serial: -1, region, name, origin: 'imported', keyType: '', tags: [], reused: false };
}

/** After what must not change anything, or deletes: looks that show it, at every key pair that the call names in any way. */
export function looksAfter(call: ModelCall, turn: number): readonly ModelCall[] {
  if (call.operation === 'describe') return [];
  const plainMake = 'keyType' in call && call.fault === undefined && !call.dryRun;
  if (plainMake && turn % 3 !== 0) return [];
  const base = { operation: 'describe', region: call.region, publicKey: true } as const;
  const idOf = call.operation === 'delete' ? call.idOf : undefined;
  const names = [call.name, idOf].filter((name) => name !== undefined);
  return turn % 2 === 0 && names.length > 0
    ? names.map((name) => ({ ...base, way: BY_NAME.id, names: [name] }))
    : [{ ...base, way: EVERYTHING.id }];
}

/** A look by name at every key pair that there is or was. */
export function looksAtAll({ live, gone }: State): readonly ModelCall[] {
  const places = new Map([...gone, ...live].map((pair) => [`${pair.region}/${pair.name}`, pair]));
  return [...places.values()].map(({ region, name }) => ({
    operation: 'describe',
    region,
    way: BY_NAME.id,
    names: [name],
    publicKey: true,
  }));
}

/** Whatever histories are played against. */
export interface Playing {
  /** The state of the model after what was played. */
  readonly state: State;
  /** Sends a call, unless the model says nothing of it. */
  play(call: ModelCall, sending?: Sending): Promise<boolean>;
}

/** Plays a whole history, each step with the look that shows what it left, and tells after which step it is. */
export async function playAll(
  player: Playing,
  steps: readonly Step[],
  scene: Scene,
  means: Means,
  after: (turn: number) => void | Promise<void> = () => {},
): Promise<void> {
  for (const [turn, chosen] of steps.entries()) {
    const call = callOf(chosen, scene, means, player.state);
    if (call === undefined) continue;
    await player.play(call, means.sendings[chosen.send - 1]);
    for (const look of looksAfter(call, turn)) await player.play(look);
    await after(turn);
  }
}

/** A step of one kind. */
export type StepOf<Do extends Step['do']> = Extract<Step, { readonly do: Do }>;
