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
// models alone were run on SQLite, 5,000 sequences at most. In brackets stands the seed that
// noticed it.
//
//   - The Scope taken out: of the list (2), of opening a row (1), of the lock of a row (233),
//     of the search by a whole value (874), of the search through parents (258) and the filter
//     by them (250), of looking at an undo (1), of what the undo of a delete puts back (269), of
//     opening a deleted row (225), of find (8), of choosing rows for bulk work (1), of the row
//     that a line of a file means (107) and its parent (83), of the parents of a row that is
//     written (572), of what is untied (1389), and of what hangs on a row that is deleted (11).
//   - A row is written (19) or deleted (13) though it was changed since; an edit is merged
//     without one side (4); the version is not counted (10).
//   - An undo is done over a later change (1700), and one of a create though something was
//     added (3230).
//   - The audit leaves out what a cascade deletes (67), what a deleted row was tied with (34),
//     and a restore (24).
//   - What would stay without its parent is deleted (6); a new row is written over one with the
//     same key (7).
//   - The order of the list (2), that of equal rows in it (6), NULL behind a page (383), and NULL
//     beside what a filter leaves out (44).
//
// Three were not noticed, which stand behind others or need more steps than a sequence has: the
// Scope of what is tied, which has to leave it between question and answer; that an undo is
// about the row that has the key now, see test/autoactions/reused_test.go; and that an undo is
// taken once, which finds its change undone already.
package property
