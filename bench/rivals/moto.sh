#!/bin/sh
# moto.sh HOME URL LOG: moto's own key-pair tests in server mode. Exit 0 all passed, 1 some failed, 126 no judgement.
plugins=$(cd "$(dirname "$0")" && pwd)
cd "$1/tests" || exit 126
# The server has no reset call; every server is new, and moto has a switch for that.
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
export TEST_SERVER_MODE=true TEST_SERVER_MODE_ENDPOINT="$2" MOTO_CALL_RESET_API=false
export PYTHONPATH=".:$plugins" PYTHONDONTWRITEBYTECODE=1
"$1/venv/bin/python" -m pytest -p moto_power -p no:cacheprovider -W ignore -q -rfE --tb=no @"$1/deselected.txt" \
  tests/test_ec2/test_key_pairs.py >"$3" 2>&1
code=$?
[ "$code" -le 1 ] || exit 126
exit "$code"
