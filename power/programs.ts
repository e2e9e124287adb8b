import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ProgramClientKind } from '../targets/client-kinds.ts';
import type { Target } from '../targets/target.ts';
import type { AnyMutant } from './mutants/mutant.ts';

const run = promisify(execFile);
/** Milliseconds that a program may take to say that it is there. */
const LIMIT_MS = 60_000;

/** The programs that are there, by the client that they run; a client without one cannot judge. */
export type Programs = Readonly<Partial<Record<ProgramClientKind, string>>>;

/** Mutants that were not measured, because the client that has to judge them is not there. */
export interface LeftOut {
  readonly client: ProgramClientKind;
  readonly mutants: number;
}

/** Looks which of the programs that the mutants need can be started. */
export async function programsFor(
  mutants: readonly AnyMutant[],
  { python = 'python3', awsCli = 'aws' }: NonNullable<Target['programs']>,
): Promise<Programs> {
  const needed = new Set(mutants.map(({ client }) => client));
  const [boto3, aws] = await Promise.all([
    needed.has('boto3') && starts(python, '-c', 'import boto3'),
    needed.has('aws-cli') && starts(awsCli, '--version'),
  ]);
  return { ...(boto3 && { boto3: python }), ...(aws && { 'aws-cli': awsCli }) };
}

/** The mutants that can be judged with these programs, and how many cannot. */
export function judgeable(
  mutants: readonly AnyMutant[],
  programs: Programs,
): { readonly mutants: readonly AnyMutant[]; readonly leftOut: readonly LeftOut[] } {
  const counts = new Map<ProgramClientKind, number>();
  const kept = mutants.filter(({ client }) => {
    if (client === undefined || programs[client] !== undefined) return true;
    counts.set(client, (counts.get(client) ?? 0) + 1);
    return false;
  });
  return { mutants: kept, leftOut: [...counts].map(([client, count]) => ({ client, mutants: count })) };
}

/** Programs as the clients of a target take them. */
export function asTargetPrograms(programs: Programs): Pick<Target, 'programs'> {
  const { boto3, 'aws-cli': awsCli } = programs;
  return {
    programs: { ...(boto3 !== undefined && { python: boto3 }), ...(awsCli !== undefined && { awsCli }) },
  };
}

/** One line; empty where nothing was left out. */
export function leftOutInWords(leftOut: readonly LeftOut[]): readonly string[] {
  if (leftOut.length === 0) return [];
  const parts = leftOut.map(({ client, mutants }) => `${mutants} that only ${client} can judge`);
  return [
    `Left out, neither killed nor survived: ${parts.join(', ')} (not installed here; --python, --aws-cli).`,
  ];
}

async function starts(program: string, ...words: readonly string[]): Promise<boolean> {
  try {
    await run(program, words, { timeout: LIMIT_MS });
    return true;
  } catch {
    return false;
  }
}
