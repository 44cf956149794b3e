package host_test

// notPlayed says why a recording is not replayed.
var notPlayed = map[string]string{
	"bad-key": serverSide, "empty-key": serverSide, "http-bad-key": serverSide, "page-unknown": serverSide,
	"raw-early-send": serverSide, "raw-init-twice": serverSide, "raw-init-variants": serverSide, "raw-no-ack": serverSide,
	"raw-no-instance-id": serverSide, "raw-no-key": serverSide, "raw-old-host-0-37": serverSide, "raw-old-host-0-38": serverSide,
	"raw-same-instance-evicts": serverSide, "raw-shutdown-then-init": serverSide, "raw-two-calls-forms": serverSide,
	"raw-unknown-transaction": serverSide,

	"credentials-refused": later, "enqueue-dequeue": later, "display-grid": notYet, "display-image-video": notYet,
	"ctx-notify":                 "the SDK tells people over HTTP; here it is the NOTIFY of the same connection, see TestNotify of the server and of the root package",
	"input-spreadsheet-iso-date": "only Node: a cell that looks like a moment is one there and then refused; here it is a text, see io.TestASpreadsheetIsTyped",
	"serverless":                 later, "upload-multiple": elsewhere, "upload-presigned": elsewhere, "upload-server-storage": elsewhere,

	"python-cancel": python, "python-confirm": python, "python-ctx": python, "python-displays": python, "python-file": python,
	"python-groups": python, "python-init": python, "python-inputs": python, "python-optional": python, "python-pages": python,
	"python-reconnect": python, "python-results": python, "python-search": python, "python-selects": python,
	"python-spreadsheet": python, "python-table-state": python, "python-validation": python,

	"error-sync-throw":   "only Node: a handler that is not async; here every handler is the same, see TestHowARunEnds",
	"display-object-url": "only Node: the SDK fails before it sends a URL object",
	"input-invalid-props": "only Node: options of the wrong type, which Go does not compile; what remains is checked before anything is sent, " +
		"see io.TestProgrammingMistakesAreErrors",
	"ctx-redirect-replace": "replacing the address is not offered, and the old name of a route is read and not written",
	"page-async":           "only Node: titles that are promises; a Go handler returns when it knows them",
	"page-returns-nothing": "a Go page handler always returns a layout, which may be empty; see page-simple",

	"input-bad-types":         asksAgain,
	"input-bad-type-uncaught": asksAgain,
	"input-url-invalid":       asksAgain,
	"search-bad-answers":      asksAgain,
	"choice-validation":       "choices belong to a group here, whose check sees answers and not their wire form; see group-choices",

	"parallel-prompts": "one prompt at a time is on the screen: a second waits for the first, see io.TestASecondCallWaits",

	"first-init-response-lost": "the original never comes back; here the dialer tries on, see TestReconnect",
	"mock-start-before-init":   "the original forgets a start that is faster than the answer to its declaration; here it waits, see TestStartThatComesBeforeTheAnswerToTheDeclaration",
	"mock-never-authenticated": "nothing is said at all; see TestDashboardThatNeverAuthenticates",
	"mock-no-ack-at-all":       "acknowledgements are made below the calls that a replay plays; see wire.TestNobodyAcknowledges",
	"resend-no-ack":            "acknowledgements are made below the calls that a replay plays; see wire.TestNobodyAcknowledges",
	"pings":                    "pings are below the calls that a replay plays; see wire.TestLivingPeerIsKept",
	"server-ping":              "pings are below the calls that a replay plays; see wire.TestPingIsAnsweredWithItsPayload",
	"reconnect-complete-lost":  "the original never repeats a completion; here it is, see TestWhatWasNotConfirmedIsSaidAgain",
	"reconnect-logs-lost":      "the original loses what is said while disconnected; here it is kept, see TestWhatWasNotConfirmedIsSaidAgain",
}

const (
	serverSide = "the host says nothing, or is a script: only the server's side is of interest"
	elsewhere  = "files in the storage of an original dashboard are not fetched, see io.TestFilesOfAnOriginalDashboard"
	later      = "a component or feature of a later release"
	notYet     = "its components exist, see io/cards_test.go and io/media_test.go; the recording is still to be played"
	python     = "the same conversation as the Node recording of its noun, in Python's spelling: nulls for what is absent, no result status"
	asksAgain  = "the original fails the prompt or accepts anything; here the person is told and asked again, see package io"
)
