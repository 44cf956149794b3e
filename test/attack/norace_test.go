//go:build !race

package attack_test

// every is of how many attacks one is made.
const every = 1
