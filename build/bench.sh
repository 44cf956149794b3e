#!/usr/bin/env bash
# Runs the benchmarks of every module: PATTERN chooses some, COUNT repeats them.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "$(go version), $(nproc) cores, $(uname -m)"
for dir in $(go list -m -f '{{.Dir}}'); do
	(cd "$dir" && go test -run '^$' -bench "${PATTERN:-.}" -benchmem -count "${COUNT:-1}" ./... | grep -v 'no test files' || true)
done
if [[ -n ${CHROMIUM:-$(command -v chromium || true)} && -d dashboard/node_modules ]]; then
	go build -o bin/e2e/ ./examples/stdlib ./examples/gin ./examples/gallery ./examples/samples ./examples/internal/environments ./examples/internal/rows
	STAGEDOOR_BUDGET=1 STAGEDOOR_BIN=$PWD/bin/e2e node --test --test-timeout=600000 dashboard/e2e/budget.test.mjs
else
	echo "The budget of the dashboard needs Chromium and dashboard/node_modules: make test/browser gets both."
fi
