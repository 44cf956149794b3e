# shellcheck shell=bash
# Databases for the tests. A server that is named in STAGEDOOR_TEST_POSTGRES or
# STAGEDOOR_TEST_MYSQL is used as it is. Otherwise, where its programs are
# installed, one is started in a folder of its own on a free port, and stopped
# at the end. No other database is ever touched.

started_postgres='' started_mariadb=''

start_databases() {
	if [[ -z ${STAGEDOOR_TEST_POSTGRES:-} ]]; then start_postgres; fi
	if [[ -z ${STAGEDOOR_TEST_MYSQL:-} ]]; then start_mariadb; fi
}

stop_databases() {
	if [[ -n $started_postgres ]]; then
		as_owner "$started_postgres/pg_ctl" -D "$work/postgres/data" -m immediate -w stop >/dev/null 2>&1
	fi
	if [[ -n $started_mariadb ]]; then
		kill "$started_mariadb" 2>/dev/null
		wait "$started_mariadb" 2>/dev/null
	fi
}

free_port() {
	go run ./build/freeport
}

# as_owner COMMAND...: PostgreSQL refuses to run as root, so root lends it a name.
as_owner() {
	if [[ $(id -u) -eq 0 ]]; then
		setpriv --reuid "$(id -u "$owner")" --regid "$(id -g "$owner")" --clear-groups -- "$@"
	else
		"$@"
	fi
}

start_postgres() {
	local bin dir=$work/postgres port
	bin=$(find_postgres) || { skip PostgreSQL "neither STAGEDOOR_TEST_POSTGRES nor its server programs are there"; return; }
	owner=nobody
	id postgres >/dev/null 2>&1 && owner=postgres
	port=$(free_port) || { skip PostgreSQL "no free port was found for its server"; return; }
	mkdir -p "$dir"
	if [[ $(id -u) -eq 0 ]]; then chown "$owner" "$dir" && chmod 711 "$work"; fi
	if as_owner "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >"$work/postgres.log" 2>&1 &&
		as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 \
			-o "-p $port -h 127.0.0.1 -k $dir -c fsync=off -c max_connections=200" start >>"$work/postgres.log" 2>&1; then
		started_postgres=$bin
		export STAGEDOOR_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres?sslmode=disable"
	else
		cat "$work/postgres.log"
		skip PostgreSQL "its server programs are installed, but a server could not be started"
	fi
}

find_postgres() {
	local dir
	for dir in /usr/lib/postgresql/*/bin "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
		[[ -x $dir/initdb && -x $dir/pg_ctl ]] && { echo "$dir"; return 0; }
	done
	return 1
}

start_mariadb() {
	local server install dir=$work/mariadb port user=()
	server=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v mariadbd) &&
		install=$(command -v mariadb-install-db) ||
		{ skip MariaDB "neither STAGEDOOR_TEST_MYSQL nor its server programs are there"; return; }
	port=$(free_port) || { skip MariaDB "no free port was found for its server"; return; }
	mkdir -p "$dir"
	[[ $(id -u) -eq 0 ]] && user=(--user=root)
	"$install" --no-defaults --datadir="$dir/data" --auth-root-authentication-method=normal \
		--skip-test-db "${user[@]}" >"$work/mariadb.log" 2>&1
	"$server" --no-defaults --datadir="$dir/data" --socket="$dir/socket" --pid-file="$dir/pid" \
		--bind-address=127.0.0.1 --port="$port" --innodb-flush-log-at-trx-commit=0 --max-connections=200 \
		"${user[@]}" >>"$work/mariadb.log" 2>&1 &
	started_mariadb=$!
	if mariadb_ready "$dir/socket"; then
		export STAGEDOOR_TEST_MYSQL="root@tcp(127.0.0.1:$port)/stagedoor?parseTime=true"
	else
		cat "$work/mariadb.log"
		skip MariaDB "its server programs are installed, but a server could not be started"
	fi
}

# mariadb_ready SOCKET: waits for up to a minute, then creates the database.
mariadb_ready() {
	local client
	client=$(command -v mariadb || command -v mysql) || return 1
	for _ in {1..240}; do
		kill -0 "$started_mariadb" 2>/dev/null || return 1
		"$client" --no-defaults --socket="$1" --user=root -e 'CREATE DATABASE IF NOT EXISTS stagedoor' 2>/dev/null && return 0
		sleep 0.25
	done
	return 1
}
