//go:build race

package attack_test

// every is of how many attacks one is made: the race detector makes SQLite, which is
// written in Go, many times slower, and looks for something else.
const every = 8
