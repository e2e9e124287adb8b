import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contract } from './contract.ts';
import { providerFolders, SPECS_FOLDER } from './folders.ts';
import { loadContract } from './load.ts';
import { formatProblem, SpecError } from './problem.ts';
import { copyProvider, type FolderCopy } from './testing/folder-copy.ts';

describe('every provider folder of the project', async () => {
  for (const provider of await providerFolders(SPECS_FOLDER)) {
    test(`${provider} loads without a problem`, async () => {
      await expect(loadContract(new URL(provider, SPECS_FOLDER))).resolves.toMatchObject({ provider });
    });
  }
});

describe('the contract of EC2', () => {
  let copy: FolderCopy;
  let contract: Contract;
  beforeAll(async () => {
    copy = await copyProvider();
    contract = await loadContract(copy.folder);
  });
  afterAll(async () => {
    await copy.remove();
  });

  test('names each operation after its POST', () => {
    const names = Object.values(contract.operations).map(({ role, name }) => [role, name]);
    expect(names).toEqual([
      ['create', 'CreateKeyPair'],
      ['import', 'ImportKeyPair'],
      ['describe', 'DescribeKeyPairs'],
      ['delete', 'DeleteKeyPair'],
    ]);
  });

  test('gives parameters their role and their resolved schema, and leaves out those with a fixed value', () => {
    expect(contract.operations.create?.parameters).toEqual([
      {
        name: 'KeyName',
        role: 'name',
        required: true,
        schema: expect.objectContaining({ type: 'string', minLength: 1, maxLength: 255 }),
      },
      {
        name: 'KeyType',
        role: 'key-type',
        required: false,
        schema: expect.objectContaining({ default: 'rsa' }),
      },
      {
        name: 'KeyFormat',
        role: 'key-format',
        required: false,
        schema: expect.objectContaining({ default: 'pem' }),
      },
      expect.objectContaining({ name: 'TagSpecification', role: 'tags', required: false }),
      expect.objectContaining({ name: 'DryRun', role: 'dry-run', required: false }),
    ]);
    const tags = contract.operations.create?.parameters.find(({ role }) => role === 'tags');
    expect(JSON.stringify(tags?.schema)).not.toContain('$ref');
  });

  test('knows the body of success and of refusal, with references left in place', () => {
    expect(contract.operations.delete?.success).toEqual({
      status: 200,
      mediaType: 'text/xml',
      schema: { $ref: '#/components/schemas/DeleteKeyPairResponse' },
    });
    expect(contract.errorBody.schema).toEqual({ $ref: '#/components/schemas/ErrorResponse' });
    expect(contract.components).toHaveProperty('ErrorResponse.xml.name', 'Response');
  });

  test('gives refusals their id', () => {
    expect(contract.refusals['duplicate-name']).toMatchObject({
      id: 'duplicate-name',
      code: 'InvalidKeyPair.Duplicate',
      status: 400,
    });
  });

  test('gives requirements their place, and empty given and needs', () => {
    const [first] = contract.requirements;
    expect(first).toMatchObject({
      id: 'lifecycle.create.works',
      given: {},
      needs: [],
      location: { file: 'aws-ec2/requirements/lifecycle.yaml', line: 3 },
    });
  });

  test('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(contract))).toEqual(contract);
  });

  test('writes every gold fingerprint as its rule says', () => {
    for (const vector of contract.vectors) {
      const rule = contract.rules.fingerprints.find(
        ({ origin, keyType }) => origin === vector.origin && keyType === vector.keyType,
      );
      expect(vector.fingerprint, vector.id).toMatch(new RegExp(rule?.pattern ?? '$^'));
    }
    expect(contract.vectors).toHaveLength(21);
    expect(contract.rejectedMaterials).toHaveLength(16);
  });

  test('dates every row that was observed in the main recordings', () => {
    const undated = contract.observations.filter(
      ({ grade, sources, date, region }) =>
        grade === 'observed' &&
        sources.some((source) => 'document' in source && source.document === 'aws-recordings-stackd') &&
        (date !== '2026-09-25' || region !== 'us-east-1'),
    );
    expect(undated.map(({ id }) => id)).toEqual([]);
  });
});

test('completeness demands that every row is cited or says why not, and never both', async () => {
  const copy = await copyProvider();
  try {
    await copy.change({
      file: 'requirements/lifecycle.yaml',
      replace: '{ observation: 2-create-elements }',
      by: '{ observation: 5-delete-keeps-instances }',
    });
    const error: unknown = await loadContract(copy.folder, { completeness: true }).catch(
      (reason: unknown) => reason,
    );
    if (!(error instanceof SpecError))
      throw new Error('the small catalogue cites few rows and must not be complete');
    const messages = error.problems.map(formatProblem).join('\n');
    expect(messages).toContain(
      "observation '1a-create-duplicate' is cited by no requirement; cite it or say why in 'uncovered'",
    );
    expect(messages).toContain(
      "observation '5-delete-keeps-instances' is cited by a requirement; remove 'uncovered'",
    );
    expect(messages).not.toContain("'2-import-elements'");
    expect(messages).not.toContain("'9-empty-key-pair-id'");
  } finally {
    await copy.remove();
  }
});

test('problems of several files are told together, in reading order', async () => {
  const copy = await copyProvider();
  try {
    await copy.change({ file: 'rules.yaml', replace: 'bits: 2048', by: 'bits: many' });
    await copy.change({ file: 'documents.yaml', replace: '  location:', by: '  locaton:' });
    const error: unknown = await loadContract(copy.folder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SpecError);
    expect((error as SpecError).problems.map(({ location }) => location.file)).toEqual([
      'aws-ec2/documents.yaml',
      'aws-ec2/rules.yaml',
    ]);
  } finally {
    await copy.remove();
  }
});
