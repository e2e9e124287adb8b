import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Contract, Observation, Requirement } from '../../specs/contract.ts';
import { SPECS_FOLDER } from '../../specs/folders.ts';
import { loadContract } from '../../specs/load.ts';
import { onPath } from '../../targets/testing/on-path.ts';
import { isUnsettled } from '../choose.ts';
import type { CatalogueChanges } from './changes.ts';
import { applied, type EditedFile, unifiedDiff } from './edits.ts';
import { patchOf } from './patch.ts';

const DOCUMENT = {
  id: 'recording-2026-11-30-test',
  title: 'Recording of a test',
  publisher: 'A user',
  role: 'recording',
  date: '2026-11-30',
} as const;

const rowOf = ({ id, statement }: Requirement): Observation => ({
  id: `recorded-${id}`,
  statement: `${statement} With: a colon, "quotes" and a # sign.`,
  grade: 'observed',
  sources: [{ document: DOCUMENT.id, at: `${id}, request 6f1b1a1e-0000-4000-8000-000000000000` }],
  date: '2026-11-30',
  region: 'test-1',
});

function changesFor(
  requirements: readonly Requirement[],
  changes: Partial<CatalogueChanges> = {},
): CatalogueChanges {
  return {
    document: DOCUMENT,
    observations: requirements.map(rowOf),
    requirements: requirements.map(({ id }) => ({ id, source: { observation: `recorded-${id}` } })),
    refusals: [],
    conflicts: [],
    vectors: [],
    byHand: [],
    ...changes,
  };
}

