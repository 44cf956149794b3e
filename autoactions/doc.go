// Package autoactions makes actions and pages from GORM models: a list with
// search, filters, sorting and paging, a page for each record, find by id,
// create, edit, delete, and the model's own verbs such as refund.
//
//	autoactions.Register(reg, db, autoactions.Model[Charge]{
//		Actions: []autoactions.RowAction[Charge]{
//			{Slug: "refund", Name: "Refund", Handler: refundOne},
//		},
//	})
//
// A field is shown when it has an io tag, in the grammar that the comment of
// package io describes, and is neither shown nor sent otherwise. It can be
// written unless its tag says readonly, GORM may not write it, or it is a key,
// a version or a time that GORM keeps.
//
// What Register makes are ordinary actions and pages of the registry. For a model
// with the slug charges:
//
//	charges            page    the list
//	charges/record     page    one record, with ?id=
//	charges/change     page    one change of a record, with ?id= and ?change=
//	charges/find       action  asks for an id
//	charges/create     action
//	charges/edit       action  with ?id=
//	charges/delete     action  with ?id=
//	charges/undo       action  with ?id= of a change in a record's timeline
//	charges/undo_all   action  with ?run=, what a bulk edit or an import did
//	charges/deleted    page    what was deleted and can come back
//	charges/restore    action  with ?id=, where GORM only marks rows as deleted
//	charges/purge      action  with ?id=, deletes such a row for good
//	charges/add_<m2m>     action  links more records, with ?id=
//	charges/remove_<m2m>  action  takes one link away, with ?id= and ?other=
//	charges/<verb>     action  one for each RowAction, with ?id=
//	charges/<action>   action  one for each ModelAction, in the menu of the list
//	charges/bulk/edit, charges/bulk/delete, charges/bulk/<verb>
//	                   action  one for each BulkAction, with ?rows=
//	charges/import     action  with Model.Import
//	charges/reveal     action  with ?id=, where a field has a mask
//	charges/access     action  with ?id=, with Access.Person
//
// The word search on a field of text has the list searched by it; on a primary key
// or a field with a unique index the whole value finds its row by that index; on the
// field of a belongs-to relation, or on its foreign key, it has the searched fields of
// the parent looked through as well, within the parent's own scope. With the word prefix beside it a text
// is searched by how it begins, which an index on it answers; what indexes that are is
// told under Search below. A foreign key with the word filter
// is filtered by what the records it leads to are called.
//
// What is done to many rows is chosen in the list, by ticks or as all that match.
// The action gets the query and never a list of rows that somebody could have made
// up: keys and query are read again within the scope. The rows are shown before
// anything starts, and done in batches of a database transaction each, every row in
// a savepoint of its own.
//
// # Search
//
// What is typed is looked for in steps, and the first that finds a row within the scope
// is the answer, whatever the later ones would add:
//
//  1. The whole of it, as the value of a key or of a field with a unique index that has
//     the word search, of a UUID that leads to a parent that is searched, or of a foreign
//     key whose parent has nothing that is. Case counts as the database says.
//  2. The whole of it, as the beginning of a field with the words search and prefix, of
//     the model or of a parent that is searched. It is looked for as it was typed, in
//     small letters, in capitals, and with a capital first; the collation of the column
//     adds to that on MySQL and MariaDB alone. A percent sign is a percent sign.
//  3. Each word of it, anywhere in the other fields with the word search, of either case.
//     This reads the table. Where all that is searched has the word prefix, or is a key
//     or unique and no text, there is no such step.
//
// The index that serves the second step is one whose first column is the field:
//
//	SQLite          a plain one: CREATE INDEX … ON sales (number)
//	MySQL, MariaDB  a plain one, with a length for a TEXT: … ON sales (number(40))
//	PostgreSQL      … ON sales (number text_pattern_ops); a plain one where the column
//	                has the collation C
//
// GORM makes a plain one for the tag gorm:"index", and for gorm:"uniqueIndex". NULL begins
// with nothing. The filter "starts with" of a column is another: it knows no case, and no
// index.
//
// # Types of columns
//
// What the type of a field, or what GORM makes of it, means for its column:
//
//	texts, numbers, bool                 asked for, searched, filtered and sorted as their tags say
//	sql.Null…, pointers                  the same, and may be left empty
//	time.Time                            a moment: a day and a time of day on the clocks of its word zone, or of
//	                                     UTC, in forms; on those of whoever looks elsewhere
//	time.Time with "type:date",          a day, the same everywhere; an existing column of moments may keep a time
//	datatypes.Date                       of day with it
//	datatypes.Time                       a time of day to the minute, to which its seconds are kept; not
//	                                     sorted or filtered
//	16 bytes with Value and Scan         a UUID, kept as text or as bytes: as a key, a foreign key or a field
//	decimal types with "type:decimal"    a decimal that is never rounded, with its currency
//	JSON: datatypes.JSON, JSONMap,       asked for and checked as JSON, compared by what it means: neither
//	JSONType, JSONSlice, json.RawMessage,  order nor space is a change. Shown as an object. Keys that a Go type
//	"serializer:json"                    has no field for are refused. Lists of texts and numbers are asked for as such.
//	                                     More than 256 KiB, and what is no JSON, is shown and not changed
//	bytes with the word image or file    asked for as a file of at most 4 MB and shown as a picture, or handed over;
//	                                     left empty, it stays as it is. Not imported
//	structs with io tags in them, as JSON  shown as JSON, never written
//	time.Duration                        shown as "1h30m", never written; io.Form asks for it
//	other serializers, other bytes, arrays  shown as JSON or as so many bytes, never written
//
// What is not written stays as it is, whatever is edited, imported or undone beside
// it. The word secret makes a text one that is asked for, left as it is when it is left
// empty, and otherwise told only to have changed: it is not shown, searched, copied,
// exported, imported or set on many rows, and neither the audit nor an undo keeps it.
// Undoing a change leaves it alone, and a row with one cannot be brought back once it is
// deleted for good. The word markdown shows a text formatted on the page of its
// record, the word image a picture there and a small one in lists.
//
// # Relations
//
// What GORM knows of relations is shown and changed without more than tags, as far
// as the models on the other side are registered too and the field of the relation
// is not tagged "-":
//
//   - A foreign key, of one or several columns, is the name of the record it leads
//     to, and in forms a search for one within that model's Scope. Without a label of
//     its own it is called as its belongs-to relation is. So is the type and
//     id of a polymorphic relation. A parent that is deleted softly is shown as
//     deleted.
//   - Has-one, has-many, polymorphic and many-to-many relations are tabs of the
//     record's page, each a table with search and pages, from which records are added.
//   - A many-to-many relation is chosen in forms by searching, up to 200 records; on
//     the record's page any number. Rows of the join table that stay keep what they
//     hold. Columns of a join table that have an io tag, or whose model is registered,
//     are shown beside what it links, asked for while one links on the record's page,
//     and changed there; New of its model fills in new rows. A form leaves a relation
//     to that page if a link would break a rule without them. The word filter on the
//     field filters the list.
//   - [Model.Inline] asks for the rows of a has-one or has-many relation inside the
//     form of their parent, for rows of rows too, and writes them in its database
//     transaction.
//   - On the page of a record its rows are added, changed and deleted over that page,
//     in a drawer.
//
// Deleting a record for good takes along, or leaves without it, the rows whose foreign
// key says OnDelete:CASCADE or SET NULL, in a field of either side: one by one, at most
// 1,000, marked ones included, each with its own hooks, entry in the audit and undo, and
// those of join tables. The person reads before how many of which. It is refused where
// one of them is outside the scope of its model, or not theirs to delete. The undo brings
// all of it back. Rows without a key, and of tables whose foreign key no field of a
// registered model names, are left to the database, as are foreign keys that say nothing.
// SQLite holds to those only where it is told to, as with _pragma=foreign_keys(1).
//
// Names in a request are only ever looked up among the model's shown columns;
// no text of a request becomes part of a statement. Every read and write carries
// the condition of [Model.Scope]. Nothing is written before the person has seen
// what will change, and a write repeats the condition that made the question
// true: a record that somebody else changed meanwhile is never overwritten.
//
// # Who may see and do what
//
// [Model.Teams] says who meets the model at all, [Model.Scope] which of its rows,
// [Access] which parts and fields, and the Teams of a verb who may use it. There is
// one such policy, and nothing generated goes around it: a person works on the model
// as it is made for their teams, and on the models related to it as they are made for
// them, whether that is for a list, a search, a picker, an export or a form.
//
// A field with the word mask is shown behind it: the rest of the value does not leave
// the process, nor enter the audit. It can be searched for by its whole value, and is
// neither sorted, filtered nor changed. Whoever may reveal gives a reason, which the
// timeline of the record keeps, and then sees and changes that record without masks
// for a while.
//
// A unique index over the rows of several tenants tells that a value is taken, to
// whoever enters it; make the tenant a part of the index.
//
// Every change is in the record's timeline, written in the database transaction
// that makes the change. For [Model.UndoFor] it can be undone from there, once,
// where nothing has changed since in the fields that it changed. The model's own
// GORM hooks run on the row as it will be, and what they change is written and
// recorded too; [Hooks] are called beside them. [DryRun] shows what any work would
// change, [Model.DryRun] does so before a change is reviewed, and RowAction.Ask before
// a verb is carried out.
package autoactions
