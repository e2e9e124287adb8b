import { createInterface } from 'node:readline';
import { endpoint as checkedEndpoint } from '../targets/config/values.ts';
import { UsageError } from '../targets/usage-error.ts';
import { WORKFLOW_FILE } from './init-files.ts';

/** Where questions are put and answers come from: a terminal. */
export interface Conversation {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** What is known without asking. */
export interface Known {
  readonly name?: string;
  readonly provider?: string;
  readonly workflow?: true;
  /** Ids of the contracts that there are. */
  readonly providers: readonly string[];
  /** Throws a `UsageError` for a contract that there is not. */
  checkProvider(provider: string): Promise<void>;
}

/** What was answered. */
export interface Replies {
  readonly endpoint: string;
  readonly name: string;
  readonly provider: string;
  readonly workflow: boolean;
}

const LEFT = 'init was left before its last question; nothing is written';

/**
 * Asks for what is not known, each question with the answer that an empty line gives. An answer that cannot be used is
 * told and asked for again.
 * @throws UsageError when the terminal is left (Ctrl-C, Ctrl-D) before the last answer
 */
export async function askFor(known: Known, { input, output }: Conversation): Promise<Replies> {
  const terminal = createInterface({ input, output });
  // Lines that are typed ahead wait here; a listener for one answer at a time would lose them.
  const lines = terminal[Symbol.asyncIterator]();
  const question = async (text: string, fallback: string): Promise<string> => {
    terminal.setPrompt(`${text} [${fallback}] `);
    terminal.prompt();
    const reply = await lines.next();
    if (reply.done === true) {
      output.write('\n');
      throw new UsageError(LEFT);
    }
    return reply.value.trim() || fallback;
  };
  const untilUsable = async <Value>(
    text: string,
    fallback: string,
    use: (reply: string) => Value | Promise<Value>,
  ): Promise<Value> => {
    for (;;) {
      const reply = await question(text, fallback);
      try {
        return await use(reply);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        output.write(`${error.message}\n`);
      }
    }
  };
  try {
    const endpoint = await untilUsable('Address of the target?', 'http://127.0.0.1:5000', (value) =>
      checkedEndpoint({ value, origin: 'the address' }),
    );
    const name = known.name ?? (await question('What to call it in reports?', new URL(endpoint).host));
    const which = `Judged by which contract (${known.providers.join(', ')})?`;
    const provider =
      known.provider ??
      (await untilUsable(which, 'aws-ec2', async (value) => {
        await known.checkProvider(value);
        return value;
      }));
    const workflow =
      known.workflow === true || /^y/i.test(await question(`Write ${WORKFLOW_FILE} too?`, 'no'));
    return { endpoint, name, provider, workflow };
  } finally {
    terminal.close();
  }
}
