import { createInterface } from 'node:readline';
import { DEFAULT_PROVIDER } from '../specs/default-provider.ts';
import { endpoint as checkedEndpoint } from '../targets/config/values.ts';
import { UsageError } from '../targets/usage-error.ts';
import { BASELINE_FILE, WORKFLOW_FILE } from './init-files.ts';

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

/** What was answered: an address, or a command with `{port}`. */
export interface Replies {
  readonly endpoint?: string;
  readonly command?: string;
  readonly name: string;
  readonly provider: string;
  readonly workflow: boolean;
}

const LEFT = 'init cancelled; nothing written';

/**
 * Asks for what is not known, each question with the answer that an empty line gives. After an answer that cannot be
 * used, the reason is printed and the question asked again.
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
    const place = await untilUsable(
      'Address of the target, or command that starts it on {port}?',
      'http://127.0.0.1:5000',
      (value) =>
        value.includes('{port}')
          ? { command: value }
          : { endpoint: checkedEndpoint({ value, origin: 'the address' }) },
    );
    const host = place.endpoint === undefined ? 'command' : new URL(place.endpoint).host;
    const name = known.name ?? (await question('Name of the target in reports?', host));
    const which = `Provider whose contract to test against (${known.providers.join(', ')})?`;
    const provider =
      known.provider ??
      (await untilUsable(which, DEFAULT_PROVIDER, async (value) => {
        await known.checkProvider(value);
        return value;
      }));
    const workflow =
      known.workflow === true ||
      /^y/i.test(await question(`Write ${WORKFLOW_FILE} and ${BASELINE_FILE} too?`, 'no'));
    return { ...place, name, provider, workflow };
  } finally {
    terminal.close();
  }
}
