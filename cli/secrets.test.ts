import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../targets/ec2/reference/server.ts';
import { type Passed, startProxy } from './testing/proxy.ts';
import { runCli } from './testing/run-cli.ts';

const SECRET = 'kpc+Test/Secret/NotToBeSeenInAnyReport00';
const SESSION = 'kpc-session-token-not-to-be-seen-in-any-report';
const SHORTEST_BODY_LINE = 40;

/** Everything secret that crossed the wire, as the proxy saw it, independent of how the tool redacts. */
interface Secrets {
  readonly keyLines: ReadonlySet<string>;
  readonly signatures: ReadonlySet<string>;
}

let folder: string;
let artefacts: ReadonlyMap<string, string>;
let secrets: Secrets;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-secrets-'));
  const reference = await startReference();
  // Wrong fingerprints make findings, with commands and exchanges, for answers that carry private keys.
  const proxy = await startProxy(reference.url, ({ responseBody }) =>
    responseBody.replace(/(<keyFingerprint>)[^<]*/g, '$1aa:bb'),
  );
  try {
    const result = await runCli(['run', proxy.url, '--out', 'out', '--quota', 'probe', '--verbose'], {
      cwd: folder,
      env: {
        AWS_ACCESS_KEY_ID: 'AKIATESTTESTTESTTEST',
        AWS_SECRET_ACCESS_KEY: SECRET,
        AWS_SESSION_TOKEN: SESSION,
      },
    });
    const file = (name: string): [string, string] => [name, readFileSync(join(folder, 'out', name), 'utf8')];
    artefacts = new Map([
      ['stdout', result.stdout],
      ['stderr', result.stderr],
      ...['events.ndjson', 'report.json', 'junit.xml'].map(file),
    ]);
    secrets = secretsIn(proxy.passed);
  } finally {
    await proxy.close();
    await reference.close();
  }
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true }));

function secretsIn(passed: readonly Passed[]): Secrets {
  const keyLines = passed
    .flatMap(({ responseBody }) => [...responseBody.matchAll(/<keyMaterial>([^<]*)/g)])
    .flatMap(([, material = '']) => privatePartOf(material).split(/\s+|&#\w+;/))
    .filter((line) => line.length >= SHORTEST_BODY_LINE && !line.includes('-----'));
  const signatures = passed.flatMap(({ url, headers, requestBody }) =>
    [...`${url} ${headers.authorization ?? ''} ${requestBody}`.matchAll(/Signature=([0-9a-f]{64})/g)].map(
      ([, signature = '']) => signature,
    ),
  );
  return { keyLines: new Set(keyLines), signatures: new Set(signatures) };
}

/** The public lines of a PuTTY file are no secret. */
function privatePartOf(material: string): string {
  const at = material.indexOf('Private-Lines:');
  return at === -1 ? material : material.slice(at);
}

function leaks(values: Iterable<string>): readonly string[] {
  return [...values].flatMap((value) =>
    [...artefacts]
      .filter(([, text]) => text.includes(value))
      .map(([name]) => `${name}: ${value.slice(0, 8)}...`),
  );
}

describe('the artefacts of a full run', () => {
  it('come from a run in which many secrets crossed the wire', () => {
    expect(secrets.keyLines.size).toBeGreaterThan(100);
    expect(secrets.signatures.size).toBeGreaterThan(100);
    expect(artefacts.get('report.json')).toContain('[redacted private key]');
    expect(artefacts.get('stdout')).toContain('FAIL  fingerprint.');
  });

  it('hold no line of a private key', () => {
    expect(leaks(secrets.keyLines)).toEqual([]);
  });

  it('hold no signature', () => {
    const sent = new Set(secrets.signatures);
    const shown = [...artefacts].filter(([, text]) =>
      (text.match(/[0-9a-f]{64}/g) ?? []).some((word) => sent.has(word)),
    );
    expect(sent.size).toBeGreaterThan(100);
    expect(shown.map(([name]) => name)).toEqual([]);
  });

  it('hold neither the secret key nor the session token, plain or encoded', () => {
    const forms = [SECRET, SESSION].flatMap((text) => [
      text,
      encodeURIComponent(text),
      Buffer.from(text).toString('base64').replace(/=+$/, ''),
    ]);
    expect(leaks(forms)).toEqual([]);
  });

  it('hold no armour of a private key with a body behind it', () => {
    const armour = /PRIVATE KEY-----(?:\\[rn]|&#\w+;|\s|%0[AaDd])+[A-Za-z0-9+/]{16}/;
    expect([...artefacts].filter(([, text]) => armour.test(text)).map(([name]) => name)).toEqual([]);
  });
});
