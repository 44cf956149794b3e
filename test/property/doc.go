// Package property compares generated actions with a plain model in memory: two
// people do random things to random rows at once, and after each of them the
// database has to hold what the model holds, and the audit has to say so. They take turns
// for that, so that a sequence can be run again; in [TestTwoPeopleAtTheSameMoment] they do
// not, and the audit is judged as a history of what they did.
package property
