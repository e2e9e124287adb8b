#!/usr/bin/env bash
# Finds or installs the command line and says how to start it.
set -euo pipefail

if [ -z "$KPC_COMMAND" ]; then
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    if (a < 20 || (a === 20 && b < 19)) {
      console.log(`::error::keypair-conformance needs Node 20.19 or later, this is ${process.versions.node}; add actions/setup-node`);
      process.exit(2);
    }'
  # The action and the package are of one version, unless another is asked for.
  [ -n "$KPC_VERSION" ] || KPC_VERSION=$(node -p 'require(process.argv[1]).version' "$(cd "$(dirname "$0")/.." && pwd)/package.json")
  case "$KPC_VERSION" in
    *[/:]* | *.tgz) package=$KPC_VERSION ;;
    *) package=keypair-conformance@$KPC_VERSION ;;
  esac
  home=$RUNNER_TEMP/keypair-conformance
  mkdir -p "$home"
  # A folder of its own, so that nothing of the repository is touched.
  npm install --prefix "$home" --ignore-scripts --no-audit --no-fund --no-save --loglevel error -- "$package"
  KPC_COMMAND="$home/node_modules/.bin/keypair-conformance"
fi
echo "command=$KPC_COMMAND" >> "$GITHUB_OUTPUT"
