#!/usr/bin/env bash
# The gate of action.yml: runs the suite, then says on the platform what it found.
# Reads the variables below; empty ones keep the suite's defaults. Its code is the suite's.
set -uo pipefail
report="${REPORT:-contract-report}"
arguments=(--report "$report" --junit-xml "$report/junit.xml")

value() { [ -z "$2" ] || arguments+=("$1" "$2"); }
switch() { [ "$2" != true ] || arguments+=("$1"); }

value --contract "${CONTRACT:-}"
value --document "${DOCUMENT:-}"
value --base-url "${BASE_URL:-}"
value --target "${TARGET:-}"
value --depth "${DEPTH:-}"
value --seed "${SEED:-}"
value --deviations "${DEVIATIONS:-}"
value --min-checked "${MIN_CHECKED:-}"
switch --strict "${STRICT:-}"
switch --require-all "${REQUIRE_ALL:-}"
switch --allow-writes "${ALLOW_WRITES:-}"
if [ -n "${ARGUMENTS:-}" ]; then
  # Words as a shell would read them, so that -k "a and b" is two; nothing in them is run.
  while IFS= read -r -d '' word; do arguments+=("$word"); done < <(
    python -c 'import os, shlex; print(*shlex.split(os.environ["ARGUMENTS"]), sep="\0", end="\0")'
  )
fi

clausecheck run "${arguments[@]}"
verdict=$?
if [ -n "${GITHUB_ACTIONS:-}" ] && [ -f "$report/contract.json" ]; then
  python -m clausecheck.report.github "$report/contract.json"
fi
exit "$verdict"
