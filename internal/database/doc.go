// Package database holds what differs between the databases that Stagedoor runs
// on: words of the schema, inserts that may find a row already there, errors
// worth another try, and migrations. SQLite, PostgreSQL, MySQL and MariaDB are
// supported; the last two are one engine here.
package database
