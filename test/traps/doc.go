// Package traps holds one regression test for each way in which GORM is known to
// do something else than what one reads, through the product's own paths where it
// comes near. Each test is named after its trap.
package traps
