import { escapeLine } from '../../specs/escape.ts';
import type { CommandOf, Sent } from '../../targets/provider.ts';
import { quote } from '../../targets/shell.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { groupsOf, noteOnOverlaps, type PlannedStep, type ReplayPlan, SOME_NAME } from './plan.ts';

/** A program that sends the requests of a script. */
export interface ShellTool {
  readonly name: string;
  readonly commandOf: CommandOf;
  /** A test in bash that the program is there, and what is missing where it fails. */
  readonly needs: { readonly test: string; readonly missing: string };
}

type Variables = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
};

/**
 * A bash script (version 3.2 or later) that sends all steps of a finding again under names of its own and deletes what it
 * made, also when it is stopped. A step that the tool cannot send is sent by curl.
 * @returns undefined where the tool cannot send the deciding step
 */
export function shellScript(
  tool: ShellTool,
  plan: ReplayPlan,
  finding: Pick<ReportedFinding, 'summary' | 'expected' | 'observed'>,
  target: Report['target'],
  variables: Variables,
): string | undefined {
  // A token goes along where there is one: the script leaves the header out where there is none.
  const about = {
    provider: target.provider,
    endpoint: target.endpoint,
    credentials: { accessKeyId: '', secretAccessKey: '', ...(tool.name === 'curl' && { sessionToken: '' }) },
  };
  const own = (sent: Sent): string | undefined => {
    const made = tool.commandOf(sent, about);
    return made.kind === 'none' ? undefined : made.command;
  };
  const withToken = { ...about, credentials: { ...about.credentials, sessionToken: '' } };
  const command = (sent: Sent): string => {
    const curl = plan.provider.curl(sent, withToken);
    const text = own(sent) ?? (curl.kind === 'none' ? `echo ${quote(curl.reason)}` : curl.command);
    // An assignment before a command is none after another word.
    return /^[A-Z_]+=/.test(text) ? `env ${text}` : text;
  };
  const deciding = plan.steps.at(-1);
  if (deciding === undefined || own(deciding.step) === undefined) return undefined;

  let undone = 0;
  /** A step in lines: what is there before it, how it is sent, and what follows from its answer. */
  const linesOf = ({ carried, removals }: PlannedStep): Record<'before' | 'after', readonly string[]> => {
    const undo = removals.map(({ request, own: isOwn }) => {
      undone += 1;
      const name = `undo${undone}`;
      return { isOwn, name, define: `${name}() { send ${command(request)}; }` };
    });
    const remember = (isOwn: boolean): readonly string[] =>
      undo.filter((one) => one.isOwn === isOwn).map(({ name }) => `undo="${name} $undo"`);
    const accepted = remember(false);
    return {
      before: [...undo.map(({ define }) => define), ...remember(true)],
      after: [
        ...(accepted.length === 0 ? [] : [`if accepted; then ${accepted.join('; ')}; fi`]),
        ...carried.map(({ member, occurrence, forms }) =>
          ['carry', quote(member), occurrence, ...forms.flatMap(({ form, old }) => [form, quote(old)])].join(
            ' ',
          ),
        ),
      ],
    };
  };
  const titleOf = ({ step }: PlannedStep): string =>
    `${quote(`${step.role}: ${step.call.operation} in ${step.call.region}`)} ${step.response.status}`;
  const steps = groupsOf(plan.steps).flatMap((group) => {
    const lines = group.map((one) => ({ ...linesOf(one), title: titleOf(one), command: command(one.step) }));
    const [first] = lines;
    if (first !== undefined && lines.length === 1)
      return ['', ...first.before, `step ${first.title} ${first.command}`, ...first.after];
    return [
      '',
      ...lines.flatMap(({ before }) => before),
      ...lines.map((one, at) => `start ${at} ${one.command}`),
      'wait',
      ...lines.flatMap(({ title, after }, at) => [`finish ${at} ${title}`, ...after]),
    ];
  });
  const note = noteOnOverlaps(plan);
  const sweeps = plan.regions.flatMap(({ everything, removal }, index) => [
    `list${index}() { send ${command(everything)}; }`,
    `delete${index}() { send ${command(removal)}; }`,
  ]);
  const line = (text: string): string => quote(escapeLine(text));
  return [
    '#!/usr/bin/env bash',
    '# Sends the steps of a finding again under new names, prints the responses, and deletes what it made.',
    ...(note === undefined ? [] : [`# ${note}`]),
    `# Usage: bash ${tool.name}.sh [endpoint]. Credentials: any value for most emulators.`,
    `export ${variables.accessKeyId}="\${${variables.accessKeyId}:-test}" ${variables.secretAccessKey}="\${${variables.secretAccessKey}:-test}"`,
    `${variables.sessionToken}="\${${variables.sessionToken}:-}"`,
    `if ! { ${tool.needs.test}; } >/dev/null 2>&1; then echo ${quote(tool.needs.missing)} >&2; exit 2; fi`,
    `token=${quote(plan.token)}`,
    `steps=${plan.steps.length}`,
    `name_member=${quote(plan.provider.nameMember)}`,
    `regions='${plan.regions.map((_, index) => index).join(' ')}'`,
    `some_name=${SOME_NAME}`,
    HARNESS,
    ...plan.origins.map((origin) => `at_endpoint ${quote(origin)} "$@"`),
    plan.provider.shellFunctions,
    ...sweeps,
    ...steps,
    '',
    `echo ${line(`--- ${finding.summary}`)}`,
    `echo ${line(`expected: ${finding.expected}`)}`,
    `echo ${line(`observed in the run: ${finding.observed}`)}`,
    '',
  ].join('\n');
}

