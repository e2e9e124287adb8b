#!/usr/bin/env bash
# Adds the run to a published site: the branch of the site holds the results of earlier runs, the pages are built from all
# of them, and the branch gets one commit more. Does nothing unless it is asked for.
set -euo pipefail
[ "$KPC_SITE" = true ] || exit 0
if [ ! -f "$KPC_OUT/report.json" ]; then
  echo "::warning title=keypair-conformance::the site is left as it is, because there is no report"
  exit 0
fi

read -r -a command <<< "$KPC_COMMAND"
home=$(mktemp -d "${RUNNER_TEMP:-/tmp}/keypair-conformance-site.XXXXXX")
mkdir "$home/earlier"
parent=()
if git fetch --quiet --depth=1 origin "refs/heads/$KPC_SITE_BRANCH" 2> /dev/null; then
  parent=(-p "$(git rev-parse FETCH_HEAD)")
  git archive FETCH_HEAD | tar -x -C "$home/earlier"
fi

url=()
[ -z "$KPC_SITE_URL" ] || url=("--url=$KPC_SITE_URL")
"${command[@]}" site "--history=$home/earlier/results" "--out=$home/site" ${url[@]+"${url[@]}"} -- "$KPC_OUT"
# GitHub Pages would leave files out otherwise.
touch "$home/site/.nojekyll"

# The commit is made beside the checkout, which stays as it is.
GIT_DIR=$(git rev-parse --absolute-git-dir)
export GIT_DIR GIT_INDEX_FILE="$home/index" GIT_WORK_TREE="$home/site"
export GIT_AUTHOR_NAME=keypair-conformance GIT_AUTHOR_EMAIL=keypair-conformance@localhost
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
(cd "$home/site" && git add --all --force .)
commit=$(git commit-tree "$(git write-tree)" ${parent[@]+"${parent[@]}"} -m "Key-pair API compatibility")
git push --quiet origin "$commit:refs/heads/$KPC_SITE_BRANCH"
rm -rf "$home"
