import { alike } from './canary/alike.ts';
import type { CheckBody, Suite } from './check.ts';
import { deleting, describing, making } from './clients/accepted.ts';
import { agreement } from './clients/agreement.ts';
import { keyFile } from './clients/key-files.ts';
import { acceptedRequestId, acknowledged, dictionary, exception, notSent } from './clients/native.ts';
import { exitCode, printed } from './clients/printed.ts';
import { refused, requestId } from './clients/refused.ts';
import { agreedAnswer, judgeReported, twoClients } from './clients/two.ts';
import { waiter } from './clients/waiters.ts';
import { freshPublicKey, makingParameters, removeLater } from './flows.ts';
import { lookForKey } from './judges/same-key.ts';
import { opensshLine } from './keys/write-public.ts';
import { mustFind } from './lookups.ts';
import { nameFrom, objectIn } from './values.ts';

/** Given: nothing. Clients take bytes and encode them themselves. */
const materialBytes: CheckBody = {
  kind: 'example',
  method:
    'Imports a public key as bytes through a second client; a describe over the wire returns that very key, or else its fingerprint.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const key = freshPublicKey(ctx);
    const name = ctx.name();
    removeLater(two.wire, name);
    const material = Buffer.from(`${opensshLine(key, ctx.random.text(7))}\n`, 'latin1');
    await agreedAnswer(ctx, two, { name, material }, 'of the bytes of a public key');
    const shown = await mustFind(two.wire, name, { publicKey: true });
    const sight = lookForKey(ctx.contract, shown, key, 'of the bytes of a public key');
    ctx.must(sight.kind === 'same' ? undefined : sight.mismatch);
  },
};

/** Given: `value`, how to make the name (see `nameFrom`). */
const nameThrough: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair with such a name through a second client; the client and a describe over the wire return exactly that name.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const two = twoClients(ctx);
    const { text, what } = nameFrom(ctx, objectIn(ctx, 'value'));
    if (text === undefined) throw new Error(`${ctx.requirement.id}: given.value makes no name`);
    removeLater(two.wire, text);
    const parameters = makingParameters(ctx, ctx.requirement.operation, text);
    const answer = await agreedAnswer(ctx, two, parameters, what);
    ctx.note(judgeReported('name', text, answer.keyPairs[0]?.name, answer));
    await mustFind(two.wire, text);
  },
};

/** What a second client, as users have it, makes of the answers. */
export const clients: Suite = {
  topic: 'client',
  bodies: {
    making,
    describing,
    deleting,
    refused,
    requestId,
    waiter,
    materialBytes,
    nameThrough,
    agreement,
    alike,
    dictionary,
    acceptedRequestId,
    acknowledged,
    exception,
    notSent,
    keyFile,
    printed,
    exitCode,
  },
};
