# shellcheck shell=bash
# The suites of build/test.sh.

suite_vet() {
	step "Format" formatted
	step "Nothing sleeps" awake
	step "Vet" each_module go vet ./...
}

# awake: tests sleep only where a testing/synctest bubble makes it take no time.
awake() {
	local file status=0
	while read -r file; do
		if ! grep -lq '"testing/synctest"' "$(dirname "$file")"/*_test.go; then
			echo "$file sleeps, and its package has no bubble"
			status=1
		fi
	done < <(git ls-files --cached --others --exclude-standard '*_test.go' | xargs -r grep -l 'time\.Sleep(')
	return $status
}

formatted() {
	local wrong
	wrong=$(git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 -r gofmt -l) || return 1
	[[ -z $wrong ]] || { printf 'gofmt would change:\n%s\n' "$wrong"; return 1; }
}

# each_module COMMAND...: in every module of go.work, all of them in any case.
each_module() {
	local dir status=0
	for dir in $(modules); do
		(cd "$dir" && "$@") || status=1
	done
	return $status
}

suite_go() {
	local race=(-race)
	[[ ${RACE:-1} == 0 ]] && race=()
	if [[ ${#race[@]} -gt 0 ]] && ! go_can_race; then
		skip "race detector" "it needs a C compiler"
		race=()
	fi
	start_databases
	if [[ -d test/engines ]]; then
		step "Databases" ask_engines
	fi
	step "Go tests${race:+, with the race detector}" each_module go_tests "${race[@]}"
	[[ ${#race[@]} -eq 0 ]] || step "Ten thousand sequences and a real database, without the race detector" unraced
}

# unraced: with the race detector the property test has time for some sequences only, and
# the public sample would take five times as long, to try the data of one person at a time.
unraced() {
	(cd test && go test -json -timeout 15m ./property ./chinook) | "$work/report" -counts "$counts" go
}

go_can_race() { command -v "$(go env CC)" >/dev/null && [[ $(go env CGO_ENABLED) == 1 ]]; }

# The driver of SQLite is C translated to Go: the race detector would look into every
# byte it moves, take ten times as long, and find nothing of ours.
uninstrumented=(
	"-gcflags=modernc.org/libc=-race=false -d=checkptr=0"
	"-gcflags=modernc.org/sqlite/lib=-race=false -d=checkptr=0"
	"-gcflags=github.com/glebarez/go-sqlite=-race=false -d=checkptr=0"
)

# go_tests FLAG...: the tests of the module in the current folder.
go_tests() {
	go test -json -timeout 15m "$@" "${uninstrumented[@]}" ./... | "$work/report" -counts "$counts" go
}

# ask_engines connects to every database the tests will use, and notes its version.
ask_engines() {
	local line answers
	answers=$(go run ./test/engines) || return 1
	while read -r line; do
		echo "  $line"
		against+=("$line")
	done <<<"$answers"
}

suite_front() {
	need_packages "front-end tests" || return 0
	step "Types of the dashboard" npm --prefix dashboard run --silent check
	step "Unit tests of the dashboard" front_tests
	step "The committed build is what the source makes" same_build
}

front_tests() {
	(cd dashboard && npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$work/vitest.json")
	"$work/report" -counts "$counts" vitest "$work/vitest.json"
}

# same_build builds beside the work tree, so that a difference changes nothing in it.
same_build() {
	(cd dashboard && npm run --silent build -- --outDir "$work/dist" --emptyOutDir --logLevel warn) &&
		diff -rq dashboard/dist "$work/dist" ||
		{ echo 'Run `make dashboard` and commit dashboard/dist.'; return 1; }
}

suite_browser() {
	need_packages "browser tests" || return 0
	need_chromium "browser tests" || return 0
	step "Browser tests" browser_tests
}

browser_tests() {
	go build -o "$work/bin/" ./examples/stdlib ./examples/gin ./examples/gallery ./examples/samples ./examples/internal/environments ./examples/internal/rows || return 1
	STAGEDOOR_BIN=$work/bin node --test --test-concurrency=2 --test-timeout=600000 \
		${PATTERN:+--test-name-pattern="$PATTERN"} \
		--test-reporter=spec --test-reporter-destination=stdout \
		--test-reporter=tap --test-reporter-destination="$work/browser.tap" \
		dashboard/e2e/*.test.mjs
	"$work/report" -counts "$counts" tap "$work/browser.tap"
}

suite_lint() {
	step "Modules are tidy" tidy
	step "Build the Go linter" build_linter &&
		step "Lint Go" each_module "$work/bin/golangci-lint" run ./...
	if need_packages "front-end linter"; then
		step "Lint TypeScript" npm --prefix dashboard run --silent lint
	fi
}

# tidy: go.mod and go.sum of every module name what it uses and nothing else.
tidy() {
	local dir status=0
	for dir in $(modules) "$PWD/build/tools"; do
		tidy_module "$dir" || status=1
	done
	return $status
}

# tidy_module FOLDER: go looks at the tests of what a module uses too. Where it can
# neither find those in its cache nor fetch them, the module is skipped.
tidy_module() {
	local changes
	changes=$(cd "$1" && GOWORK=off go mod tidy -diff 2>"$work/tidy.log") && return 0
	if [[ -z $changes ]] && grep -qE "$unreachable" "$work/tidy.log"; then
		skip "go mod tidy in .${1#"$PWD"}" "modules that it looks at are not in the cache and cannot be fetched"
		return 0
	fi
	printf 'go mod tidy would change .%s:\n%s\n' "${1#"$PWD"}" "${changes:-$(cat "$work/tidy.log")}"
	return 1
}

unreachable='lookup disabled|dial tcp|no such host|i/o timeout|TLS handshake|proxyconnect'

# The linter has a module of its own outside go.work, so that its hundreds of
# dependencies never decide the version of one of ours.
build_linter() {
	(cd build/tools && GOWORK=off go build -o "$work/bin/golangci-lint" github.com/golangci/golangci-lint/v2/cmd/golangci-lint)
}
