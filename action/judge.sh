#!/usr/bin/env bash
# Runs the suite, and the gate where there is a policy. Fails never: what the exit code means is said by the last step.
set -uo pipefail

# `--name=value` and what follows `--` are values, also where they begin with a dash.
words=()
[ -z "$KPC_CONFIG" ] || words+=("--config=$KPC_CONFIG")
[ -z "$KPC_PROVIDER" ] || words+=("--provider=$KPC_PROVIDER")
[ -z "$KPC_BASELINE" ] || words+=("--baseline=$KPC_BASELINE")
words+=("--out=$KPC_OUT")
place=()
[ -z "$KPC_ENDPOINT" ] || place=(-- "$KPC_ENDPOINT")

log=${RUNNER_TEMP:-/tmp}/keypair-conformance.$$.log
read -r -a command <<< "$KPC_COMMAND"
# Quotes in the input group words, and nothing in it is run as a command.
args=()
if [ -n "$KPC_ARGS" ]; then
  split=$(xargs -n 1 printf '%s\n' <<< "$KPC_ARGS") || { echo "::error::the input args has an open quote"; split=--args-input-has-an-open-quote; }
  mapfile -t args <<< "$split"
fi

# A report of an earlier step must not pass for the one of this run.
rm -f -- "$KPC_OUT/report.json" "$KPC_OUT/summary.md" "$KPC_OUT/baseline.json"

# What a target says goes into the log of the runner, which reads commands in it. None is heard until the token, which
# only this script knows.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$token"
"${command[@]}" run "${words[@]}" ${args[@]+"${args[@]}"} ${place[@]+"${place[@]}"} 2>&1 | tee "$log"
code=${PIPESTATUS[0]}

# The policy decides on what was found; it cannot mend a run that went wrong.
if [ -n "$KPC_POLICY" ] && { [ "$code" = 0 ] || [ "$code" = 1 ] || [ "$code" = 3 ]; } && [ -f "$KPC_OUT/report.json" ]; then
  gate=("--policy=$KPC_POLICY")
  [ -z "$KPC_BASELINE" ] || gate+=("--baseline=$KPC_BASELINE")
  "${command[@]}" gate "${gate[@]}" -- "$KPC_OUT" 2>&1 | tee -a "$log"
  code=${PIPESTATUS[0]}
fi
# The last line of a program need not end.
printf '\n%s\n' "::$token::"

{
  echo "exit-code=$code"
  echo "log=$log"
} >> "$GITHUB_OUTPUT"
