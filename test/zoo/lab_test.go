package zoo

import (
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

var lab = []Subject{
	{
		Slug: "devices", Plural: "Devices", Rows: 2, Search: map[string]int{"sca": 1, Scale: 1, Last: 0, "f1f2a001": 1},
		Record: Scale, Parts: []string{"Device", "Readings"}, Tabs: map[string]int{"Readings": 2},
		Create: map[string]any{"Name": "Lamp"}, Edit: map[string]any{"Name": "Lamp 2"}, Changes: "Save 1 change", Says: "Name: Lamp → Lamp 2",
		Contest: Contest{"Name", "Lamp 3", "Lamp 4"}, Bulk: map[string]any{"Name": "Lamp 5"},
		Import: Import{"ID;Name\nKEY;Lamp 6\n;Torch\n;\nnobody;Torch\n", "refused ID: This field is required.; refused ID: This field is required.; refused ID: \"nobody\" does not fit.; changed"}, Delete: "Delete Lamp 2?",
	},
	{
		Slug: "marks", Plural: "Marks", Rows: 2, Record: Red, Tabs: map[string]int{"Readings": 1},
		Create: map[string]any{"Name": "Green", "Readings": []string{"Evening"}},
		Edit:   map[string]any{"Readings": []string{"Morning"}}, Changes: "Save 1 change", Says: "Readings: Evening → Morning",
		Contest: Contest{"Name", "Grass", "Moss"}, Bulk: map[string]any{"Name": "Lime"}, Links: []string{"readings"},
		Import: Import{"ID;Name\nKEY;Olive\n;Teal\n;\n" + First + ";Teal\n", "refused Name: This field is required.; refused There is no mark with this ID.; created; changed"}, Delete: "Delete Green?", Final: true,
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
			"Counts": `{"n": 1}`, "Price": "7.125", "Report": "Fine", "Marks": []string{"Red"}, "Token": "first",
		},
		Edit: map[string]any{
			"Device": "Scale", "At": map[string]int{"hour": 13, "minute": 0}, "Payload": `{"deep": {}}`, "Codes": []string{"z", "y"},
			"Words": nil, "Price": "7", "Refund": "1.50", "Marks": []string{"Blue"}, "Token": "second",
		},
		Changes: "Save 9 changes", Again: "Save 8 changes", // a secret stays as it is when the edit is undone
		Says: `Device: Oven → Scale; At: 12:05:00 → 13:00:00; Payload: {"deep":{"list":[1,"two"]}} → {"deep":{}}; ` +
			`Codes: ["z"] → ["z","y"]; Words: ["hot"] → –; Price: 7.125 EUR → 7.00 EUR; Refund: – → 1.5; Token: (changed); Marks: Red → Blue`,
		Contest: Contest{"Price", "8", "9.5"}, Bulk: map[string]any{"Price": "10.25", "Counts": `{"n": 2}`},
		Links:  []string{"marks"},
		Import: Import{"ID;Title;Device;Day;Price\nKEY;Noon;Oven;2026-03-16;1.5\n;Dusk;Oven;2026-03-17;2\nKEY;Noon;Fridge;2026-03-16;1\nKEY;Noon;Oven;someday;1\n", `refused Device: there is no device "Fridge".; refused Day: "someday" does not fit.; created; changed`},
		Delete: "Delete Noon?", Final: true,
	},
	{
		Slug: "samples", Plural: "Samples", Rows: 3, Record: "1",
		Filters: []Filter{{"reading_id", "contains", "morn", 2}, {"reading_id", "null", nil, 1}},
		Create:  map[string]any{"Number": 7, "Reading": "Evening"},
		Edit:    map[string]any{"Reading": nil}, Changes: "Save 1 change", Says: "Reading: Evening → –",
		Contest: Contest{"Number", 8, 9}, Bulk: map[string]any{"Number": 10, "Reading": "Morning"},
		Import: Import{"ID;Number;Reading\nKEY;11;Morning\n;12;\n;0;\n;13;Nobody\n", `refused Number: Enter a number greater than 0.; refused Reading: there is no reading "Nobody".; created; changed`}, Delete: "Delete Sample 4?",
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
