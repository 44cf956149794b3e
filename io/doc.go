// Package io is what an action says to the person running it: typed questions,
// displays, and the loop that asks until the answer is good.
//
// Components are values. A setter returns a changed copy, in any order; the last
// call, the finisher, takes the context of the action and talks to the person:
// Get returns a value, Show returns only an error, Ask fills what Into bound.
//
//	email, err := io.Email("Customer e-mail").Help("The address on the receipt").Get(ctx)
//
// Whatever a component promises is checked here, on the host, whatever the
// browser may have checked before: type, required, range, length, pattern,
// membership of options and rows, counts. An answer that breaks a rule renders
// the question again with a message; it never reaches the action.
//
// An action shows one IO call at a time: a second one, from another goroutine,
// waits for the first.
//
// # Vocabulary
//
//	call                     answer                  wire method
//	Text, Email              string                  INPUT_TEXT, INPUT_EMAIL
//	Number                   float64                 INPUT_NUMBER
//	Int, Money               int64                   INPUT_NUMBER
//	Bool                     bool                    INPUT_BOOLEAN
//	Date                     CivilDate               INPUT_DATE
//	Select                   V                       SELECT_SINGLE
//	SelectMany               []V                     SELECT_MULTIPLE
//	SelectRows, …From        []R                     SELECT_TABLE
//	Search, SearchMany       V, []V                  SEARCH
//	Confirm                  bool                    CONFIRM
//	ConfirmIdentity          bool                    CONFIRM_IDENTITY
//	Approve                  Approval                APPROVE
//	Form                     S, valid                one call with a component per field
//	Heading, Markdown, Code  – (Show)                DISPLAY_HEADING, DISPLAY_MARKDOWN, DISPLAY_CODE
//	Metadata, Object, Link   – (Show)                DISPLAY_METADATA, DISPLAY_OBJECT, DISPLAY_LINK
//	Table, TableFrom         – (Show)                DISPLAY_TABLE
//	Changes                  – (Show)                DISPLAY_CHANGES
//	Loading                  a Progress to step      SEND_LOADING_CALL
//
// # Struct tags
//
// In forms, tables and generated actions a field is shown when it has an io tag,
// even an empty one, and neither shown nor sent when it has none or "-".
//
//	tag   = [ word { ";" word } ]
//	word  = name [ ":" value ]
//	value = any text; a ";" or "\" in it is written "\;" or "\\"
//
// Spaces around names and values do not count. Each name may stand once.
//
//	label:Text        what people read; default: the field's name in words
//	help:Text         a line under the field
//	placeholder:Text  shown in the empty field
//	unit:cents        the integer counts the smallest unit of a currency (also unit:minor)
//	currency:USD      the ISO code of an amount; implies unit:cents for integers
//	colors:paid=green,failed=red   colours of an enum's values in tables
//	multiline         text of several lines
//	optional          may be left empty: the zero value, or nil for a pointer
//	readonly          shown and never written
//	hidden            read but not shown
//	search            the search box of a list looks here
//	filter            a list can be filtered by it
//	sort              a list can be sorted by it
//	list              a column of the list; without any such field, all are
//
// The values of an enum, a string type, come from the validate rule oneof or
// from a method Options of the type that returns a slice of it. A slice of such a
// type asks for several of them; there oneof stands after dive.
package io
