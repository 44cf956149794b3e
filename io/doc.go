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
//	RichText                 string, as HTML         INPUT_RICH_TEXT
//	Number                   float64                 INPUT_NUMBER
//	Decimal                  string                  INPUT_NUMBER
//	Slider                   float64                 INPUT_SLIDER
//	Int, Money               int64                   INPUT_NUMBER
//	Bool                     bool                    INPUT_BOOLEAN
//	Date                     CivilDate               INPUT_DATE
//	Time                     CivilTime               INPUT_TIME
//	DateTime                 time.Time               INPUT_DATETIME
//	Duration                 time.Duration           INPUT_TEXT
//	URL                      *url.URL                INPUT_URL
//	JSON                     json.RawMessage         INPUT_JSON
//	JSONOf                   T                       INPUT_JSON
//	ListOf                   []T                     INPUT_LIST
//	Spreadsheet              []T                     INPUT_SPREADSHEET
//	File, Files              Upload, []Upload        UPLOAD_FILE
//	Select                   V                       SELECT_SINGLE
//	SelectMany               []V                     SELECT_MULTIPLE
//	SelectRows, …From        []R                     SELECT_TABLE
//	Search, SearchMany       V, []V                  SEARCH
//	Confirm                  bool                    CONFIRM
//	ConfirmIdentity          bool                    CONFIRM_IDENTITY
//	Approve                  Approval                APPROVE
//	Form                     S, valid                one call with a component per field; INPUT_FORMS for a slice of structs
//	Heading, Markdown, Code  – (Show)                DISPLAY_HEADING, DISPLAY_MARKDOWN, DISPLAY_CODE
//	HTML, Image, Video       – (Show)                DISPLAY_HTML, DISPLAY_IMAGE, DISPLAY_VIDEO
//	Metadata, Object, Link   – (Show)                DISPLAY_METADATA, DISPLAY_OBJECT, DISPLAY_LINK
//	Download, DownloadFrom   – (Show), a file        DISPLAY_LINK
//	Table, TableFrom         – (Show)                DISPLAY_TABLE
//	Grid, GridFrom           – (Show)                DISPLAY_GRID
//	Chart                    – (Show)                DISPLAY_CHART
//	Changes                  – (Show)                DISPLAY_CHANGES
//	Columns, Section, Stack  what they hold          frames of the IO call
//	Tabs                     – (Show)                frames of the IO call
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
// In Go source, where the tag stands in quotes, these are "\\;" and "\\\\".
// Spaces around names and values do not count. Each name may stand once.
//
//	label:Text        what people read; default: the field's name in words
//	help:Text         a line under the field; see Help of an input
//	placeholder:Text  shown in the empty field
//	unit:cents        the integer counts the smallest unit of a currency (also unit:minor)
//	currency:USD      the ISO code of an amount; implies unit:cents for integers. Other numbers,
//	                  and decimal types in generated actions, are shown with it
//	labels:paid=Paid in full,open=Not yet   what people read of an enum's values; default: what
//	                  their method Label returns, or the values themselves
//	format:percent    how a number is written: plain (a year), percent, bytes or seconds; or
//	                  of a time.Time the date alone
//	width:120         the column of a table, in pixels
//	colors:paid=green,failed=red   colours of an enum's values in tables
//	zone:Area/City    a time.Time is asked for on the clocks there; default: those of UTC.
//	                  A day without a time is a CivilDate
//	decimals:2        a number of so many decimal places; of a text, or of a decimal type in
//	                  generated actions, one that is never rounded
//	multiline         text of several lines
//	richtext          a text that is HTML
//	lines:8           so many lines to begin with; implies multiline
//	markdown          a text of several lines that generated pages show formatted
//	image             a text that is the https address or path of a picture, or the bytes of
//	                  one: tables show it small, the pages of generated records larger
//	file              the bytes of a file, which generated forms ask for as such, as they do
//	                  those of an image, and generated pages hand over
//	secret            a text that is masked and kept nowhere; left empty, the field keeps
//	                  what it holds, which is not sent; generated actions ask for it and
//	                  never show it
//	mask:last4        shown as its last four characters only, in tables, objects and
//	                  generated pages; also mask:initials, mask:email (the first letter and
//	                  the domain) and mask:all. It is typed and written as it is
//	optional          may be left empty: the zero value, or nil for a pointer
//	readonly          shown and never written
//	id                names something: shown as it is, never grouped like a number.
//	                  Integers whose name ends with ID need no word
//	hidden            read but not shown
//	show:Kind=refund,partial   asked only while the field Kind, of the same struct or one
//	                  around it, has one of these answers; show:Notify while it has any but no.
//	                  Otherwise the field keeps what it holds, and its rules do not apply
//	hide:Kind=refund  asked only while it has none of them
//	group:Address     fields of a form or a generated record that stand together, under this
//	                  heading; on a struct, what its section is called
//	search            the search box of a list looks here
//	prefix            beside search: it looks at how the field begins, which an index
//	                  answers, instead of at all that is in it
//	filter            a list, or a table of such rows, can be filtered by it
//	sort              a list can be sorted by it
//	list              a column of the list; without any such field, all are. Other fields
//	                  with search, filter or sort still do so there; those that filter or
//	                  sort can be chosen among the columns
//
// The values of an enum, a string or an integer type, come from the validate rule oneof or
// from a method Options of the type that returns a slice of it; a method Options of
// another kind is a mistake where there is no oneof. A slice of such a type asks for
// several of them; there oneof stands after dive.
//
// What is wrong with tags and rules is told before a form is asked, with struct, field
// and what mends it; see [CheckRules].
//
// A struct in a form's struct is a section of it if any of its fields has an io tag,
// a pointer to one a section that is switched on, unless it is required; a slice of
// such structs, or of pointers to them, is a list of forms, in whose forms there may be
// lists of forms in turn, but no deeper.
//
// # Field types
//
// What a field of a form is asked as, by its type, the words of its io tag and the rules of
// its validate tag. Named types count as what they are made of.
//
//	field                                                  asked as                                  wire method
//	string                                                 a line of text                            INPUT_TEXT
//	string, word multiline                                 a text of several lines                   INPUT_TEXT
//	string, word secret                                    a text that is masked                     INPUT_TEXT
//	string, word richtext                                  formatted text                            INPUT_RICH_TEXT
//	string, word decimals                                  a decimal that is never rounded           INPUT_NUMBER
//	string, rule email                                     an e-mail address                         INPUT_EMAIL
//	string, rule http_url or https_url                     an address                                INPUT_URL
//	string or integer, rule oneof                          one of these                              SELECT_SINGLE
//	string or integer with Options                         one of what the method Options returns    SELECT_SINGLE
//	slice of strings or integers, dive and oneof           some of these                             SELECT_MULTIPLE
//	slice of those with Options                            some of what the method Options returns   SELECT_MULTIPLE
//	int, int8 to int64, uint to uint64                     a whole number that the type can hold     INPUT_NUMBER
//	integer, word currency or unit                         an amount, in the smallest unit           INPUT_NUMBER
//	float32, float64                                       a number                                  INPUT_NUMBER
//	bool                                                   yes or no                                 INPUT_BOOLEAN
//	CivilDate                                              a day                                     INPUT_DATE
//	CivilTime                                              a time of day                             INPUT_TIME
//	time.Time                                              a moment, on the clocks of the word zone  INPUT_DATETIME
//	time.Duration                                          a length of time, as in 1h30m             INPUT_TEXT
//	url.URL                                                an address                                INPUT_URL
//	json.RawMessage                                        JSON                                      INPUT_JSON
//	slice of strings, numbers, CivilDate or time.Duration  a list of them                            INPUT_LIST
//	struct with io tags                                    a section with its fields                 DISPLAY_HEADING
//	pointer to such a struct                               a section that is switched on             INPUT_BOOLEAN
//	slice of such structs                                  a list of forms                           INPUT_FORMS
//
// A pointer to any of these is asked for as what it leads to, and may be left empty: it is
// nil then. Any other type is an error that names the field, unless With of the form gives
// it an input.
package io

//go:generate go run ../internal/reference -root ..
