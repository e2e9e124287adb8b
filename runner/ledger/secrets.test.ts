import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRedactor } from '../../targets/redact.ts';
import { TransportError } from '../../targets/target.ts';
import { type LedgerWriter, openLedger, withoutSecrets } from './ledger.ts';

const SECRET = 'kSecret+Zq7/Wm3pT9xV2bN8cR4yL6jH1gF5dA0uE';
const WRITINGS: readonly string[] = [
  SECRET,
  encodeURIComponent(SECRET),
  Buffer.from(SECRET).toString('base64'),
  Buffer.from(SECRET).toString('hex'),
  SECRET.slice(0, 32),
  [...SECRET].join(' '),
];
const { text: redact } = createRedactor({
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: SECRET },
  patterns: [/corp-[a-z0-9]+/g],
});

let folder: string;
let path: string;
let ledger: LedgerWriter;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-secrets-'));
  path = join(folder, 'ledger.ndjson');
  const about = { prefix: 'qqom9woawb-', provider: 'aws-ec2', endpoint: 'http://127.0.0.1:1/' };
  ledger = withoutSecrets(openLedger(path, about), redact);
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

it('a name that holds a secret, however written and whatever is around it, is not listed, and its call does not leave', () => {
  const around = fc.stringMatching(/^[ -~]{0,20}$/);
  fc.assert(
    fc.property(around, fc.constantFrom(...WRITINGS, 'corp-tenant9'), around, (before, told, after) => {
      const size = readFileSync(path).length;
      const names = ['qqom9woawb-1', `${before} ${told} ${after}`];
      expect(() => ledger.intent({ region: 'r1', operation: 'create', names })).toThrow(TransportError);
      expect(readFileSync(path)).toHaveLength(size);
    }),
  );
  expect(ledger.open()).toBe(0);
});

it('a name that holds none is listed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 255 }), (name) => {
      ledger.intent({ region: 'r1', operation: 'create', names: [name] });
    }),
  );
});
