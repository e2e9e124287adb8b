import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { base64, freshLine } from '../../reference/testing/gold.ts';
import { withBehaviours } from './behaviours.ts';
import { startReference } from './server.ts';
import { type Answer, ask, only, refusalOf, texts } from './testing/ask.ts';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startReference({ limits: { keyPairsPerRegion: 3 } });
});
afterAll(() => server.close());

function add(target: ReferenceServer, name: string, region: string): Promise<Answer> {
  const parameters = { Action: 'ImportKeyPair', KeyName: name, PublicKeyMaterial: base64(freshLine()) };
  return ask(target, parameters, { region });
}

async function count(region: string): Promise<number> {
  return texts(await ask(server, { Action: 'DescribeKeyPairs' }, { region }), 'keyName').length;
}

describe('the quota', () => {
  test('is refused one beyond, per region, for both ways in, and freed by a delete', async () => {
    const region = 'full-1';
    for (const name of ['a', 'b', 'c']) expect((await add(server, name, region)).status).toBe(200);
    const expected = '400 KeyPairLimitExceeded: Maximum of 3 keypairs reached.';
    expect(refusalOf(await add(server, 'd', region))).toBe(expected);
    const create = { Action: 'CreateKeyPair', KeyName: 'd', KeyType: 'ed25519' };
    expect(refusalOf(await ask(server, create, { region }))).toBe(expected);
    expect((await add(server, 'd', 'full-2')).status).toBe(200);
    await ask(server, { Action: 'DeleteKeyPair', KeyName: 'b' }, { region });
    expect((await ask(server, create, { region })).status).toBe(200);
    expect(await count(region)).toBe(3);
  });

  test('speaks after a duplicate and after bad material', async () => {
    const region = 'full-3';
    for (const name of ['a', 'b', 'c']) await add(server, name, region);
    expect(only(await add(server, 'a', region), 'Code')).toBe('InvalidKeyPair.Duplicate');
    const garbage = { Action: 'ImportKeyPair', KeyName: 'd', PublicKeyMaterial: 'AAAA' };
    expect(only(await ask(server, garbage, { region }), 'Code')).toBe('InvalidKey.Format');
  });

  test('holds against requests at once', async () => {
    const region = 'burst-1';
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        ask(server, { Action: 'CreateKeyPair', KeyName: `n${index}`, KeyType: 'ed25519' }, { region }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(await count(region)).toBe(3);
  });

  test('is 5,000 by default, and filling it is quick', { timeout: 60_000 }, async () => {
    const roomy = await startReference();
    const PublicKeyMaterial = base64(freshLine());
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < 5_000) {
        next += 1;
        await ask(roomy, { Action: 'ImportKeyPair', KeyName: `n${next}`, PublicKeyMaterial });
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    const before = performance.now();
    const all = await ask(roomy, { Action: 'DescribeKeyPairs' });
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(texts(all, 'keyName')).toHaveLength(5_000);
    const beyond = { Action: 'ImportKeyPair', KeyName: 'beyond', PublicKeyMaterial };
    expect(refusalOf(await ask(roomy, beyond))).toBe(
      '400 KeyPairLimitExceeded: Maximum of 5000 keypairs reached.',
    );
    await roomy.close();
  });
});

describe('creates of one name at once', () => {
  function race(target: ReferenceServer, region: string): Promise<Answer[]> {
    const parameters = { Action: 'CreateKeyPair', KeyName: 'raced', KeyType: 'ed25519' };
    return Promise.all(Array.from({ length: 8 }, () => ask(target, parameters, { region })));
  }

  test('have exactly one winner, whose pair is the one that is kept', async () => {
    for (const region of ['race-1', 'race-2', 'race-3']) {
      const answers = await race(server, region);
      const winners = answers.filter(({ status }) => status === 200);
      expect(winners).toHaveLength(1);
      const losers = answers.filter(({ status }) => status !== 200).map(refusalOf);
      expect(new Set(losers)).toEqual(new Set(['400 InvalidKeyPair.Duplicate: The keypair already exists']));
      const seen = await ask(server, { Action: 'DescribeKeyPairs' }, { region });
      expect(only(seen, 'keyPairId')).toBe(winners[0] && only(winners[0], 'keyPairId'));
    }
  });

  test('have several winners when insertion waits between looking and putting', async () => {
    const racy = await startReference({
      behaviours: withBehaviours({
        store: {
          async insert(ctx, pair) {
            const refused = ctx.behaviours.duplicates.refuse(ctx, pair.name);
            await new Promise((resolve) => setTimeout(resolve, 50));
            if (refused === undefined) ctx.store.put(pair.name, pair);
            return refused;
          },
        },
      }),
    });
    const answers = await race(racy, 'race-4');
    await racy.close();
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(1);
  });
});
