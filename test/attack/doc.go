// Package attack plays somebody of one tenant who tries everything that is
// generated with the ids, keys, names and relations of another. It is the proof of
// autoactions.Model.Scope.
//
//   - What is of the other tenant is told from what nobody has by nothing: not by what is
//     said, nor by the statements that are sent (doors_test.go, answers_test.go). Only an
//     undo sends others: the ids of changes count up for all tenants, and those of runs
//     cannot be guessed.
//   - Every part of every model is attacked, and one that is in no table fails
//     (parts_test.go).
//   - All that is done in one tenant looks the same to the byte beside another tenant and
//     without, also where rows lead to the other's by mistake (worlds_test.go).
//   - What leaves the tenant before any screen of any work on it is left alone
//     (moves_test.go), and nothing is made that would be of the other (leave_test.go).
//
// # Second layers
//
// Each use of the Scope in autoactions was taken out by itself, and this suite run on
// SQLite. It noticed all but these, which stand behind another use in the same database
// transaction or request:
//
//   - Statements on a row that the database transaction has read and locked within the
//     Scope already, so that nobody but a hook of the application's own can move it between:
//     writeColumns and zeroRows of write.go, erase of remove.go, writeRestored and purgeIn of
//     restore.go, setStatus of refundwrite.go, and in bulkRun.one the look whether a row
//     matches still. auditVerb of tried.go reads what the application's own verb has made
//     of such a row.
//   - Locks before work that reads within the Scope again and is rolled back when there is
//     nothing: guarded of inline_write.go (updateIn and removeIn lock again), setAside of
//     refundpay.go (take), and end of refundpay.go (paid and release).
//   - The read of take in refundwrite.go, behind the update of add; and pairs of which either
//     is enough: the update and the read of release in refundpay.go, and in lock of
//     statement.go on SQLite the update and the read. On PostgreSQL and MariaDB lock has one
//     read, and leaving that out is noticed.
//   - placeOf of cursor.go reads the values of a row again that the same request has read
//     within the Scope.
package attack
