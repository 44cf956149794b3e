package host_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// Why prompts of recordings are left out.
const (
	staysAsItIs      = "a disabled input answers its default, whatever the browser sends"
	bounded          = "the host keeps the bounds it showed"
	offered          = "the host takes only what it offered"
	ownOrder         = "the answer has the order of the options, not that of the ticks"
	oneType          = "the options of a Go list are of one type and answer themselves"
	noPictures       = "pictures in options come in a later release"
	noHeadingMenu    = "menus of headings come in a later release"
	noHTML           = "raw HTML is never shown"
	noDownload       = "downloads come in a later release"
	noRichCells      = "cells of pictures, links and colours of their own come in a later release"
	noContinueButton = "a button has its label from Submit"
	unreadable       = "what cannot be read is acknowledged and not answered"
	lenientStart     = "roles and params are the application's; the original refuses what it does not know, without a word"
	startedOnce      = "an id is started once, also after it was closed"
	oldNames         = "old names are read and not written"
	textParams       = "params that are dates or big numbers are texts here"
)

// anyName: names and causes of errors are JavaScript's; the text is not.
var anyName = difference{why: "names and causes of errors are JavaScript's", change: func(m protocol.RPCMethod, recorded map[string]any) {
	result, _ := recorded["result"].(map[string]any)
	data, isFailure := result["data"].(map[string]any)
	if m == protocol.MarkComplete && isFailure && data["error"] != nil {
		data["error"] = "Error"
		delete(data, "cause")
	}
}}

// anyPageError is anyName for pages.
var anyPageError = difference{why: anyName.why, change: func(_ protocol.RPCMethod, recorded map[string]any) {
	page, _ := recorded["page"].(map[string]any)
	errs, _ := page["errors"].([]any)
	for i := range errs {
		errs[i].(map[string]any)["error"] = "Error"
	}
}}

// plainTables leaves out of recorded tables what only the original needs.
var plainTables = difference{why: "the original filters by a text in each row, and says defaults", change: func(_ protocol.RPCMethod, recorded map[string]any) {
	for _, key := range []string{"filterValue", "orientation", "isSortable", "isFilterable"} {
		dropKey(recorded, key)
	}
}}

func dropKey(v any, key string) {
	walk(v, func(object map[string]any) { delete(object, key) })
}

// walk visits every object in a message.
func walk(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		visit(v)
		for _, inner := range v {
			walk(inner, visit)
		}
	case []any:
		for _, inner := range v {
			walk(inner, visit)
		}
	}
}

// withoutColumn leaves a column out of recorded tables.
func withoutColumn(key, why string) difference {
	return difference{why: why, change: func(_ protocol.RPCMethod, recorded map[string]any) {
		dropKey(recorded, key)
		walk(recorded, func(object map[string]any) {
			if columns, isList := object["columns"].([]any); isList {
				object["columns"] = slices.DeleteFunc(columns, func(c any) bool {
					column, _ := c.(map[string]any)
					return column["accessorKey"] == key || column["label"] == key
				})
			}
		})
	}}
}

// withThemes gives the recorded plain buttons the looks that io gives them.
var withThemes = difference{why: "the first button is the main one", change: func(_ protocol.RPCMethod, recorded map[string]any) {
	call, _ := recorded["ioCall"].(map[string]any)
	buttons, _ := call["choiceButtons"].([]any)
	for i := range buttons {
		if b := buttons[i].(map[string]any); b["theme"] == nil {
			b["theme"] = []string{"primary", "secondary"}[min(i, 1)]
		}
	}
}}

// onePage leaves the rows of one page in recorded tables.
func onePage(size int) difference {
	return difference{
		why: "only the page that is seen is sent; the original sends hundreds of rows ahead",
		change: func(_ protocol.RPCMethod, recorded map[string]any) {
			walk(recorded, func(props map[string]any) {
				if rows, isTable := props["data"].([]any); isTable && len(rows) > size {
					props["data"] = rows[:size]
				}
			})
		},
		heard: func(said json.RawMessage) {
			if _, after, asked := strings.Cut(string(said), `\"pageSize\":`); asked {
				fmt.Sscanf(after, "%d", &size)
			}
		},
	}
}
