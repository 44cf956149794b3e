#!/usr/bin/env bash
# Runs every fuzz target of every module for FUZZTIME, one after the other.
set -euo pipefail
cd "$(dirname "$0")/.."
for module in $(go list -m -f '{{.Dir}}'); do
	for package in $(cd "$module" && go list -f '{{.Dir}}' ./...); do
		for target in $(grep -hoE '^func Fuzz\w+' "$package"/*_test.go 2>/dev/null | cut -d' ' -f2 | sort -u); do
			echo "== ${package#"$PWD"/} $target"
			(cd "$package" && go test -run '^$' -fuzz "^$target\$" -fuzztime "${FUZZTIME:-30s}" .)
		done
	done
done
