import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { withoutCredentials } from '../config/without-credentials.ts';
import { ec2Outcome } from '../ec2/client/parse.ts';
import { limited } from '../limit.ts';
import {
  connectionMs,
  type KeyPairCall,
  type KeyPairClient,
  type Target,
  TransportError,
  UnsupportedByClient,
} from '../target.ts';
import { openConnections } from '../wire/http.ts';
import { type Ended, runToEnd } from './aws-cli/ended.ts';
import { cliOutcome, lastLine } from './aws-cli/outcome.ts';
import { plainAddress, type Recorder, startRecorder } from './aws-cli/recorder.ts';
import { type MaterialFile, wordsOf } from './aws-cli/words.ts';
import { Slots } from './slots.ts';

/** The AWS command line by default. */
export const DEFAULT_AWS_CLI = 'aws';

/** Programs at the same time: each takes a core for most of a second. */
const CONCURRENCY = 2;
/** Milliseconds that the program itself may take besides its exchanges; it is slow to start on a busy machine. */
const START_MS = 30_000;

/**
 * The AWS command line as a client: a program for each call. Its requests go through a proxy in this process that
 * writes down the raw exchange. It reads nothing of the user's configuration. Where it is missing, its checks are
 * unsupported and say so.
 */
export function createAwsCliClient(target: Target, program: string = DEFAULT_AWS_CLI): KeyPairClient {
  const connectMs = connectionMs(target);
  const { requestMs } = target.timeouts;
  const { ca, maxBodyBytes } = target;
  const connections = openConnections({
    concurrency: CONCURRENCY,
    connectMs,
    requestMs,
    maxBodyBytes,
    ...(ca !== undefined && { ca }),
  });
  const slots = new Slots(CONCURRENCY);
  let exchanges = 0;
  let major: Promise<number> | undefined;

  const invoke = async (
    words: readonly string[],
    call: KeyPairCall,
    signal: AbortSignal,
    limitMs: number,
    answered?: () => void,
  ): Promise<{ readonly ended: Ended; readonly recorder: Recorder }> => {
    const both = limited(limitMs, signal);
    const recorder = await startRecorder({
      client: 'aws-cli',
      call,
      nextId: () => {
        exchanges += 1;
        return exchanges;
      },
      connections,
      endpoint: target.endpoint,
      signal: both,
      maxRequestBytes: maxBodyBytes,
      ...(answered && { answered }),
    });
    try {
      const address = plainAddress(target.endpoint, call.region);
      const common = [`--endpoint-url=${address}`, `--region=${call.region}`];
      const env = environment(target, recorder.url);
      const ended = await runToEnd({
        program,
        words: ['ec2', ...words, ...common],
        env,
        signal: both,
        maxOutputBytes: 4 * maxBodyBytes,
      });
      return { ended, recorder };
    } catch (error) {
      if (signal.aborted)
        throw new TransportError('the exchange was cancelled', 'headers', 'ABORTED', { cause: error });
      if (both.aborted)
        throw new TransportError(`aws did not end within ${limitMs} ms`, 'headers', 'REQUEST_TIMEOUT', {
          cause: error,
        });
      throw notStarted(program, error);
    } finally {
      await recorder.close();
    }
  };

  return {
    kind: 'aws-cli',
    async call(call, { signal }) {
      major ??= majorVersion(program);
      const version = await major;
      return withMaterial(call, async (file) => {
        const words = wordsOf(call, file, version);
        await enter(slots, signal);
        try {
          const { ended, recorder } = await invoke(words, call, signal, requestMs + START_MS);
          const exchange = recorder.exchanges.at(-1);
          if (exchange !== undefined) return cliOutcome(ended, exchange);
          if (recorder.failure instanceof Error) throw recorder.failure;
          throw new UnsupportedByClient(
            `the aws command line does not send this (exit code ${ended.exitCode}): ${lastLine(ended.stderr)}`,
          );
        } finally {
          slots.give();
        }
      });
    },
    read: ec2Outcome,
    async waitUntilExists({ name, region }, { signal, maxSeconds, looked }) {
      const call: KeyPairCall = { operation: 'describe', region, parameters: { names: [name] } };
      await enter(slots, signal);
      try {
        const words = ['wait', 'key-pair-exists', `--key-names=${JSON.stringify([name])}`];
        const { ended, recorder } = await invoke(words, call, signal, maxSeconds * 1_000 + START_MS, looked);
        const seen = ended.exitCode === 0;
        if (!seen && recorder.failure instanceof Error) throw recorder.failure;
        return { seen, ...(!seen && { reason: lastLine(ended.stderr) }), exchanges: recorder.exchanges };
      } finally {
        slots.give();
      }
    },
    close() {
      connections.close();
      return Promise.resolve();
    },
  };
}

/** What the program gets to see: the run's keys and proxy, and nothing of the user's configuration. */
function environment({ credentials }: Target, proxy: string): NodeJS.ProcessEnv {
  const kept = Object.entries(withoutCredentials(process.env)).filter(
    ([name]) => !/^(AWS_|.*_proxy$)/i.test(name),
  );
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    ...Object.fromEntries(kept),
    http_proxy: proxy,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    // One call is one request.
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    AWS_CLI_AUTO_PROMPT: 'off',
    // The newer default adds lines of its own to the message of a refusal.
    AWS_CLI_ERROR_FORMAT: 'legacy',
    PYTHONIOENCODING: 'utf-8',
  };
}

async function majorVersion(program: string): Promise<number> {
  try {
    const signal = limited(START_MS);
    const { stdout, stderr } = await runToEnd({
      program,
      words: ['--version'],
      env: withoutCredentials(process.env),
      signal,
      maxOutputBytes: 10_000,
    });
    const [, major] = /aws-cli\/(\d+)\./.exec(`${stdout}${stderr}`) ?? [];
    if (major === undefined) throw new UnsupportedByClient(`'${program}' is not the aws command line`);
    return Number(major);
  } catch (error) {
    throw notStarted(program, error);
  }
}

function notStarted(program: string, error: unknown): Error {
  if (error instanceof UnsupportedByClient) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new UnsupportedByClient(
    `the aws command line '${program}' cannot be started (${reason}); install it, or name it with --aws-cli`,
  );
}

/** Text goes into a file that is read as text, bytes into one that is read as bytes. */
async function withMaterial<T>(
  { parameters: { material } }: KeyPairCall,
  work: (file: MaterialFile | undefined) => Promise<T>,
): Promise<T> {
  if (material === undefined) return work(undefined);
  const folder = await mkdtemp(join(tmpdir(), 'keypair-conformance-'));
  try {
    const path = join(folder, 'key.pub');
    await writeFile(path, material);
    return await work({ path, as: typeof material === 'string' ? 'text' : 'bytes' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function enter(slots: Slots, signal: AbortSignal): Promise<void> {
  try {
    await slots.take(signal);
  } catch (error) {
    throw new TransportError('the exchange was cancelled', 'headers', 'ABORTED', { cause: error });
  }
}
