//go:build !race

package property_test

// manySequences is how many sequences are tried on SQLite.
const manySequences = 10_000
