// The reference with key pairs of others in every region, in a process of its own: node bench/crowded.mjs COUNT [KEYFILE].
// Prints its address; to every message it answers with the number of whole lists that it has given.
import process from 'node:process';
import { correctBehaviours } from '../build/targets/ec2/reference/behaviours.js';
import { startReference } from '../build/targets/ec2/reference/server.js';
import { newPrivateKey } from '../build/targets/reference/keys/fresh.js';
import { publicKeyOf } from '../build/targets/reference/keys/public-key.js';
import { preparedKeys } from './keys.mjs';

const count = Number(process.argv[2]);
const publicKey = publicKeyOf(newPrivateKey('ed25519'));
const correct = correctBehaviours();
const filled = new Set();
let wholeLists = 0;

const server = await startReference({
  keys: preparedKeys(process.argv[3]),
  limits: { keyPairsPerRegion: Number.MAX_SAFE_INTEGER },
  behaviours: {
    ...correct,
    store: {
      ...correct.store,
      ofRegion(regions, region) {
        const store = correct.store.ofRegion(regions, region);
        if (!filled.has(region)) fill(store, region);
        return store;
      },
    },
    describe: {
      ...correct.describe,
      answered(ctx, pairs) {
        if (pairs.length >= count) wholeLists += 1;
        return correct.describe.answered(ctx, pairs);
      },
    },
  },
});
process.stdout.write(`${server.url}\n`);
process.on('message', () => process.send({ wholeLists }));
process.once('disconnect', () => void server.close());

/** Others' key pairs, of one public key: what they are does not matter to a run, only that they are listed. */
function fill(store, region) {
  filled.add(region);
  // No id of zeros: that one stands for what nobody ever had.
  for (let index = 1; index <= count; index += 1) {
    const name = `team-${region}-${index}`;
    store.put(name, {
      id: `key-${index.toString(16).padStart(17, '0')}`,
      name,
      type: 'ed25519',
      origin: 'imported',
      publicKey,
      fingerprint: 'ZpP0rLUeZpP0rLUeZpP0rLUeZpP0rLUeZpP0rLUeZpM=',
      createdAt: new Date(0),
      tags: [],
    });
  }
}
