package main

// section is a part of the page. Names are those of package io, begin with
// "stagedoor.", or with "# " and are a heading in the comment of package io.
type section struct {
	title, intro string
	names        []string
}

// runScreen is the section that is written from runStates.
const runScreen = "The screen of a run"

// sections are the page, in order. Whatever package io exports to make a component
// has to stand in one of them.
var sections = []section{
	{"Every input", "What is asked for is a value of its own until `Get` asks: the setters return a new one, in any order, and " +
		"zero values count as defaults. Several inputs share a screen in a [group](#iogroup) or a [form](#ioform).",
		[]string{"Input", "Optional"}},
	{"Words, numbers, times and files", "",
		[]string{"Text", "Email", "RichText", "URL", "JSON", "JSONOf", "Number", "Int", "Decimal", "Money", "Slider", "Bool", "Date", "Time", "DateTime", "Duration", "ListOf", "EntryOf", "File", "Files", "Spreadsheet"}},
	{"Choosing", "Options are values of any type, and come back as what they were. The texts and pictures that people see of them are set beside:",
		[]string{"OptionInput", "Select", "SelectMany", "Search", "SearchMany", "SelectRows", "SelectRowsFrom"}},
	{"Several things at once", "", []string{"Group", "Form", "ShowIf", "HideIf", "Choose", "ChooseWith", "ChooseForm", "Invalid", "InvalidField", "Check", "CheckRules", "Problems", "# Struct tags", "# Field types"}},
	{"Asking for a yes", "", []string{"Confirm", "ConfirmIdentity", "Approve"}},
	{"Showing", "A display is shown with `Show`, stands in a group beside inputs, or is a part of a page. In a panel `Show` returns at once, and " +
		"what it has shown stays above what follows, also when the run has ended. Whoever opens that run later finds it only where " +
		"`Config.KeepTranscripts` or `Action.KeepTranscript` says that it is kept; the result, the log and the audit stay in any case. " +
		"A dashboard of the original kind waits for a press of Continue instead.",
		[]string{"Heading", "Markdown", "HTML", "Code", "Image", "ImageBytes", "Video", "VideoBytes", "Link", "Download", "DownloadFrom", "Metadata",
			"MetaItem", "Object", "Table", "TableFrom", "Column", "Cell", "Grid", "GridFrom", "GridCard", "Chart", "Changes", "LinkTo", "WriteRows"}},
	{"Arranging", "Frames hold components and other frames, on pages and in groups.",
		[]string{"Columns", "Stack", "Section", "Tabs", "Tab"}},
	{"While it works, and how it ends", "",
		[]string{"Loading", "stagedoor.Log", "stagedoor.LogAt", "stagedoor.Notify", "stagedoor.SetResult", "FormatMoney", "FormatDuration", "stagedoor.Fail", "stagedoor.Redirect", "stagedoor.RedirectReplacing", "stagedoor.Once"}},
	{runScreen, runScreenIntro, nil},
	{"Who runs what, with what", "",
		[]string{"stagedoor.UserFrom", "stagedoor.User", "stagedoor.Params", "stagedoor.ParamsAs", "stagedoor.ParamRecord", "stagedoor.Environment", "stagedoor.Slug", "stagedoor.RunURL", "stagedoor.ActionURL"}},
	{"Actions and pages", "", []string{"stagedoor.Registry", "stagedoor.Action", "stagedoor.Page", "stagedoor.Layout", "stagedoor.Config"}},
	{"When it is canceled", "A person can cancel a run at any time. The context of the action ends then, and so does every question with `io.ErrCanceled`: " +
		"return the error, wrapped or not, after cleaning up. The run counts as canceled at once; a handler that does not look at its " +
		"context goes on to its end all the same, and what it does stays done. What may take longer than the run belongs into `context.WithoutCancel`. Work that must " +
		"not be done twice or by halves stands in a database transaction with `stagedoor.Once`.", nil},
	{"The types that these use", "",
		[]string{"TableQuery", "TablePage", "Sort", "FilterValue", "Filter", "FilterKind", "ColumnType", "Notation", "DecimalCell", "ChosenRows", "Option", "ChoiceOf", "Picture", "Upload", "Approval",
			"Approver", "Change", "Progress", "CivilDate", "CivilTime", "ChartKind", "Fit", "MediaSize", "MetaLayout", "Mask", "Theme", "stagedoor.Notification", "stagedoor.Delivery", "stagedoor.ParamMap", "stagedoor.UploadStore"}},
}

// typesElsewhere are exported types of package io that people who write actions need
// not know: what other packages build on.
var typesElsewhere = []string{"Component", "Display", "Field", "FieldKind", "Format", "Problem", "ResponseError", "RowWriter"}

// elsewhere are exported functions of package io that are no part of the page:
// helpers for other packages and for values.
var elsewhere = []string{"CivilDateOf", "CivilTimeOf", "Fields", "Harmless", "Keep", "Prepare", "Public"}
