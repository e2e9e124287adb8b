#!/usr/bin/env bash
# Finds or installs the command line and says how to start it.
set -euo pipefail

if [ -z "$KPC_COMMAND" ]; then
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    if (a < 20 || (a === 20 && b < 19)) {
      console.log(`::error::keypair-conformance needs Node 20.19 or later, this is ${process.versions.node}; add actions/setup-node`);
      process.exit(2);
    }'
  # A folder of its own, so that nothing of the repository is touched.
  home=$RUNNER_TEMP/keypair-conformance
  rm -rf "$home"
  mkdir -p "$home"
  quiet=(--ignore-scripts --no-audit --no-fund --loglevel error)
  if [ -z "$KPC_VERSION" ]; then
    # The version that the action belongs to is the one that it is checked out with.
    cp -R "$(cd "$(dirname "$0")/.." && pwd)/." "$home"
    (cd "$home" && npm ci "${quiet[@]}" && npm run --silent build) >&2
    KPC_COMMAND=$home/dist/cli/main.js
    chmod +x "$KPC_COMMAND"
  else
    case "$KPC_VERSION" in
      *[/:]* | *.tgz) package=$KPC_VERSION ;;
      *) package=keypair-conformance@$KPC_VERSION ;;
    esac
    npm install --prefix "$home" --no-save "${quiet[@]}" -- "$package" >&2
    KPC_COMMAND=$home/node_modules/.bin/keypair-conformance
  fi
fi
echo "command=$KPC_COMMAND" >> "$GITHUB_OUTPUT"
