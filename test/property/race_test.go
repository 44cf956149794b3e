//go:build race

package property_test

// manySequences is how many sequences are tried on SQLite: with the race detector
// each takes twenty times as long.
const manySequences = 500
