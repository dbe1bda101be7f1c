#!/usr/bin/env bash
# The gate of action.yml: runs the suite, then says on the platform what it found.
# Reads BASE_URL, TARGET, DEPTH, DEVIATIONS, REPORT and SEED; empty ones keep the suite's defaults.
set -uo pipefail
report="${REPORT:-contract-report}"
arguments=(--contract-report "$report" --junit-xml "$report/junit.xml")
[ -z "${BASE_URL:-}" ] || arguments+=(--base-url "$BASE_URL")
[ -z "${TARGET:-}" ] || arguments+=(--target "$TARGET")
[ -z "${DEPTH:-}" ] || arguments+=(--depth "$DEPTH")
[ -z "${SEED:-}" ] || arguments+=(--seed "$SEED")
[ -z "${DEVIATIONS:-}" ] || arguments+=(--deviations "$DEVIATIONS")
[ "${ALLOW_WRITES:-false}" != true ] || arguments+=(--allow-writes)
clausecheck run "${arguments[@]}"
verdict=$?
if [ -n "${GITHUB_ACTIONS:-}" ] && [ -f "$report/contract.json" ]; then
  python -m clausecheck.report.github "$report/contract.json"
fi
exit "$verdict"
