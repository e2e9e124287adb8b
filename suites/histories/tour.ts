import { longestName, nameWithEnd } from '../../specs/constraints.ts';
import type { Contract } from '../../specs/contract.ts';
import type { CheckContext } from '../check.ts';
import { type Deviation, keyOf, keyOfUsual } from './deviation.ts';
import { isStated, learnedOf } from './known.ts';
import { mismatchOf } from './mismatch.ts';
import type { LookCall, MakeCall, ModelCall } from './model/state.ts';
import { Player } from './player.ts';
import { freshScene, type KeyKind, type Means, meansOf, type Scene } from './scene.ts';
import type { Played, Sending } from './sending.ts';
import { BY_NAME, type Way } from './ways.ts';

/** Kinds of key pairs that are looked at where requests are expensive. */
const FEW = 2;

/**
 * One history with a key pair of every kind, looked at in every way, with and without its public key: whichever way shows
 * something else is found whatever the seed.
 */
export async function tour(ctx: CheckContext): Promise<void> {
  const means = meansOf(ctx);
  const scene = freshScene(ctx, 0);
  const player = new Player(ctx);
  try {
    const calls = oneOfEach(ctx.contract, means, scene);
    for (const call of ctx.frugal ? calls.slice(0, FEW) : calls) await player.play(call);
    await lookEveryWay(player, means, undefined);
    for (const sending of ctx.frugal ? [] : means.sendings) await lookEveryWay(player, means, sending);
  } finally {
    await player.end();
  }
  const learned = await learnedOf(ctx);
  for (const group of grouped(player.deviations)) {
    const news = group.filter((one) => !isStated(ctx, one));
    const [first] = news;
    if (first !== undefined && !learned.has(first)) {
      const found = (await oneLifeWith(news, means, ctx)) ?? { deviation: first, played: player.played };
      ctx.note(mismatchOf(withKinds(found.deviation, news), found.played));
    }
    for (const deviation of group) learned.add(deviation);
  }
}

/**
 * The life of one key pair, or of two, that shows one of these deviations too, which are the same but for the kind of key
 * pair; `undefined` where it takes more, or where requests are expensive.
 */
async function oneLifeWith(
  wanted: readonly Deviation[],
  means: Means,
  ctx: CheckContext,
): Promise<{ readonly deviation: Deviation; readonly played: readonly Played[] } | undefined> {
  if (ctx.frugal) return undefined;
  const keys = new Set(wanted.map(keyOf));
  const [{ way: id = BY_NAME.id, operation, sending: sent } = {}] = wanted;
  const asked = operation === 'describe' ? means.ways.filter((way) => way.id === id) : [];
  const sending = means.sendings.find((one) => one.id === sent);
  for (const { life, looks } of fewLives(oneOfEach(ctx.contract, means, freshScene(ctx, 0)), wanted, asked)) {
    const player = new Player(ctx);
    const found = (): Deviation | undefined => player.deviations.find((one) => keys.has(keyOf(one)));
    try {
      for (const call of life) if (found() === undefined) await player.play(call);
      for (const look of looksAt(player, looks))
        if (found() === undefined) await player.play(look, look.way === id ? sending : undefined);
    } finally {
      await player.end();
    }
    const deviation = found();
    if (deviation !== undefined) return { deviation, played: player.played };
  }
  return undefined;
}

/** Every look at each key pair that there is at that moment, first with its public key. */
function* looksAt(player: Player, ways: readonly Way[]): Generator<LookCall> {
  for (const publicKey of [true, false]) {
    for (const way of ways) {
      for (const pair of player.state.live) {
        const others = player.state.live.filter((one) => one !== pair);
        const question = way.ask(pair, others);
        if (question !== undefined)
          yield { operation: 'describe', region: pair.region, way: way.id, ...question, publicKey };
      }
    }
  }
}

/**
 * Each life of a key pair of a wanted kind, with the look that showed the difference; then with a look by name before it,
 * which shows what nobody can know beforehand; then beside another key pair of the region.
 */
function fewLives(
  calls: readonly ModelCall[],
  wanted: readonly Deviation[],
  asked: readonly Way[],
): readonly { readonly life: readonly ModelCall[]; readonly looks: readonly Way[] }[] {
  const lives = livesOf(calls);
  const fitting = lives.filter(([make]) =>
    wanted.some(({ pair }) => pair === undefined || pair.includes(kindInWords(make))),
  );
  const beside = fitting.flatMap((life) => {
    const other = lives.find((one) => one !== life && one[0]?.region === life[0]?.region);
    return other === undefined ? [] : [[...life, ...other]];
  });
  const named = [BY_NAME, ...asked];
  return [
    ...fitting.map((life) => ({ life, looks: asked })),
    ...fitting.map((life) => ({ life, looks: named })),
    ...beside.map((life) => ({ life, looks: named })),
  ];
}