const HARNESS = `
LC_ALL=C
from=() to=() undo='' answer='' code=0 number=0

# Characters of the same kinds, by chance.
fresh=''
for ((i = 0; i < \${#token}; i++)); do
  case \${token:i:1} in
    [0-9]) fresh+=$((RANDOM % 10)) ;;
    [A-Z]) letters=ABCDEFGHIJKLMNOPQRSTUVWXYZ; fresh+=\${letters:RANDOM % 26:1} ;;
    *) letters=abcdefghijklmnopqrstuvwxyz; fresh+=\${letters:RANDOM % 26:1} ;;
  esac
done
replace() { from+=("$1"); to+=("$2"); }
upper() { printf %s "$1" | tr '[:lower:]' '[:upper:]'; }
lower() { printf %s "$1" | tr '[:upper:]' '[:lower:]'; }
replace "$token" "$fresh"
replace "$(upper "$token")" "$(upper "$fresh")"
replace "$(lower "$token")" "$(lower "$fresh")"
at_endpoint() {
  [ -z "\${2:-}" ] && return
  local given=\${2%/}
  replace "$1" "$given"
  replace "\${1#*://}" "\${given#*://}"
}

percent() {
  local out='' i character
  for ((i = 0; i < \${#1}; i++)); do
    character=\${1:i:1}
    case $character in
      [A-Za-z0-9._~-]) out+=$character ;;
      *) printf -v character '%d' "'$character"; printf -v character '%%%02X' $((character & 255)); out+=$character ;;
    esac
  done
  printf %s "$out"
}
encode() { printf %s "$1" | base64 | tr -d '\\n'; }

# Runs a command with the values of this replay in its words; an empty token is not sent.
send() {
  local words=() word i
  for word; do
    for ((i = 0; i < \${#from[@]}; i++)); do word=\${word//"\${from[i]}"/"\${to[i]}"}; done
    if [ "$word" = 'x-amz-security-token: ' ]; then unset "words[\${#words[@]}-1]"; else words+=("$word"); fi
  done
  answer=$("\${words[@]}" 2>&1)
  code=$?
}
status() { local first=\${answer#* }; printf %s "\${first:0:3}"; }
accepted() { case $answer in HTTP/*) [ "$(status)" -lt 300 ] ;; *) [ "$code" = 0 ] ;; esac; }
head() {
  number=$((number + 1))
  printf -- '--- step %s of %s, %s\\n' "$number" "$steps" "$1"
}
# Prints an answer; what the status was in the run, and the program.
tell() {
  printf '%s\\n\\n' "$answer"
  case $answer in
    HTTP/*) [ "$(status)" = "$1" ] || printf 'In the run the response to this step was HTTP %s.\\n\\n' "$1" ;;
    *) case $2 in curl | acs3) echo 'not replayed to the end: no response' >&2; exit 1 ;; esac ;;
  esac
}
step() {
  local title=$1 before=$2
  shift 2
  head "$title"
  send "$@"
  tell "$before" "$1"
}

# Steps that overlap: all are sent at the same time, and told when all are answered.
folder=''
start() {
  [ -n "$folder" ] || folder=$(mktemp -d)
  ( send "\${@:2}"; printf %s "$answer" >"$folder/$1"; printf %s "$code" >"$folder/$1.code"; printf %s "$2" >"$folder/$1.program" ) &
}
finish() {
  head "$2"
  answer=$(cat "$folder/$1")
  code=$(cat "$folder/$1.code")
  tell "$3" "$(cat "$folder/$1.program")"
}

# All texts of the elements or members of a name, one a line.
values() {
  printf %s "$answer" | grep -oiE "<$1>[^<]*<|\\"$1\\"[[:space:]]*:[[:space:]]*\\"([^\\"\\\\]|\\\\\\\\.)*\\"" |
    sed -E 's/^<[^>]*>//; s/<$//; s/^"[^"]*"[[:space:]]*:[[:space:]]*"//; s/"$//; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\\&/g; s/\\\\\\//\\//g'
}
# Goes on with a value of the answer: member, which of them, then forms and what they were in the run.
carry() {
  local value
  value=$(values "$1" | sed -n "$2p")
  if [ -z "$value" ]; then echo "The answer has no $1 to go on with."; return; fi
  shift 2
  while [ $# -gt 0 ]; do
    case $1 in
      plain) replace "$2" "$value" ;;
      percent) replace "$2" "$(percent "$value")" ;;
      base64) replace "$2" "$(encode "$value")" ;;
      percent-base64) replace "$2" "$(percent "$(encode "$value")")" ;;
      upper) replace "$2" "$(upper "$value")" ;;
    esac
    shift 2
  done
}

clean_up() {
  local one region name left=''
  trap - EXIT
  [ -z "$folder" ] || rm -r "$folder"
  for one in $undo; do "$one"; done
  for region in $regions; do
    "list$region"
    while read -r name; do
      [ -z "$name" ] && continue
      from+=("$some_name"); to+=("$(case $(declare -f "delete$region") in *"%22$some_name"* | *"=$some_name&"*) percent "$name" ;; *) printf %s "$name" ;; esac)")
      "delete$region"
      unset "from[\${#from[@]}-1]" "to[\${#to[@]}-1]"
    done < <(values "$name_member" | grep -iF "$fresh")
    "list$region"
    left+=$(values "$name_member" | grep -iF "$fresh")
  done
  if [ -z "$left" ]; then echo '--- clean-up: nothing is left'; else echo "--- clean-up: still there: $left"; exit 1; fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM
`;
