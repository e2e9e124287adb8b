import type { Arbitrary } from 'fast-check';
import { nameWithEnd } from '../../specs/constraints.ts';
import type { CheckBody, CheckContext, Judgement } from '../check.ts';
import { importPair, removeLater } from '../flows.ts';
import { judgeAnswer } from '../judges/answer.ts';
import { judgeNothingLeft } from '../judges/state.ts';
import { ed25519FromSeed } from '../keys/synthetic.ts';
import { opensshLine } from '../keys/write-public.ts';
import { lookUp, mustFind, pairsHolding } from '../lookups.ts';
import { judgeImport } from './accepted.ts';

/** What comments are made of in the field, with the characters that put a `+` and a `/` into the base64 of the whole. */
const OF_COMMENTS = 'abcxyzABCXYZ0189 @._-+=/~?';

/** Given: nothing. */
export const anyLine: CheckBody = {
  kind: 'property',
  method:
    'Draws Ed25519 keys and comments, so that the base64 of the transport has every length and character, imports each line and describes it.',
  uses: ['describe'],
  async run(ctx) {
    const { fc, forAll } = await import('../property.ts');
    const lines = fc.record({
      seed: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      comment: fc
        .string({ unit: fc.constantFrom(...OF_COMMENTS), maxLength: 60 })
        .filter((text) => text === text.trim() && text !== ''),
    });
    const comments = ['a', 'ab', 'abc', '~~~', '???', '~?~?', '+/=', 'a  b', 'x'.repeat(1900)];
    const boundaries = comments.map((comment) => ({ seed: new Uint8Array(ctx.random.bytes(32)), comment }));
    ctx.must(
      await forAll(ctx, lines, boundaries, ({ seed, comment }) => {
        const key = ed25519FromSeed(Buffer.from(seed));
        return judgeImport(
          ctx,
          opensshLine(key, comment),
          key,
          `of an Ed25519 line with the comment ${JSON.stringify(comment)}`,
          'judged',
        );
      }),
    );
  },
};

/** Given: nothing. */
export const anyText: CheckBody = {
  kind: 'property',
  method:
    'Draws texts of printable ASCII that are no keys; each must be rejected exactly so, and nothing stored.',
  uses: ['describe'],
  async run(ctx) {
    const { fc } = await import('../property.ts');
    const printable = fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code));
    await refuseAll(
      ctx,
      fc.string({ unit: printable, minLength: 1, maxLength: 300 }).filter((text) => text.trim() !== ''),
      [
        'a',
        'AAAA',
        'ssh',
        'ssh-rsa',
        'ssh-rsa AAAA',
        'ssh-rsa AAAAB3NzaC1yc2E= x',
        '---- BEGIN SSH2 PUBLIC KEY ----',
        '{}',
        '<key/>',
      ],
      (text) => JSON.stringify(text),
    );
  },
};

/** Given: nothing. */
export const anyBytes: CheckBody = {
  kind: 'property',
  method:
    'Draws bytes; none may be accepted, each must be rejected in one of the two ways, and nothing stored.',
  uses: ['describe'],
  async run(ctx) {
    const { fc } = await import('../property.ts');
    await refuseAll(
      ctx,
      fc.uint8Array({ minLength: 1, maxLength: 1500 }).filter((bytes) => bytes.some((byte) => byte > 32)),
      [[0x80], [0xff], [0x30, 0x82], [0xc3, 0xa9], [0, 0, 0, 7, 0xff]].map((bytes) => Uint8Array.from(bytes)),
      (bytes) =>
        `the bytes ${Buffer.from(bytes.subarray(0, 24)).toString('hex')}${bytes.length > 24 ? '...' : ''}`,
    );
  },
};

async function refuseAll<T extends string | Uint8Array>(
  ctx: CheckContext,
  arbitrary: Arbitrary<T>,
  boundaries: readonly T[],
  print: (value: T) => string,
): Promise<void> {
  const { forAll } = await import('../property.ts');
  const twin = await importPair(ctx);
  const stem = ctx.name();
  let turn = 0;
  ctx.must(
    await forAll(ctx, arbitrary, boundaries, async (material): Promise<Judgement> => {
      turn += 1;
      const name = nameWithEnd(ctx.contract, stem, turn);
      removeLater(ctx, name);
      const outcome = await ctx.call({ operation: 'import', parameters: { name, material } });
      const wrong = judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, `of ${print(material)}`);
      if (wrong !== undefined) return wrong;
      const left = await lookUp(ctx, name);
      return judgeNothingLeft(left, 'the rejected import');
    }),
  );
  ctx.note(judgeNothingLeft(await pairsHolding(ctx, stem), 'the rejected import'));
  await mustFind(ctx, twin.name);
}
