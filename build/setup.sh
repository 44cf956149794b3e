# shellcheck shell=bash
# What a suite needs from the machine. Each need_… returns 1 after writing down
# what is missing and what is skipped for it.

need_go() {
	command -v go >/dev/null || { echo "Go 1.26 or newer is needed: https://go.dev/dl/" >&2; exit 1; }
	against+=("Go          $(go env GOVERSION)")
}

# modules prints the folder of every module in go.work.
modules() { go list -m -f '{{.Dir}}'; }

# need_node SUITE: Node 20.19 or newer.
need_node() {
	local version
	if ! version=$(node --version 2>/dev/null) || ! command -v npm >/dev/null; then
		skip "$1" "Node 20.19 or newer is not installed"
		return 1
	fi
	if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
		skip "$1" "Node is $version, 20.19 or newer is needed"
		return 1
	fi
	[[ " ${against[*]} " == *" Node "* ]] || against+=("Node        $version")
}

# need_packages SUITE: the dashboard's npm packages, exactly as locked.
need_packages() {
	need_node "$1" || return 1
	local installed=dashboard/node_modules/.package-lock.json
	[[ $installed -nt dashboard/package-lock.json ]] && return 0
	step "Install the dashboard's packages" install_packages || return 1
}

install_packages() {
	npm --prefix dashboard ci --ignore-scripts --no-audit --no-fund --loglevel=error &&
		touch dashboard/node_modules/.package-lock.json
}

# need_chromium SUITE: sets CHROMIUM. As root it installs the package.
need_chromium() {
	find_chromium && return 0
	if [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
		step "Install Chromium" install_chromium
		find_chromium && return 0
		skip "$1" "Chromium could not be installed"
		return 1
	fi
	skip "$1" "Chromium is not installed (as root, this command installs it with apt-get)"
	return 1
}

install_chromium() {
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
}

find_chromium() {
	local name version
	for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
		[[ -n $name ]] && name=$(command -v "$name") || continue
		version=$("$name" --version 2>/dev/null) || continue # a stub that only tells where to get it
		export CHROMIUM=$name
		[[ " ${against[*]} " == *" Chromium "* ]] || against+=("Chromium    $(grep -oE '[0-9][0-9.]+' <<<"$version" | head -1)")
		return 0
	done
	return 1
}
