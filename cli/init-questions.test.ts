import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../targets/usage-error.ts';
import { askFor, type Known, type Replies } from './init-questions.ts';

const known: Known = {
  providers: ['aws-ec2', 'alibaba-ecs'],
  checkProvider: async (provider) => {
    if (provider === 'aws-ec3') throw new UsageError("there is no contract 'aws-ec3'");
  },
};

interface Told {
  readonly replies: Replies;
  readonly shown: string;
}

async function converse(typed: string, what: Partial<Known> = {}): Promise<Told> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(typed);
  const replies = await askFor({ ...known, ...what }, { input, output });
  return { replies, shown: String(output.read()) };
}

describe('the questions of init', () => {
  it('take the answer that each shows where nothing but Enter is typed', async () => {
    const { replies, shown } = await converse('\n\n\n\n');
    expect(replies).toEqual({
      endpoint: 'http://127.0.0.1:5000/',
      name: '127.0.0.1:5000',
      provider: 'aws-ec2',
      workflow: false,
    });
    expect(shown.match(/\[[^\]]*\] /g)).toEqual([
      '[http://127.0.0.1:5000] ',
      '[127.0.0.1:5000] ',
      '[aws-ec2] ',
      '[no] ',
    ]);
  });

  it('take what is typed, also all of it ahead', async () => {
    const { replies } = await converse('http://127.0.0.1:4566\n our emulator \nalibaba-ecs\nyes\n');
    expect(replies).toEqual({
      endpoint: 'http://127.0.0.1:4566/',
      name: 'our emulator',
      provider: 'alibaba-ecs',
      workflow: true,
    });
  });

  it('leave out what options said', async () => {
    const { replies, shown } = await converse('\n', { name: 'x', provider: 'aws-ec2', workflow: true });
    expect(replies).toMatchObject({ name: 'x', provider: 'aws-ec2', workflow: true });
    expect(shown.match(/\?/g)).toHaveLength(1);
  });

  it('say what is wrong with an answer, and ask again', async () => {
    const { replies, shown } = await converse('moto\nhttp://127.0.0.1:9\n\naws-ec3\naws-ec2\n\n');
    expect(replies).toMatchObject({ endpoint: 'http://127.0.0.1:9/', provider: 'aws-ec2' });
    expect(shown).toMatch(/'moto' is not an address.*\nAddress of the target, or/);
    expect(shown).toMatch(/no contract 'aws-ec3'\nProvider whose contract/);
  });

  it('end with one line when the terminal is left before the last answer', async () => {
    await expect(converse('http://127.0.0.1:9\n')).rejects.toThrow('init cancelled; nothing written');
  });
});
