// Package dbtest gives tests real databases: SQLite always, PostgreSQL and
// MariaDB or MySQL where the environment points at one. Every test has a file,
// schema or database of its own, which is gone afterwards.
//
//	STAGEDOOR_TEST_POSTGRES  URL of a PostgreSQL database; schemas are made in it
//	STAGEDOOR_TEST_MYSQL     DSN of a MariaDB or MySQL database; databases whose
//	                         names begin with its name are made beside it
//
// An engine whose variable is not set is skipped, and fails the test when CI is
// true. No other database is touched.
package dbtest
