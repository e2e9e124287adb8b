import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readContract } from '../specs/compiled.ts';
import { packageFile } from '../specs/folders.ts';
import { policyOf } from './policy.ts';

const page = readFileSync(packageFile('docs/record.md'), 'utf8');

function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  );
}

describe('the page about recording', () => {
  it('has the permissions that record --policy prints', async () => {
    const contracts = await Promise.all(['aws-ec2', 'alibaba-ecs'].map(readContract));
    expect(blocks('json').map((text) => JSON.parse(text) as unknown)).toEqual(
      contracts.map((contract) => policyOf(contract)),
    );
  });

  it('has permissions for key pairs of the recording alone, and for nothing else', async () => {
    const { Statement } = policyOf(await readContract('aws-ec2'), '123456789012');
    const text = JSON.stringify(Statement);
    const actions = Statement as readonly { readonly Action: readonly string[] }[];
    expect(actions.flatMap(({ Action }) => Action).toSorted()).toEqual(
      ['CreateKeyPair', 'CreateTags', 'DeleteKeyPair', 'DescribeKeyPairs', 'ImportKeyPair'].map(
        (name) => `ec2:${name}`,
      ),
    );
    expect(text.match(/key-pair\/[^"]*/g)).toEqual(['key-pair/kpc-*', 'key-pair/kpc-*']);
  });

  it('has a workflow that is YAML, signs in by OIDC and sweeps after a failure', () => {
    const [text = ''] = blocks('yaml');
    const workflow = parse(text) as { readonly permissions: object; readonly jobs: object };
    expect(workflow.permissions).toMatchObject({ 'id-token': 'write', issues: 'write' });
    expect(text).toMatch(/record .* --yes/);
    expect(text).toMatch(/if: failure\(\) \|\| cancelled\(\)[\s\S]*sweep/);
    expect(text).not.toMatch(/secrets\./);
  });

  it('leads to the form of the issue, which asks for the bundle and for consent', () => {
    const form = parse(readFileSync(packageFile('.github/ISSUE_TEMPLATE/recording.yml'), 'utf8')) as {
      readonly name: string;
      readonly body: readonly { readonly id?: string }[];
    };
    expect(page).toContain(form.name);
    expect(form.body.map(({ id }) => id)).toEqual(expect.arrayContaining(['bundle', 'verified', 'consent']));
  });
});
