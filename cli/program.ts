import { Command, CommanderError } from 'commander';
import { didYouMean } from '../specs/similar.ts';
import { examplesOf } from './examples.ts';
import { addGateVerbs } from './gate-verbs.ts';
import { addPowerVerb } from './power-verb.ts';
import { addReadingVerbs } from './reading-verbs.ts';
import { addRecordVerbs } from './record-verbs.ts';
import { addReportVerbs } from './report-verbs.ts';
import { addTestingVerbs } from './testing-verbs.ts';
import { readVersion } from './version.ts';

/** The command line: what it takes and which verb answers. */
export interface Program {
  /** Runs the verb that the words name and resolves to the exit code. Rejects with whatever the verb throws. */
  parse(words: readonly string[]): Promise<number>;
  /** Names of the commands. */
  readonly names: readonly string[];
  /** The help of all commands, one after the other. */
  readonly help: string;
}

const EPILOGUE = `
Examples:
  npx keypair-conformance doctor http://127.0.0.1:5000
  npx keypair-conformance run http://127.0.0.1:5000
  npx keypair-conformance explain fingerprint.create.rsa-pem
  npx keypair-conformance help run

Exit codes:
  0 conformant, 1 not conformant, 2 usage, 3 incomplete, 4 bug in the suite,
  5 leftovers on the target, 130 interrupted`;

/** The commands by what they work on. */
const VERBS = [addTestingVerbs, addReadingVerbs, addReportVerbs, addGateVerbs, addRecordVerbs, addPowerVerb];

/** The program with its commands. Each loads its own code when it is called. */
export function createProgram(): Program {
  let exitCode = 0;
  const program = new Command('keypair-conformance')
    .description('Conformance suite for cloud key-pair APIs: Amazon EC2 and Alibaba Cloud ECS.')
    .helpCommand(false)
    .configureHelp({ subcommandTerm: termOf, minWidthToWrap: LEAST_TEXT })
    .version(readVersion(), '--version', 'print the version')
    .addHelpText('after', EPILOGUE);
  strict(program);

  const leave = (code: number): void => {
    exitCode = code;
  };
  for (const addVerbs of VERBS) addVerbs(program, leave);

  program
    .command('help')
    .description('display help for a command')
    .argument('[command...]', 'name of the command, e.g. run, or baseline update')
    .action((words: readonly string[]) => commandAt(program, words).help());

  (program.commands as Command[]).sort((one, other) => rankOf(one) - rankOf(other));
  for (const command of program.commands)
    strict(command.helpGroup(groupOf(command)).addHelpText('after', examplesOf(command.name())));
  return {
    names: program.commands.map((command) => command.name()),
    // Made when it is asked for: it takes as long as everything else of the program.
    get help() {
      return [program, ...program.commands].map((command) => command.helpInformation()).join('\n');
    },
    async parse(words) {
      try {
        await program.parseAsync(words, { from: 'user' });
        return exitCode;
      } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
        throw error;
      }
    },
  };
}

/** Commands by what they are for, in the order of the help; the others follow. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Test a target:': ['doctor', 'run', 'replay', 'init', 'compare', 'soak', 'sweep'],
  'Read results:': ['open', 'diff', 'matrix', 'site', 'report'],
  'Read the requirements:': ['explain', 'list', 'conflicts', 'vectors'],
  'Gate a release:': ['baseline', 'gate', 'verify', 'merge'],
};

const ORDER = Object.values(GROUPS).flat();

/** Place of a command in the help; what is in no group keeps its order behind the rest. */
function rankOf(command: Command): number {
  const rank = ORDER.indexOf(command.name());
  return rank < 0 ? ORDER.length : rank;
}

function groupOf(command: Command): string {
  const group = Object.entries(GROUPS).find(([, names]) => names.includes(command.name()));
  return group?.[0] ?? 'Other commands:';
}

/** Columns of a description below which help is not wrapped. */
const LEAST_TEXT = 24;

/** A command in a list of commands: its name and its arguments. That it has options needs no words. */
function termOf(command: Command): string {
  const marks = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...marks].join(' ');
}

/** The command of these words; unknown words are an error as they would be in a call. */
function commandAt(program: Command, words: readonly string[]): Command {
  let found = program;
  for (const word of words) {
    const next = found.commands.find((command) => command.name() === word);
    if (next === undefined) {
      const known = found.commands.map((command) => command.name());
      const of = found === program ? '' : `${found.name()} `;
      program.error(
        `error: unknown command '${of}${word}'${didYouMean(word, known) || ' (see keypair-conformance help)'}`,
      );
    } else found = next;
  }
  return found;
}

/** Wrong arguments end with one line and never with the exit code of a non-conformant target. */
function strict(command: Command): void {
  command.exitOverride().configureOutput({
    outputError: (text, write) => {
      write(text.startsWith('error:') ? `${text.trim().replace(/\s*\n\s*/g, ' ')}\n` : text);
    },
  });
}