/** The calls on each name by itself, those that cost least first: an import, and what is short. */
function livesOf(calls: readonly ModelCall[]): readonly (readonly ModelCall[])[] {
  const lives = new Map<string, ModelCall[]>();
  for (const call of calls) {
    const name = `${call.region} ${call.operation === 'describe' ? '' : call.name}`;
    lives.set(name, [...(lives.get(name) ?? []), call]);
  }
  const cost = (life: readonly ModelCall[]): number =>
    life.length + life.filter(({ operation }) => operation === 'create').length * 10;
  return [...lives.values()].toSorted((one, other) => cost(one) - cost(other));
}

/** What the kind of a made key pair begins with, e.g. `imported rsa`. */
function kindInWords(make: ModelCall | undefined): string {
  if (make?.operation === 'create') return `created ${make.keyType}`;
  return make?.operation === 'import' ? `imported ${make.keyType}` : '';
}

/**
 * Every kind of key pair with tags that have values, so that every way of looking can find it; every kind of import
 * without tags too, one with an empty value, one under a name that was used before, one in a second region under a name
 * that the first region has, and for create and import one with the longest name and all that tags can be.
 */
export function oneOfEach(
  contract: Contract,
  { kinds }: Pick<Means, 'kinds'>,
  scene: Scene,
): readonly ModelCall[] {
  const [region, second] = scene.regions;
  const [stem = ''] = scene.names;
  const plain = scene.tags[0] ?? [];
  const making = (kind: KeyKind, end: string | number, tags: MakeCall['tags'], key = 0): MakeCall => ({
    ...kind,
    region,
    name: nameWithEnd(contract, stem, end),
    tags,
    ...(kind.operation === 'import' && { key: scene.keys[kind.keyType === 'rsa' ? 'rsa' : 'ed25519'][key] }),
  });
  const tagged = kinds.map((kind, index) => making(kind, index, scene.tags[1 + (index % 2)] ?? plain));
  const imports = kinds.filter(({ operation }) => operation === 'import');
  const untagged = imports.map((kind, index) => making(kind, `p${index}`, plain, 1));
  const cheapest = (imports.at(-1) ?? kinds.at(-1)) as KeyKind | undefined;
  if (cheapest === undefined) return [];
  const all = scene.tags.at(-1) ?? plain;
  const rich = [...new Map(kinds.map((kind) => [kind.operation, kind])).values()].flatMap((kind, turn) => {
    const name = longestName(contract, `${stem}${kind.operation[0]}`);
    // Filters ask for the first tag: the longest of one key pair, other letters and signs of another.
    const tags = [...all.slice(turn), ...all.slice(0, turn)];
    return name === undefined ? [] : [{ ...making(kind, '', tags), name }];
  });
  const first = making(cheapest, 'again', scene.tags[1] ?? plain, 1);
  return [
    ...tagged,
    ...untagged,
    first,
    { operation: 'delete', region, name: first.name },
    // Between the two of one name, so that the second is the younger of two that can be told apart.
    making(cheapest, 'empty', scene.tags[3] ?? plain, 1),
    making(cheapest, 'again', scene.tags[2] ?? plain),
    { ...making(cheapest, 0, scene.tags[2] ?? plain), region: second },
    ...rich,
  ];
}

async function lookEveryWay(player: Player, means: Means, sending: Sending | undefined): Promise<void> {
  for (const publicKey of [true, false]) {
    for (const way of means.ways) {
      const asked = new Set<string>();
      for (const pair of player.state.live) {
        const beside = player.state.live.filter((one) => one !== pair && one.region === pair.region);
        const question = way.ask(pair, beside);
        if (question === undefined) continue;
        // A list shows all of them at once.
        const same = JSON.stringify([
          pair.region,
          [...(question.names ?? [])].sort(),
          [...(question.ids ?? [])].sort(),
          question.filters,
        ]);
        if (asked.has(same)) continue;
        asked.add(same);
        await player.play(
          { operation: 'describe', region: pair.region, way: way.id, ...question, publicKey },
          sending,
        );
      }
    }
  }
}

/** Deviations that are the same but for the kind of key pair and the sending belong together. */
function grouped(deviations: readonly Deviation[]): readonly (readonly Deviation[])[] {
  const groups = new Map<string, Deviation[]>();
  for (const deviation of deviations) {
    const { pair, ...rest } = deviation;
    const key = keyOfUsual(rest);
    groups.set(key, [...(groups.get(key) ?? []), deviation]);
  }
  return [...groups.values()];
}

function withKinds(first: Deviation, all: readonly Deviation[]): Deviation {
  const kinds = [...new Set(all.flatMap(({ pair }) => pair ?? []))];
  return kinds.length < 2 ? first : { ...first, pair: kinds.join(', ') };
}
