#!/usr/bin/env bash
# The tests of the whole repository: build/test.sh [vet|front|go|browser|lint]...
# Without a name it runs all of them. It sets up what they need, goes on after a
# failure, and ends with what it ran against, what it skipped and why, and one
# line of counts. With CI=true nothing may be skipped.
set -uo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d "${TMPDIR:-/tmp}/stagedoor-test.XXXXXX")
counts=$work/counts
failed=() skipped=() against=()

# shellcheck source=build/setup.sh
source build/setup.sh
# shellcheck source=build/databases.sh
source build/databases.sh
# shellcheck source=build/suites.sh
source build/suites.sh

finish() {
	stop_databases
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
skip() { skipped+=("$1: $2"); }

# step NAME COMMAND...: runs the command under a heading and remembers how it went.
step() {
	local name=$1
	shift
	say "$name"
	"$@" || { failed+=("$name"); return 1; }
}

summary() {
	local status=0 line
	say "Ran against"
	printf '  %s\n' "${against[@]}"
	say "Skipped"
	for line in "${skipped[@]}"; do printf '  %s\n' "$line"; done
	[[ ${#skipped[@]} -gt 0 ]] || echo "  no suite"
	if [[ ${#failed[@]} -gt 0 ]]; then
		say "Failed"
		printf '  %s\n' "${failed[@]}"
		status=1
	fi
	if [[ ${CI:-} == true && ${#skipped[@]} -gt 0 ]]; then
		echo "With CI=true nothing may be skipped."
		status=1
	fi
	"$work/report" -counts "$counts" sum || status=1
	return $status
}

need_go
go -C build build -o "$work/report" ./report || exit 1
[[ $# -gt 0 ]] || set -- vet front go browser lint
for suite in "$@"; do
	"suite_$suite"
done
summary
