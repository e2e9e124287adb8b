import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onPath } from '../targets/testing/on-path.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const LONG = 1_800_000;

const ID = 'name.create.tab';
const MUTANT = 'create-tab-accepted';

/** Step 1 of the page: an entry of the catalogue, for a check that is there. */
const REQUIREMENT = `
- id: ${ID}
  level: must
  statement: A name with a tab inside is rejected.
  sources: [{ observation: 1a-create-name-line-break }]
  evidence: inferred
  check: name/refused
  given: { value: { infix: "\\t" } }
  expects: { refusal: name-line-break }
`;

/** Step 3: a row of a table. */
const ROW = `  ['${MUTANT}', 'create accepts a name with a tab', '${ID}',
    at('names', 'controlCharacter', creating, (right, ctx, name) => (name.includes('\\t') ? undefined : right(ctx, name)))],
`;

/** The commands of the last step, as the page has them, for this requirement and this mutant. */
function commandsOfThePage(): readonly (readonly string[])[] {
  const page = readFileSync(join(PACKAGE, 'CONTRIBUTING.md'), 'utf8');
  const step = /^4\. (.*)$/mu.exec(page)?.[1] ?? '';
  const [shown = ''] = step.split('`--form');
  return [...shown.matchAll(/`((?:npm|node) [^`]+)`/gu)].map(([, command = '']) =>
    command.replace('<id>', ID).replace('<topic>/<mutant>', `name/${MUTANT}`).replaceAll("'", '').split(' '),
  );
}

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'cli-contributing-'));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: PACKAGE });
  for (const file of listed.toString().trim().split('\n'))
    if (existsSync(join(PACKAGE, file))) cpSync(join(PACKAGE, file), join(copy, file));
  symlinkSync(join(PACKAGE, 'node_modules'), join(copy, 'node_modules'));
  appendFileSync(join(copy, 'specs/aws-ec2/requirements/name.yaml'), REQUIREMENT);
  const table = join(copy, 'power/mutants/ec2/name.ts');
  const [head = '', ...rest] = readFileSync(table, 'utf8').split("table('name', [\n");
  writeFileSync(table, [head, ROW + rest.join("table('name', [\n")].join("table('name', [\n"));
}, LONG);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function inTheCopy([program = '', ...words]: readonly string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd: copy,
    encoding: 'utf8',
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(KEYPAIR_|VITEST|AWS_)/u.test(name)),
    ),
  });
  return { code: status, output: `${stdout}${stderr}` };
}

describe.skipIf(!onPath('git'))('a requirement with its mutant, by the steps of CONTRIBUTING', () => {
  it(
    'is built, passes on the reference and detects its mutant',
    () => {
      const [build = [], start = [], power = [], ...more] = commandsOfThePage();
      expect([build.join(' '), start[1], power[2], more]).toEqual(['npm run build', 'start', 'power', []]);
      expect(inTheCopy(build)).toMatchObject({ code: 0 });
      const passed = inTheCopy(start);
      expect(passed).toMatchObject({ code: 0 });
      expect(passed.output).toMatch(/^CONFORMANT /mu);
      const detected = inTheCopy(power);
      expect(detected).toMatchObject({ code: 0 });
      expect(detected.output).toContain('1 killed by the named requirement');
    },
    LONG,
  );

  it(
    'leaves the types, the rules of the linter and the tests of the pages of mutants as they were',
    () => {
      expect(inTheCopy(['npx', 'tsc', '-p', 'tsconfig.json', '--noEmit'])).toMatchObject({ code: 0 });
      expect(inTheCopy(['npx', 'biome', 'check', 'power/mutants/ec2/name.ts'])).toMatchObject({ code: 0 });
      const tested = inTheCopy([
        'npx',
        'vitest',
        'run',
        '--project',
        'unit',
        'power/docs.test.ts',
        'power/report.test.ts',
        'specs/compiled.test.ts',
      ]);
      expect(tested).toMatchObject({ code: 0 });
    },
    LONG,
  );
});
