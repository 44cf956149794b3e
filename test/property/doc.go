// Package property compares generated actions with a plain model in memory: two
// people do random things to random rows at once, and after each of them the
// database has to hold what the model holds, and the audit has to say so. They take turns
// for that, so that a sequence can be run again; in [TestTwoPeopleAtTheSameMoment] they do
// not, and the audit is judged as a history of what they did.
//
// Half of the sequences are about three models that were thought of (shape_test.go). The
// other half is about 24 that a program has drawn at random, in worlds of two to four that
// belong to and are tied with each other (drawn_test.go, by gen; another seed there draws
// others). What they are is read from GORM's schema and the words of their tags
// (plan_test.go), and what two people of one tenant, or of two, may do with that is told
// twice: by the steps (visitor*_test.go), and by the whole database in memory
// (ledger*_test.go), with its scopes by tenant and by person, foreign keys, unique indexes,
// cascades, audit and undo.
//
// # Mutants
//
// Each of these was broken in autoactions by itself, by go test -overlay, and the drawn
// models alone were run on SQLite, 5,000 sequences at most, which noticed it.
//
//   - The Scope taken out: of the list, of opening a row, of the search by a whole value, of
//     the search through parents and the filter by them, of looking at an undo, of what the
//     undo of a delete puts back, of opening a deleted row, of find, of choosing rows for bulk
//     work, of the row that a line of a file means and its parent, of the parents of a row that
//     is written, of what is untied, and of what hangs on a row that is deleted.
//   - A row is written or deleted though it was changed since; an edit is merged without one
//     side; the version is not counted.
//   - An undo is done over a later change, and one of a create though something was added.
//   - The audit leaves out what a cascade deletes, what a deleted row was tied with, and a
//     restore.
//   - What would stay without its parent is deleted; a new row is written over one with the
//     same key.
//   - The order of the list, that of equal rows in it, NULL behind a page, and NULL beside
//     what a filter leaves out.
//
// Four are not noticed every time, which stand behind others or need more steps than a sequence
// has: the Scope of the lock of a row, which has to leave it between the question and the lock;
// the Scope of what is tied, likewise; that an undo is about the row that has the key now, see
// test/autoactions/reused_test.go; and that an undo is taken once, which finds its change undone
// already.
package property
