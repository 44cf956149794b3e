# Each target with ## is listed by `make help`.

.DEFAULT_GOAL := help
.PHONY: help run test test/go test/race test/front test/browser lint vet check dashboard bench fuzz

ARGS ?=

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z\/]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start the example shop with its panel and print a sign-in link (ARGS="-addr :9000 -db my.db")
	@go run ./examples/stdlib $(ARGS)

test: ## Run every test there is, after setting up what they need
	@build/test.sh

test/go: ## Only the Go tests, without the race detector
	@RACE=0 build/test.sh go

test/race: ## Only the Go tests, with the race detector
	@build/test.sh go

test/front: ## Only the dashboard's unit tests, type check and committed build
	@build/test.sh front

test/browser: ## Only the browser tests (PATTERN="refund" for some of them)
	@build/test.sh browser

vet: ## Only go vet
	@build/test.sh vet

lint: ## Only the linters, Go and TypeScript
	@build/test.sh lint

check: ## What CI runs, and that nothing changed in dashboard/ by it
	@CI=true build/test.sh
	@test -z "$$(git status --porcelain dashboard)" || { git status --short dashboard; exit 1; }

dashboard: ## Build the dashboard into dashboard/dist, to be committed
	@build/dashboard.sh

bench: ## Run the benchmarks (PATTERN=Table COUNT=10)
	@build/bench.sh

fuzz: ## Fuzz everything that parses (FUZZTIME=30s for each)
	@build/fuzz.sh
