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
//	charges/find       action  asks for an id
//	charges/create     action
//	charges/edit       action  with ?id=
//	charges/delete     action  with ?id=
//	charges/<verb>     action  one for each RowAction, with ?id=
//
// Names in a request are only ever looked up among the model's shown columns;
// no text of a request becomes part of a statement. Every read and write carries
// the condition of [Model.Scope]. Nothing is written before the person has seen
// what will change, and a write repeats the condition that made the question
// true: a record that somebody else changed meanwhile is never overwritten.
package autoactions
