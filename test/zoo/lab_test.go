package zoo

import (
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

var lab = []Subject{
	{
		Slug: "devices", Plural: "Devices", Rows: 2, Search: map[string]int{"sca": 1, Scale: 1, Last: 0, "f1f2a001": 1},
		Record: Scale, Parts: []string{"Device", "Readings"}, Tabs: map[string]int{"Readings": 2},
		Create: map[string]any{"Name": "Lamp"}, Edit: map[string]any{"Name": "Lamp 2"}, Changes: "Save 1 change", Delete: "Delete Lamp 2?",
	},
	{
		Slug: "marks", Plural: "Marks", Rows: 2, Record: Red, Tabs: map[string]int{"Readings": 1},
		Create: map[string]any{"Name": "Green", "Readings": []string{"Evening"}},
		Edit:   map[string]any{"Readings": []string{"Morning"}}, Changes: "Save 1 change", Delete: "Delete Green?",
	},
	{
		Slug: "readings", Plural: "Readings", Rows: 2, Search: map[string]int{"morn": 1},
		Filters: []Filter{
			{"device_id", "contains", "sca", 2}, {"device_id", "contains", "oven", 0}, {"day", "eq", "2026-03-14", 1},
			{"price", "gte", 12.5, 1}, {"linked:marks", "in", []string{Red}, 1}, {"linked:marks", "eq", Blue, 0}, {"linked:marks", "null", nil, 1},
		},
		Record: First, Parts: []string{"Reading", "Payload", "Raw", "Bounds", "Counts", "Photo", "Marks", "Samples"},
		Tabs: map[string]int{"Marks": 1, "Samples": 2},
		Create: map[string]any{
			"Title": "Noon", "Device": "Oven", "Day": map[string]int{"year": 2026, "month": 3, "day": 15}, "At": map[string]int{"hour": 12, "minute": 5},
			"Payload": `{"deep": {"list": [1, "two"]}}`, "Bounds": `{"low": 2, "high": 3}`, "Codes": []string{"z"}, "Words": []string{"hot"},
			"Counts": `{"n": 1}`, "Price": "7.125", "Report": "Fine", "Marks": []string{"Red", "Blue"}, "Token": "first",
		},
		Edit: map[string]any{
			"Device": "Scale", "At": map[string]int{"hour": 13, "minute": 0}, "Payload": `{"deep": {}}`, "Codes": []string{"z", "y"},
			"Words": nil, "Price": "7", "Refund": "1.50", "Marks": []string{"Blue"}, "Token": "second",
		},
		Changes: "Save 9 changes", Delete: "Delete Noon?",
	},
	{
		Slug: "samples", Plural: "Samples", Rows: 3, Record: "1",
		Filters: []Filter{{"reading_id", "contains", "morn", 2}, {"reading_id", "null", nil, 1}},
		Create:  map[string]any{"Number": 7, "Reading": "Evening"},
		Edit:    map[string]any{"Reading": nil}, Changes: "Save 1 change", Delete: "Delete Sample 4?",
	},
}

func inLab(t *testing.T, body func(*testing.T, *desk.Desk)) {
	t.Helper()
	at(t, OpenLab, func(d *desk.Desk) { RegisterLab(d.Reg, d.DB) }, body)
}

func TestLab(t *testing.T) {
	inLab(t, func(t *testing.T, d *desk.Desk) {
		for _, s := range lab {
			Behave(t, d, s)
		}
	})
}
