// Package property compares generated actions with a plain model in memory: two
// people do random things to random rows at once, and after each of them the
// database has to hold what the model holds, and the audit has to say so.
package property
