import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyPairCall } from '../../targets/target.ts';
import { onPath } from '../../targets/testing/on-path.ts';
import { reportOf } from '../model.ts';
import { checked, exchange, finding, finished, planned, started } from '../testing/events.ts';
import { packsOf } from './pack.ts';

const LIMIT_MS = 120_000;
const PREFIX = 'run-k4v9x2m7q1-';
const NAME = `${PREFIX}one`;
const MATERIAL = 'ssh-ed25519 AAAA';

/** A tool in the place of the real one: keeps key pairs in a file, notes its words, and refuses the name of another. */
const FAKE = `#!${process.execPath}
const fs = require('node:fs');
const { join, dirname } = require('node:path');
const words = process.argv.slice(2);
const at = (file) => join(dirname(__filename), file);
const after = (...names) => names.flatMap((name) => words.indexOf(name) < 0 ? [] : [words[words.indexOf(name) + 1]])[0];
const read = (text) => text?.startsWith('fileb://') ? fs.readFileSync(text.slice(8), 'utf8') : text;
const plain = (text) => text?.startsWith('[') ? JSON.parse(text)[0] : text;
fs.appendFileSync(at('words'), JSON.stringify(words.map(read)) + '\\n');
const pairs = new Set(JSON.parse(fs.readFileSync(at('pairs'), 'utf8')));
const name = plain(after('--key-name', '--KeyPairName', '--KeyPairNames'));
const action = words[1].replaceAll('-', '').toLowerCase();
const shown = (one) => ({ [words[0] === 'ecs' ? 'KeyPairName' : 'KeyName']: one });
if (action === 'describekeypairs') console.log(JSON.stringify({ KeyPairs: [...pairs].map(shown) }));
else if (action === 'deletekeypair' || action === 'deletekeypairs') { pairs.delete(name); console.log('{}'); }
else if (pairs.has(name)) { console.error('An error occurred: the name is taken'); process.exit(254); }
else { pairs.add(name); console.log(JSON.stringify(shown(name))); }
fs.writeFileSync(at('pairs'), JSON.stringify([...pairs]));
`;

const CALLS: readonly (Pick<KeyPairCall, 'operation' | 'parameters'> & { readonly status: number })[] = [
  { operation: 'import', parameters: { name: NAME, material: MATERIAL }, status: 200 },
  { operation: 'import', parameters: { name: NAME, material: MATERIAL }, status: 400 },
  { operation: 'describe', parameters: {}, status: 200 },
];

describe.skipIf(process.platform === 'win32' || !onPath('bash')).each([
  { provider: 'aws-ec2', tool: 'aws', region: 'us-east-1', word: 'import-key-pair' },
  { provider: 'alibaba-ecs', tool: 'aliyun', region: 'cn-hangzhou', word: 'ImportKeyPair' },
])('$tool.sh of a failure', ({ provider, tool, region, word }) => {
  let folder: string;
  let printed: { readonly stdout: string; readonly stderr: string };
  const said = (): readonly (readonly string[])[] =>
    readFileSync(join(folder, 'words'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as string[]);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tools-'));
    const steps = CALLS.map(({ operation, parameters, status }, index) =>
      exchange({
        id: index + 1,
        role: index === CALLS.length - 1 ? 'statement' : 'setup',
        startedAt: 1_763_784_000_000 + index * 1_000,
        response: { status, headers: [], body: { kind: 'text', text: '' } },
        call: { operation, region, parameters },
      }),
    );
    const first = started([planned('a')], { namePrefix: PREFIX });
    const report = reportOf([
      { ...first, target: { ...first.target, provider } },
      checked('a', 'fail', { exchanges: steps, findings: [finding('a', { exchanges: [3, 1, 2] })] }),
      finished(),
    ]);
    const script = packsOf(report)[0]?.files[`${tool}.sh`];
    if (script === undefined) throw new Error(`there is no ${tool}.sh`);
    writeFileSync(join(folder, `${tool}.sh`), script);
    writeFileSync(join(folder, tool), FAKE, { mode: 0o755 });
    writeFileSync(join(folder, 'pairs'), JSON.stringify(['of-another']));
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
    printed = await promisify(execFile)('bash', [`${tool}.sh`, 'http://127.0.0.1:9'], { cwd: folder, env });
  }, LIMIT_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('sends every step by the tool, in order, to the endpoint that it is given', () => {
    const steps = said().slice(0, CALLS.length);
    expect(steps.map((words) => words[1])).toEqual([
      word,
      word,
      expect.stringMatching(/^describe-?key-?pairs$/i),
    ]);
    for (const words of said()) expect(words.join(' ')).toMatch(/127\.0\.0\.1:9(?!\d)/u);
    expect(steps[0]?.join(' ')).toContain(MATERIAL);
  });

  it('uses one new name in the place of the one of the run', () => {
    const names = said().map((words) => words.find((one) => /^\[?"?run-[a-z0-9]{10}-one/u.test(one)));
    const own = new Set(names.filter((one) => one !== undefined).map((one) => one.replace(/[[\]"]/gu, '')));
    expect(own.size).toBe(1);
    expect(JSON.stringify(said())).not.toContain(PREFIX);
  });

  it('prints the responses with the roles of the steps, and that of the deciding one last', () => {
    expect(printed.stderr).toBe('');
    expect(printed.stdout).toContain(`--- step 1 of 3, setup: import in ${region}`);
    expect(printed.stdout).toContain('the name is taken');
    expect(printed.stdout.indexOf('--- step 3 of 3, statement')).toBeGreaterThan(
      printed.stdout.indexOf('--- step 2 of 3, setup'),
    );
    expect(printed.stdout).toContain('expected: ');
  });

  it('removes what it made and nothing else', () => {
    expect(printed.stdout).toContain('clean-up: nothing is left');
    expect(JSON.parse(readFileSync(join(folder, 'pairs'), 'utf8'))).toEqual(['of-another']);
  });
});
