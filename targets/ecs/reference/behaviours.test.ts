import { expect, test } from 'vitest';
import { correctEcsBehaviours, withEcsBehaviours } from './behaviours.ts';
import { startEcsReference } from './server.ts';
import { ask, refusalOf } from './testing/ask.ts';
import { rsaLine } from './testing/keys.ts';

test('an override changes one decision of one server and nothing else', async () => {
  const behaviours = withEcsBehaviours({ names: { maximumLength: () => 3 } });
  const faulty = await startEcsReference({ behaviours });
  const correct = await startEcsReference();
  const parameters = { KeyPairName: 'four', PublicKeyBody: rsaLine() };
  const refused = await ask(faulty, 'ImportKeyPair', parameters);
  const short = await ask(faulty, 'ImportKeyPair', { ...parameters, KeyPairName: 'abc' });
  const accepted = await ask(correct, 'ImportKeyPair', parameters);
  await faulty.close();
  await correct.close();
  expect(refusalOf(refused)).toContain('InvalidKeyPairName.Malformed');
  expect([short.status, accepted.status]).toEqual([200, 200]);
  expect(behaviours.names.tooLong).toBe(correctEcsBehaviours().names.tooLong);
});

test('two servers share no key pair', async () => {
  const [one, two] = [await startEcsReference(), await startEcsReference()];
  await ask(one, 'ImportKeyPair', { KeyPairName: 'mine', PublicKeyBody: rsaLine() });
  const { json } = await ask(two, 'DescribeKeyPairs');
  await one.close();
  await two.close();
  expect(json.TotalCount).toBe(0);
});
