import { expect, test } from 'vitest';
import { correctBehaviours, withBehaviours } from './behaviours.ts';
import { startReference } from './server.ts';
import { ask, only, refusalOf } from './testing/ask.ts';

test('an override changes one decision of one server and nothing else', async () => {
  const behaviours = withBehaviours({ names: { maximumLength: () => 3 } });
  const faulty = await startReference({ behaviours });
  const correct = await startReference();
  const parameters = { Action: 'CreateKeyPair', KeyName: 'four', KeyType: 'ed25519' };
  const [refused, accepted] = [await ask(faulty, parameters), await ask(correct, parameters)];
  const short = await ask(faulty, { ...parameters, KeyName: 'abc' });
  await faulty.close();
  await correct.close();
  expect(refusalOf(refused)).toContain('Length exceeds maximum of 3.');
  expect([only(accepted, 'keyName'), only(short, 'keyName')]).toEqual(['four', 'abc']);
  expect(behaviours.names.tooLong).toBe(correctBehaviours().names.tooLong);
});

test('an override can be restricted to one operation', async () => {
  const { names } = correctBehaviours();
  const faulty = await startReference({
    behaviours: withBehaviours({
      names: { missing: (ctx) => (ctx.action === 'ImportKeyPair' ? undefined : names.missing(ctx)) },
    }),
  });
  const create = await ask(faulty, { Action: 'CreateKeyPair', KeyType: 'ed25519' });
  const line = Buffer.from('ssh-rsa AAAA').toString('base64');
  const imported = await ask(faulty, { Action: 'ImportKeyPair', PublicKeyMaterial: line });
  await faulty.close();
  expect([only(create, 'Code'), only(imported, 'Code')]).toEqual(['MissingParameter', 'InvalidKey.Format']);
});