/** The contract of a provider with a patch that `git apply` made. */
async function patched(provider: string, diff: string): Promise<Contract> {
  const folder = mkdtempSync(join(tmpdir(), 'patched-'));
  try {
    const copy = join(folder, 'specs', provider);
    cpSync(fileURLToPath(new URL(provider, SPECS_FOLDER)), copy, { recursive: true });
    writeFileSync(join(folder, 'change.patch'), diff);
    execFileSync('git', ['apply', 'change.patch'], { cwd: folder, stdio: 'pipe' });
    return await loadContract(copy, { completeness: true });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!onPath('git')).each(['aws-ec2', 'alibaba-ecs'])('a patch of %s', (provider) => {
  it('that makes every open requirement observed applies, loads, and changes nothing else', async () => {
    const before = await loadContract(new URL(provider, SPECS_FOLDER));
    const open = before.requirements.filter(isUnsettled);
    const { text } = await patchOf(provider, changesFor(open));
    const after = await patched(provider, text);
    expect(after.requirements.filter(isUnsettled)).toEqual([]);
    const ids = new Set(open.map(({ id }) => id));
    for (const [index, requirement] of after.requirements.entries()) {
      const { location: _, evidence: __, sources, ...rest } = requirement;
      const {
        location: ___,
        evidence: ____,
        sources: old,
        ...was
      } = before.requirements[index] as Requirement;
      expect(rest).toEqual(was);
      expect(sources).toEqual(ids.has(rest.id) ? [...old, { observation: `recorded-${rest.id}` }] : old);
    }
  }, 120_000);
});

it.skipIf(!onPath('git'))(
  'a patch of one operation of an entry leaves the others as they were',
  async () => {
    const provider = 'aws-ec2';
    const before = await loadContract(new URL(provider, SPECS_FOLDER));
    const one = before.requirements.find(
      (requirement) =>
        isUnsettled(requirement) &&
        before.requirements.some(
          ({ id, location }) =>
            id !== requirement.id &&
            location.line === requirement.location.line &&
            location.file === requirement.location.file,
        ),
    ) as Requirement;
    const { text, files } = await patchOf(provider, changesFor([one]));
    expect(files.map(({ path }) => path).toSorted()).toEqual(
      ['documents.yaml', 'evidence/observations.yaml', one.location.file.replace(`${provider}/`, '')]
        .map((name) => `specs/${provider}/${name}`)
        .toSorted(),
    );
    const after = await patched(provider, text);
    const changed = after.requirements.filter(
      ({ evidence }, index) => evidence !== before.requirements[index]?.evidence,
    );
    expect(changed.map(({ id }) => id)).toEqual([one.id]);
  },
  120_000,
);
it.skipIf(!onPath('git'))(
  'a corrected expectation comes with its refusal, its conflict and the reading of the texts',
  async () => {
    const before = await loadContract(new URL('aws-ec2', SPECS_FOLDER));
    const one = before.requirements.find(
      ({ evidence, expects, readings }) =>
        evidence === 'documented' && 'refusal' in expects && readings === undefined,
    ) as Requirement;
    const source = { observation: rowOf(one).id };
    const changes = changesFor([one], {
      requirements: [{ id: one.id, source, expects: { refusal: 'recorded-odd' }, documented: one.expects }],
      refusals: [
        { id: 'recorded-odd', code: 'Odd.Code', status: 418, sources: [source], operation: one.operation },
      ],
      conflicts: [
        {
          id: rowOf(one).id,
          subject: one.statement,
          readings: [
            { reading: 'documented', says: one.statement, sources: one.sources },
            { reading: 'observed', says: 'Odd.', sources: [source] },
          ],
          ruling: 'What was recorded.',
          overturnedBy: 'A later recording.',
          requirements: [one.id],
        },
      ],
      vectors: [
        {
          id: 'new',
          origin: 'imported',
          keyType: 'rsa',
          bits: 777,
          publicKey: 'ssh-rsa AAAA',
          fingerprint: 'aa:bb',
          grade: 'observed',
          source: 'here',
        },
      ],
    });
    const after = await patched('aws-ec2', (await patchOf('aws-ec2', changes)).text);
    const now = after.requirements.find(({ id }) => id === one.id);
    expect(now).toMatchObject({
      evidence: 'observed',
      expects: { refusal: 'recorded-odd' },
      readings: { documented: one.expects },
    });
    expect(after.refusals['recorded-odd']).toMatchObject({ code: 'Odd.Code', status: 418 });
    expect(after.conflicts.at(-1)?.requirements).toEqual([one.id]);
    expect(after.vectors.at(-1)?.id).toBe('new');
    expect(after.rejectedMaterials).toEqual(before.rejectedMaterials);
  },
  120_000,
);

describe.skipIf(!onPath('git'))('a unified diff', () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  const before = `${lines.join('\n')}\n`;
  const at = (text: string): number => before.indexOf(text);
  const file = (edits: EditedFile['edits']): EditedFile => ({ path: 'a/file', before, edits });
  it.each<[string, EditedFile]>([
    ['no edit', file([])],
    ['an insertion at the end', file([{ start: before.length, end: before.length, text: '\nnew\n' }])],
    ['an insertion at the beginning', file([{ start: 0, end: 0, text: 'new\n' }])],
    [
      'two changes of one line',
      file([
        { start: at('line 7'), end: at('line 7') + 4, text: 'LINE' },
        { start: at(' 7\n'), end: at(' 7\n') + 2, text: ' seven' },
      ]),
    ],
    [
      'changes far and near',
      file([
        { start: at('line 3'), end: at('line 5'), text: '' },
        { start: at('line 9'), end: at('line 9'), text: 'x\ny\n' },
        { start: at('line 30'), end: at('line 33'), text: 'z\n' },
      ]),
    ],
    [
      'a change inside of a line that adds lines',
      file([{ start: at('line 20') + 4, end: at('line 20') + 5, text: '\n\n' }]),
    ],
  ])('of %s does what the edits do', (_, edited) => {
    const folder = mkdtempSync(join(tmpdir(), 'diff-'));
    try {
      writeFileSync(join(folder, 'file'), before);
      const diff = unifiedDiff({ ...edited, path: 'file' });
      writeFileSync(join(folder, 'p'), diff);
      if (diff !== '') execFileSync('git', ['apply', 'p'], { cwd: folder, stdio: 'pipe' });
      expect(readFileSync(join(folder, 'file'), 'utf8')).toBe(applied(edited));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
