import { beforeAll, expect, test } from 'vitest';
import {
  allowsAcceptance,
  createdKeyTypes,
  documentsOf,
  expectationUnder,
  fingerprintRule,
  formatRule,
  isMission,
  keyMaterialRule,
  parameter,
  refusalsOf,
  requireOperation,
  requireRefusal,
  requireRequirement,
} from './constraints.ts';
import type { Contract } from './contract.ts';
import { loadContract } from './load.ts';
import { copyProvider } from './testing/folder-copy.ts';

let contract: Contract;
beforeAll(async () => {
  const copy = await copyProvider();
  contract = await loadContract(copy.folder);
  await copy.remove();
});

test('a parameter is found by operation and role', () => {
  expect(parameter(contract, 'import', 'material').name).toBe('PublicKeyMaterial');
  expect(() => parameter(contract, 'import', 'key-type')).toThrow(
    "aws-ec2 import takes no parameter 'key-type'; it takes name, material, tags, dry-run",
  );
});

test('rules are found by what they are about', () => {
  expect(fingerprintRule(contract, 'imported', 'rsa').id).toBe('imported-rsa');
  expect(keyMaterialRule(contract, 'ed25519', 'ppk').id).toBe('ed25519-ppk');
  expect(formatRule(contract, 'timestamp').id).toBe('timestamp');
  expect(createdKeyTypes(contract)).toEqual(['rsa', 'ed25519']);
});

test('what is not declared is told by name', () => {
  expect(() => fingerprintRule(contract, 'created', 'dsa')).toThrow(
    'aws-ec2 declares no fingerprint of created dsa keys',
  );
  expect(() => keyMaterialRule(contract, 'rsa', 'jwk')).toThrow(
    'aws-ec2 declares no key material of rsa as jwk',
  );
  expect(() => formatRule(contract, 'arn')).toThrow("aws-ec2 declares no format 'arn'");
  expect(() => requireRefusal(contract, 'teapot')).toThrow("aws-ec2 declares no refusal 'teapot'");
  expect(() => requireRequirement(contract, 'a.b')).toThrow("aws-ec2 declares no requirement 'a.b'");
  expect(() => requireOperation({ ...contract, operations: {} }, 'create')).toThrow(
    "declares no operation 'create'",
  );
});

test('refusals of an expectation are gathered through its alternatives', () => {
  const expectation = {
    either: [{ refusal: 'bad-material' }, { outcome: 'accepted' as const }, { refusal: ['a', 'b'] }],
  };
  expect(refusalsOf(expectation)).toEqual(['bad-material', 'a', 'b']);
  expect(refusalsOf({ rule: 'quota' })).toEqual([]);
  expect(allowsAcceptance(expectation)).toBe(true);
  expect(allowsAcceptance({ refusal: 'bad-material' })).toBe(false);
});

test('the documented reading applies only where a requirement has one', () => {
  const plain = requireRequirement(contract, 'lifecycle.create.works');
  const twofold = { ...plain, readings: { documented: { refusal: 'dry-run' } } };
  expect(expectationUnder(plain, 'documented')).toEqual({ outcome: 'accepted' });
  expect(expectationUnder(twofold, 'documented')).toEqual({ refusal: 'dry-run' });
  expect(expectationUnder(twofold, 'observed')).toEqual({ outcome: 'accepted' });
});

test('documents are found directly and through observations, each once', () => {
  const found = documentsOf(contract, [
    { document: 'ec2-import-key-pair' },
    { observation: '1a-create-duplicate' },
    { observation: '1a-import-duplicate-before-material' },
  ]);
  expect(found.map(({ id }) => id)).toEqual([
    'ec2-import-key-pair',
    'aws-recordings-stackd',
    'public-transcripts',
  ]);
  expect(found.map(isMission)).toEqual([true, false, false]);
});
