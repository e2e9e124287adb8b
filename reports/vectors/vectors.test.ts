import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../specs/contract.ts';
import { packageFile } from '../../specs/folders.ts';
import { loadContract } from '../../specs/load.ts';
import { fingerprintOf } from '../../suites/keys/fingerprint.ts';
import { readPrivateKey } from '../../suites/keys/read-private.ts';
import { readPublicKey } from '../../suites/keys/read-public.ts';
import { PLACEHOLDER } from './bodies.ts';
import { type Vectors, vectorsOf } from './vectors.ts';

const TOOL = { name: 'tool', version: '1.2.3' };
const validate = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync(packageFile('reports/schemas/vectors.schema.json'), 'utf8')) as object,
);

describe.each(['aws-ec2', 'alibaba-ecs'])('vectors of %s', (provider) => {
  let contract: Contract;
  let vectors: Vectors;

  beforeAll(async () => {
    contract = await loadContract(packageFile(`specs/${provider}`));
    vectors = vectorsOf(contract, TOOL);
  }, 60_000);

  it('fit the shipped schema', () => {
    expect(validate(JSON.parse(JSON.stringify(vectors))), JSON.stringify(validate.errors)).toBe(true);
  });

  it('say of every entry how certain it is and where it comes from', () => {
    const { schemaVersion: _version, provider: _provider, tool: _tool, ...lists } = vectors;
    const entries = Object.values(lists).flat();
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.filter(({ evidence, sources }) => evidence === undefined || sources.length === 0)).toEqual(
      [],
    );
  });

  it('hold names that look like numbers or words, which are accepted', () => {
    const plain = vectors.names.filter(({ name }) => /^(true|null|e3|1e3|[0-9]+)$/.test(name));
    expect(plain.length).toBeGreaterThan(1);
    expect(plain.every(({ expected }) => expected.accepted)).toBe(true);
  });

  it('are the same every time', () => {
    expect(vectorsOf(contract, TOOL)).toEqual(vectors);
  });

  it('hold key files that fit their rule, their public key and their fingerprint', () => {
    expect(vectors.keyFiles.length).toBeGreaterThan(0);
    for (const file of vectors.keyFiles) {
      const key = readPrivateKey(file.text);
      if (!key.ok) throw new Error(`${file.id}: ${key.reason}`);
      expect(key.container, file.id).toBe(file.container);
      expect(file.text.startsWith(file.firstLine), file.id).toBe(true);
      expect(file.publicKey, file.id).toContain(key.publicBlob.toString('base64'));
      const rule = contract.rules.fingerprints.find(
        ({ origin, keyType, reading }) =>
          origin === 'created' && keyType === file.keyType && reading === undefined,
      );
      if (rule === undefined) throw new Error(`no fingerprint rule for ${file.id}`);
      expect(fingerprintOf(rule, key), file.id).toBe(file.fingerprint);
      expect(file.fingerprint).toMatch(new RegExp(rule.pattern, 'u'));
    }
  });

  it('hold fingerprints that belong to their public keys', () => {
    for (const { id, origin, keyType, publicKey, fingerprint } of vectors.fingerprints) {
      const read = readPublicKey(publicKey);
      const rule = contract.rules.fingerprints.find(
        (one) => one.origin === origin && one.keyType === keyType && one.reading === undefined,
      );
      if (!read.ok || rule === undefined) throw new Error(`${id} cannot be read`);
      const publicBlob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
      // A digest over the private key cannot be made from its public half.
      expect([fingerprint, undefined], id).toContain(fingerprintOf(rule, { publicBlob }));
    }
  });

  it('accept what the rule of the parameter accepts, and reject with errors of the contract', () => {
    const inputs = [...vectors.names, ...vectors.tags, ...vectors.materials];
    const codes = new Set(Object.values(contract.refusals).map(({ code }) => code));
    expect(vectors.names.some(({ expected }) => expected.accepted)).toBe(true);
    expect(vectors.names.some(({ expected }) => !expected.accepted)).toBe(true);
    for (const { requirement, expected } of inputs) {
      expect(expected.accepted || expected.errors.length > 0, requirement).toBe(true);
      for (const { code } of expected.errors) expect(codes).toContain(code);
    }
  });

  it('hold every declared element of a body, and the code of an error in its place', () => {
    for (const { operation, body } of vectors.successes) {
      expect(body.match(PLACEHOLDER)?.length, operation).toBeGreaterThan(0);
      expect(body, operation).not.toContain('undefined');
    }
    for (const { code, body } of vectors.errors) expect(body).toContain(code);
  });
});
