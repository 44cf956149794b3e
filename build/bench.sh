#!/usr/bin/env bash
# Runs the benchmarks of every module: PATTERN chooses some, COUNT repeats them.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "$(go version), $(nproc) cores, $(uname -m)"
for dir in $(go list -m -f '{{.Dir}}'); do
	(cd "$dir" && go test -run '^$' -bench "${PATTERN:-.}" -benchmem -count "${COUNT:-1}" ./... | grep -v 'no test files' || true)
done
