import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { bindChecks } from '../runner/plan.ts';
import { readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import { SUITES } from '../suites/index.ts';
import type { Conversation } from './conversation.ts';
import { NO_OP } from './mutants/ec2/controls.ts';
import { KeyTable } from './mutants/key-table.ts';
import type { Mutant } from './mutants/mutant.ts';
import { recordConversations } from './prefilter.ts';
import { answersOtherwise } from './replay.ts';

const WHO = 'lifecycle.describe.works';
/** Milliseconds, for machines that have other work. */
const LIMIT_MS = 120_000;
const keys = new KeyTable();
let contract: Contract;
let conversation: Conversation;

beforeAll(async () => {
  contract = await readContract('aws-ec2');
  const checks = bindChecks(contract, SUITES);
  const [recorded] = await recordConversations({ contract, checks, keys, seed: 1 }, (name) => name === WHO);
  if (recorded === undefined) throw new Error('nothing was recorded');
  conversation = recorded;
}, LIMIT_MS);

function shows(fault: Mutant['fault']): Promise<boolean> {
  return answersOtherwise({ ...NO_OP, fault }, conversation, { contract, keys });
}

describe('a recorded conversation', () => {
  it('is the same with the correct server', async () => {
    expect(conversation.said.length).toBeGreaterThan(1);
    expect(await shows(() => ({}))).toBe(false);
  });

  it('shows a fault in what the check looks at', async () => {
    expect(await shows(() => ({ http: { status: () => 201 } }))).toBe(true);
    expect(await shows(() => ({ describe: { answered: () => [] } }))).toBe(true);
  });

  it('does not show a fault in what the check ignores', async () => {
    expect(
      await shows(() => ({ xml: { declaration: () => '<?xml version="1.0" encoding="UTF-8"?>' } })),
    ).toBe(false);
  });

  it('shows an answer that is late, that fails, or that goes another way', async () => {
    expect(await shows(() => ({ protocol: { delay: () => setTimeout(1) } }))).toBe(true);
    expect(await shows(() => ({ http: { send: (_ctx, _reply, response) => response.destroy() } }))).toBe(
      true,
    );
    expect(
      await shows(() => ({
        http: {
          body: () => {
            throw new Error('nothing to say');
          },
        },
      })),
    ).toBe(true);
  });
});
