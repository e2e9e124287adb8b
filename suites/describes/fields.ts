import { showsField } from '../../specs/constraints.ts';
import type { OperationRole } from '../../specs/contract.ts';
import type { KeyPairView } from '../../targets/target.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { bystander, createPair, importPair, type Made, makePair } from '../flows.ts';
import { changedFields, textOf } from '../judges/state.ts';
import { judgeEqual } from '../judges/values.ts';
import { constructedRsa, ed25519FromSeed } from '../keys/synthetic.ts';
import { mustFind } from '../lookups.ts';
import { hasTags, needCapability } from '../scenes/capabilities.ts';
import { textIn } from '../values.ts';

/** Given: `made` (`create` or `import`) and `keyType`. */
export const keyTypeShown: CheckBody = {
  kind: 'example',
  method: 'Makes a key pair of a type, beside one of another, and compares the type that a describe returns.',
  uses: [],
  async run(ctx) {
    await bystander(ctx);
    const keyType = textIn(ctx, 'keyType');
    const { name } = await makeOfType(ctx, keyType);
    const shown = await mustFind(ctx, name);
    ctx.must(judgeEqual('wrong-key-type', keyType, { value: shown.keyType, exchange: shown.exchange }));
  },
};

/** Given: `made`. Tags are compared as sets. */
export const agreesWithAnswer: CheckBody = {
  kind: 'example',
  method:
    'Compares name, id, fingerprint and tags of the response that made a key pair with what a describe returns.',
  uses: [],
  async run(ctx) {
    await bystander(ctx);
    const operation = textIn(ctx, 'made') === 'create' ? 'create' : 'import';
    const tags = [{ key: ctx.random.text(6), value: ctx.random.text(9) }];
    const tagged = hasTags(ctx);
    const made = await makePair(ctx, operation, tagged ? { tags } : {});
    const shown = await mustFind(ctx, made.name);
    const { view: answer } = made;
    const fields = sharedFields(ctx, operation).filter((field) => answer[field] !== undefined);
    for (const field of changedFields(only(fields, answer), only(fields, shown))) {
      const change = { field, expected: textOf(made.view, field), observed: textOf(shown, field) };
      const facts = { after: `the ${operation} returned`, changes: [change] };
      ctx.note({ code: 'key-pair-changed', facts, exchange: shown.exchange });
    }
  },
};

/** Fields that an answer to create or import may share with a describe. */
const SHARED = ['name', 'id', 'fingerprint', 'tags'] as const;
type Shared = (typeof SHARED)[number];

/** Fields that both answers show by the contract; which ones they have to have is judged elsewhere. */
function sharedFields({ contract }: CheckContext, operation: OperationRole): readonly Shared[] {
  return SHARED.filter((field) =>
    [operation, 'describe' as const].every((one) => showsField(contract, one, field)),
  );
}

function only(fields: readonly Shared[], view: KeyPairView): KeyPairView {
  const shown = fields.filter((field) => view[field] !== undefined);
  return Object.fromEntries(shown.map((field) => [field, view[field]]));
}

function makeOfType(ctx: CheckContext, keyType: string): Promise<Made> {
  if (keyType === 'ed25519') needCapability(ctx, 'ed25519');
  if (textIn(ctx, 'made') === 'create') return createPair(ctx, { keyType });
  needCapability(ctx, 'import');
  const bytes = ctx.random.bytes(32);
  return importPair(ctx, { key: keyType === 'rsa' ? constructedRsa(2048, bytes) : ed25519FromSeed(bytes) });
}
