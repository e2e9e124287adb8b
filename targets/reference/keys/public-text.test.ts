import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { goldVectors } from '../testing/gold.ts';
import { newPrivateKey } from './fresh.ts';
import { parseRsaSpkiDer, parseSshBlob, publicKeyOf, spkiDer, sshBlob } from './public-key.ts';
import { openSshLine, parseDerText, parseOpenSshLine, parseRfc4716, strictBase64 } from './public-text.ts';
import { wireMpint, wireString, wireUint32 } from './wire.ts';

const rsa = newPrivateKey('rsa', { modulusLength: 1024 });
const rsaKey = publicKeyOf(rsa);
const edKey = publicKeyOf(newPrivateKey('ed25519'));

function block(key: typeof rsaKey, ...headers: string[]): string {
  const lines =
    sshBlob(key)
      .toString('base64')
      .match(/.{1,70}/g) ?? [];
  return ['---- BEGIN SSH2 PUBLIC KEY ----', ...headers, ...lines, '---- END SSH2 PUBLIC KEY ----', ''].join(
    '\n',
  );
}

describe('public keys', () => {
  test.each(goldVectors)('$id is read and written without loss', ({ publicKeyOpenSSH }) => {
    const key = parseOpenSshLine(publicKeyOpenSSH);
    expect(key && openSshLine(key)).toBe(publicKeyOpenSSH);
  });

  test('have the SubjectPublicKeyInfo that OpenSSL writes', () => {
    expect(spkiDer(rsaKey)).toEqual(createPublicKey(rsa).export({ format: 'der', type: 'spki' }));
    const ed = newPrivateKey('ed25519');
    expect(spkiDer(publicKeyOf(ed))).toEqual(createPublicKey(ed).export({ format: 'der', type: 'spki' }));
  });

  test('of other types are not key pairs', () => {
    const privateKey = newPrivateKey('ec', { namedCurve: 'P-256' });
    expect(() => publicKeyOf(privateKey)).toThrow('RSA or Ed25519');
  });
});

describe('an OpenSSH line', () => {
  const line = openSshLine(edKey);

  test('may have a comment, trailing blanks and a final newline', () => {
    for (const text of [line, `${line}\n`, `${line} a comment\n`, `${line} \r\n`, `${line}\ta`]) {
      expect(parseOpenSshLine(text)).toEqual(edKey);
    }
  });

  test('has nothing before the type and no second line', () => {
    for (const text of [
      ` ${line}`,
      `no-pty ${line}`,
      `${line}\n${line}`,
      `${line}\n${line}\n`,
      `#\n${line}`,
    ]) {
      expect(parseOpenSshLine(text)).toBeUndefined();
    }
  });

  test('names the type that its blob names', () => {
    expect(parseOpenSshLine(line.replace('ssh-ed25519', 'ssh-rsa'))).toBeUndefined();
  });

  test('is refused at every truncation', () => {
    for (let length = 0; length < line.length; length += 1) {
      expect(parseOpenSshLine(line.slice(0, length))).toBeUndefined();
    }
  });
});

describe('an SSH blob', () => {
  test('of any other length is refused', () => {
    const blob = sshBlob(rsaKey);
    for (let length = 0; length < blob.length; length += 1) {
      expect(parseSshBlob(blob.subarray(0, length))).toBeUndefined();
    }
    expect(parseSshBlob(Buffer.concat([blob, Buffer.from([0])]))).toBeUndefined();
    expect(parseSshBlob(Buffer.concat([sshBlob(edKey), Buffer.from([0])]))).toBeUndefined();
  });

  test('that announces four gigabytes is refused', () => {
    const name = wireString('ssh-rsa');
    expect(parseSshBlob(Buffer.concat([name, wireUint32(0xffffffff), Buffer.alloc(16)]))).toBeUndefined();
    expect(parseSshBlob(Buffer.concat([wireUint32(0xfffffff0), name]))).toBeUndefined();
    expect(
      parseSshBlob(Buffer.concat([name, wireMpint(Buffer.from([1, 0, 1])), wireUint32(0x7fffffff)])),
    ).toBeUndefined();
  });

  test('with an Ed25519 point of 31 or 33 bytes is refused', () => {
    for (const length of [0, 31, 33]) {
      const blob = Buffer.concat([wireString('ssh-ed25519'), wireString(Buffer.alloc(length))]);
      expect(parseSshBlob(blob)).toBeUndefined();
    }
  });
});

describe('an RFC 4716 block', () => {
  test('may have headers, continued lines and carriage returns', () => {
    expect(parseRfc4716(block(rsaKey), ['rsa'])).toEqual(rsaKey);
    expect(parseRfc4716(block(rsaKey, 'Comment: "a"', 'x-own: one\\', 'two'), ['rsa'])).toEqual(rsaKey);
    expect(parseRfc4716(block(rsaKey, 'Comment: "a"').replaceAll('\n', '\r\n'), ['rsa'])).toEqual(rsaKey);
  });

  test('holds one of the types asked for', () => {
    expect(parseRfc4716(block(edKey), ['rsa'])).toBeUndefined();
    expect(parseRfc4716(block(edKey), ['ed25519'])).toEqual(edKey);
  });

  test('needs both markers and a body', () => {
    const text = block(rsaKey);
    for (const broken of [
      text.replace('---- END', '--- END'),
      text.replace('BEGIN', 'BEGINN'),
      block(rsaKey, 'x'),
    ]) {
      expect(parseRfc4716(broken, ['rsa'])).toBeUndefined();
    }
  });
});

describe('DER as base64 text', () => {
  test('is a SubjectPublicKeyInfo of RSA and nothing else', () => {
    const text = spkiDer(rsaKey).toString('base64');
    expect(parseDerText(text)).toEqual(rsaKey);
    expect(parseDerText(`${text.slice(0, 64)}\n${text.slice(64)}\n`)).toEqual(rsaKey);
    expect(parseDerText(spkiDer(edKey).toString('base64'))).toBeUndefined();
    expect(parseRsaSpkiDer(Buffer.concat([spkiDer(rsaKey), Buffer.from([0])]))).toBeUndefined();
    expect(parseRsaSpkiDer(spkiDer(rsaKey).subarray(0, 100))).toBeUndefined();
  });
});

describe('strict base64', () => {
  test('takes 0, 1 and 2 padding characters and no other form', () => {
    expect(strictBase64('YWJj')?.toString()).toBe('abc');
    expect(strictBase64('YWI=')?.toString()).toBe('ab');
    expect(strictBase64('YQ==')?.toString()).toBe('a');
    for (const text of ['', 'YWI', 'YQ=', 'YQ===', 'YW Jj', '-_-_', 'YQ==YQ==', '====']) {
      expect(strictBase64(text)).toBeUndefined();
    }
  });
});
