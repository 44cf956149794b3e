package protocol

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the golden messages")

const goldenFile = "testdata/io_calls.json"

// golden is one message of the golden file, which the dashboard's tests read too.
type golden struct {
	Name string `json:"name"`
	Call IOCall `json:"call"`
}

func help(text string) InputProps { return InputProps{HelpText: text} }

// goldenCases has one message for each component, in the words of a small shop.
var goldenCases = []struct {
	name     string
	method   Method
	label    string
	optional bool
	message  string
	props    any
}{
	{"a text", InputText, "Reason", false, "Say why.", TextProps{InputProps: help("Goes into the audit"), DefaultValue: new("Damaged"),
		Multiline: true, MinLength: 3, MaxLength: 200, Pattern: "[A-Z].*", PatternMessage: "Begin with a capital letter."}},
	{"an e-mail", InputEmail, "Customer e-mail", false, "", TextProps{InputProps: InputProps{Placeholder: "ada@example.com"}}},
	{"a number", InputNumber, "Weight", true, "", NumberProps{Min: 0.5, Max: 30, Decimals: 2, Prepend: "about", Append: "kg"}},
	{"an amount", InputNumber, "Amount", false, "", NumberProps{DefaultValue: 4500, Min: 1, Max: 9000, Decimals: 2, Currency: "USD", Unit: "minor"}},
	{"a yes or no", InputBoolean, "E-mail the customer", false, "", BooleanProps{DefaultValue: true}},
	{"a date", InputDate, "Ship on", false, "", DateProps{DefaultValue: &CivilDate{2026, 11, 23}, Min: &CivilDate{2026, 1, 1}, Max: &CivilDate{2027, 12, 31}}},
	{"a select", SelectSingle, "Carrier", false, "", SelectProps{InputProps: InputProps{Disabled: true, DisabledReason: "Decided by weight"},
		Options: []Option{{Label: "Post", Value: "post", Description: "Two days", Image: &OptionImage{URL: "/post.svg", Alt: "Horn"}, Group: "By land"},
			{Label: "Bike", Value: 7}, {Label: "Since", Value: time.Unix(0, 0)}},
		DefaultValue: &Option{Label: "Post", Value: "post", Description: "Two days"}, Searchable: true}},
	{"options to choose", SelectMultiple, "Sizes", true, "", SelectManyProps{InputProps: help("Those in stock"),
		Options:      []Option{{Label: "Small", Value: "s"}, {Label: "None", Value: false, Description: "Made to measure", Group: "Others"}},
		DefaultValue: []Option{{Label: "None", Value: false}}, MinSelections: 1, MaxSelections: 2, Searchable: true}},
	{"rows to select", SelectTable, "Charges to refund", false, "", TableProps{
		Columns: []TableColumn{{Label: "Customer", AccessorKey: "customer", Type: "text", Sortable: true}},
		Data:    []TableRow{{Key: "9007199254740993", Data: map[string]any{"customer": "Ada"}}}, TotalRecords: new(1),
		IsSortable: new(true), IsFilterable: new(false), MinSelections: 1, MaxSelections: 3, SelectedKeys: []string{"9007199254740993"}}},
	{"a search", Search, "Customer", false, "", SearchProps{Results: []SearchResult{{Value: "0:0", Label: "Ada Lovelace", Description: "ada@example.com", Image: &OptionImage{URL: "/ada.png"}}}, DefaultValue: new("0:0")}},
	{"a search for several", Search, "Recipients", true, "", SearchProps{Results: []SearchResult{{Value: "2:0", Label: "Ben"}},
		Chosen: []SearchResult{{Value: "1:0", Label: "Ada"}}, MinSelections: 1, MaxSelections: 3}},
	{"a confirmation", Confirm, "Send the money back?", false, "", ConfirmProps{HelpText: "This cannot be undone.", Danger: true,
		ConfirmLabel: "Refund", CancelLabel: "Keep", Changes: []Change{{Label: "Status", Before: "paid", After: "refunded"}}, TypeToConfirm: "REFUND"}},
	{"an identity to confirm", ConfirmIdentity, "Pay out 4,500.00 EUR", false, "", ConfirmIdentityProps{HelpText: "It is more than usual.", GracePeriodMs: new(int64(0))}},
	{"an approval", Approve, "Refund of 500.00 EUR", false, "", ApproveProps{HelpText: "Above the limit of support", Teams: []string{"finance"}, Roles: []string{"admin"},
		Details: []MetadataItem{{Label: "Customer", Value: "Ada"}}, Changes: []Change{{Label: "Status", Before: "paid", After: "refunded"}}}},
	{"a heading", DisplayHeading, "Refund 3 charges", false, "", HeadingProps{Level: 2, Description: "All of one customer",
		MenuItems: []Button{{Label: "Back", Route: "charges", Params: map[string]any{"page": 2}}, {Label: "Receipt", URL: "https://example.com/r"}}}},
	{"markdown", DisplayMarkdown, "**Careful**", false, "", MarkdownProps{HTML: "<p><strong>Careful</strong></p>"}},
	{"metadata", DisplayMetadata, "Charge", false, "", MetadataProps{Layout: "grid", Data: []MetadataItem{
		{Label: "Amount", Value: 4500, Type: "money", Currency: "USD"}, {Label: "Paid", Value: time.Unix(0, 0)},
		{Label: "Number", Value: int64(9007199254740993)}, {Label: "Customer", Value: "Ada", Route: "customers/record", Params: map[string]any{"id": "1"}},
		{Label: "Note", Value: nil}, {Label: "Card", Value: nil, Error: "not available"}, {Label: "Orders", Value: Undefined{}},
		{Label: "Seller", Value: "Ben", Image: &ImageProps{URL: "/people/2.png", Width: "thumbnail", Height: "thumbnail"}}}}},
	{"a table", DisplayTable, "Recent", false, "", TableProps{InputProps: help("The last fifty"),
		Columns: []TableColumn{
			{Label: "Status", AccessorKey: "status", Type: "enum", Filter: &TableFilter{"enum", []FilterOption{{"Paid", "paid"}}}, Colors: map[string]string{"paid": "green"}},
			{Label: "Amount", AccessorKey: "amount", Type: "money", Currency: "USD", Sortable: true, Filter: &TableFilter{Kind: "number"}},
			{Label: "Created at", AccessorKey: "created.at", Type: "datetime", OnCards: true}},
		Data: []TableRow{{Key: "1", Data: map[string]any{"status": TableCell{Label: "Paid", Value: "paid", HighlightColor: "green", Image: &ImageProps{URL: "/paid.png", Width: "thumbnail", Height: "thumbnail"}}, "amount": 4500, "created.at": time.Unix(0, 0)},
			Menu: []Button{{Label: "Refund", Route: "charges/refund", Params: map[string]any{"id": "1"}, Theme: "danger"}}, Route: "charges/record", Params: map[string]any{"id": "1"}}},
		TotalRecords: new(100_000), IsAsync: true, DefaultPageSize: 25, TotalIsEstimate: true, NextCursor: "n", PrevCursor: "p",
		Exports: []TableExport{{"csv", "CSV"}}, Bulk: []Button{{Label: "Refund", Route: "charges/bulk/refund"}}, BulkMost: 100_000}},
	{"a link", DisplayLink, "Open the shop", false, "", LinkProps{Theme: "primary", URL: "https://shop.example.com/"}},
	{"a file to save", DisplayLink, "Price list", false, "", LinkProps{Theme: "secondary", Download: "prices.csv", Size: new(int64(4500))}},
	{"an object", DisplayObject, "Payload", false, "", ObjectProps{Data: map[string]any{"a": []any{1, "two", nil, map[string]any{"c": time.Unix(0, 0)}}, "big": uint64(1 << 60)}}},
	{"code", DisplayCode, "Answer", false, "", CodeProps{Code: "{\"ok\": true}", Language: "json"}},
	{"a grid", DisplayGrid, "Cups", false, "", GridProps{IdealColumnWidth: 260, DefaultPageSize: 12, IsFilterable: new(true), IsAsync: true, HelpText: "Of this year",
		Data: []GridRow{{Key: "7", Data: GridItem{Label: "A cup", Description: "Blue", Image: &GridImage{URL: "/cups/7.png", Alt: "", Fit: "contain", AspectRatio: 1.5},
			Menu: []Button{{Label: "Delete", Route: "cups/delete", Params: map[string]any{"id": "7"}, Theme: "danger"}}, Route: "cups/record", Params: map[string]any{"id": "7"}}}},
		TotalRecords: new(31), TotalIsEstimate: true, NextCursor: "n", PrevCursor: "p"}},
	{"markup", DisplayHTML, "Note", false, "", HTMLProps{HTML: "<p>Called <em>twice</em></p>"}},
	{"a picture", DisplayImage, "Receipt", false, "", ImageProps{URL: "/receipts/1.png", Alt: "Receipt of 45.00 USD", Width: "large", Height: "large"}},
	{"a film", DisplayVideo, "Unpacking", false, "", VideoProps{URL: "data:video/mp4;base64,AAAA", Alt: "A broken cup", Width: "small", Height: "small", Loop: true, Muted: true}},
	{"a chart", DisplayChart, "Refunds and credits", false, "", ChartProps{Kind: "line", Axis: "Day", LabelType: "date", Labels: []any{"2026-11-22", "2026-11-23"},
		Series:   []ChartSeries{{Label: "Refunds", Values: []any{4500, nil}}, {Label: "Credits", Values: []any{0, -50.5}}},
		Currency: "USD", HelpText: "Of all shops"}},
	{"changes", DisplayChanges, "Changes", false, "", ChangesProps{Rows: []Change{{Label: "Amount", Before: 4500, After: 4000, Theirs: 4200, Kind: "money", Currency: "USD"}}}},
	{"a secret", InputText, "New password", false, "", TextProps{Secret: true, MinLength: 12, Lines: 2, Multiline: true}},
	{"a time", InputTime, "Opens at", true, "", TimeProps{DefaultValue: &CivilTime{0, 0}, Min: &CivilTime{8, 30}, Max: &CivilTime{20, 0}}},
	{"a date and time", InputDateTime, "Starts", false, "", DateTimeProps{DefaultValue: &CivilDateTime{CivilDate{2026, 11, 23}, CivilTime{14, 30}},
		Min: &CivilDateTime{CivilDate{2026, 1, 1}, CivilTime{9, 0}}, Zone: "Europe/Berlin"}},
	{"a list of forms", InputForms, "Lines", false, "", FormsProps{DefaultValue: [][]any{{"Tea", true, nil}}, MinItems: 1, MaxItems: 9,
		Fields: []FormsField{{MethodName: InputText, Label: "Product", Props: map[string]any{"maxLength": 20}}, {MethodName: InputBoolean, Label: "Gift", Props: map[string]any{}},
			{MethodName: InputText, Label: "Greeting", IsOptional: true, ShowIf: &ShowIf{At: 1}, Section: new(1), Props: map[string]any{"multiline": true}}},
		Problems: []FormsProblem{{Form: 0, At: 2, Message: "Not that."}}}},
	{"a list", InputList, "Copies to", false, "", ListProps{DefaultValue: []any{"ada@example.com"}, MinItems: 1, MaxItems: 5,
		Each: ListEntry{InputEmail, map[string]any{"placeholder": "name@example.com"}}}},
	{"some JSON", InputJSON, "Settings", false, "", JSONProps{DefaultValue: new("{\n  \"retries\": 3\n}"), MaxBytes: 65536, Lines: 8}},
	{"a spreadsheet", InputSpreadsheet, "Customers", false, "", SpreadsheetProps{DefaultValue: []map[string]any{{"name": "Ada", "age": 36, "active": true}},
		Columns: map[string]string{"name": "string", "age": "number?", "active": "boolean"}, MinRows: 1, MaxRows: 1000,
		Fields:   []SheetField{{Key: "name", Label: "Name", Type: "text"}, {Key: "age", Label: "Age", Type: "int", Optional: true}, {Key: "active", Label: "Active", Type: "boolean", Optional: true}},
		Problems: []SheetProblem{{Row: 0, Key: "age", Message: "Enter a whole number."}}}},
	{"a file", UploadFile, "Receipt", false, "", UploadProps{InputProps: InputProps{HelpText: "As it was printed"}, AllowedExtensions: []string{".pdf", ".png"}, Accept: []string{"image/*", "application/pdf"}, MaxSize: 1 << 20, MaxFiles: 1}},
	{"a formatted text", InputRichText, "Newsletter", false, "", RichTextProps{InputProps: InputProps{Placeholder: "Dear all"}, DefaultValue: new("<p>Hi <strong>there</strong></p>"), MaxLength: 500}},
	{"a slider", InputSlider, "Discount", false, "", SliderProps{DefaultValue: new(0.0), Min: 0, Max: 30, Step: 2.5}},
	{"an address", InputURL, "Website", false, "", URLProps{InputProps: InputProps{Placeholder: "https://"}, DefaultValue: new("https://example.com/a?b=c#d"), AllowedProtocols: []string{"https"}}},
}

func goldenCalls(t *testing.T) []golden {
	t.Helper()
	var calls []golden
	for _, tc := range goldenCases {
		if got, want := reflect.TypeOf(tc.props), Shapes[tc.method].Props; got != want {
			t.Errorf("%s: props are %v, the shape of %s says %v", tc.name, got, tc.method, want)
		}
		props, meta, err := Encode(tc.props)
		if err != nil {
			t.Fatal(err)
		}
		c := Component{
			MethodName: tc.method, Label: tc.label, IsStateful: Shapes[tc.method].State != nil,
			IsOptional: tc.optional, ValidationErrorMessage: tc.message, Props: props, PropsMeta: meta,
		}
		if p, ok := tc.props.(SearchProps); ok && len(p.Chosen) > 0 {
			c.IsMultiple, c.MultipleProps = true, json.RawMessage(`{"defaultValue":["1:0"]}`)
		}
		calls = append(calls, golden{tc.name, IOCall{
			ID: "7c0b9d0e-0000-4000-8000-000000000001", InputGroupKey: "7c0b9d0e-0000-4000-8000-000000000002", Kind: "RENDER",
			ToRender: []Component{c},
		}})
	}
	calls = append(calls, goldenGroup(calls))
	return calls
}

// goldenGroup is a question of several parts with buttons of its own.
func goldenGroup(calls []golden) golden {
	call := calls[0].Call
	call.ToRender = append(append([]Component{}, calls[10].Call.ToRender...), call.ToRender...)
	call.Title = "Refund"
	call.ValidationErrorMessage = "Nothing is left to refund."
	call.ChoiceButtons = []ChoiceButton{{Label: "Refund", Value: "refund", Theme: "danger"}, {Label: "Later", Value: "later", SkipValidation: true}}
	return golden{"a group with choices", call}
}

func TestGoldenCalls(t *testing.T) {
	want, err := json.MarshalIndent(goldenCalls(t), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(goldenFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(goldenFile)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%s is not what the messages are now (%v): go test ./protocol -update, and read the difference", goldenFile, err)
	}
}

func TestEveryComponentHasAGoldenMessage(t *testing.T) {
	seen := map[Method]bool{}
	for _, tc := range goldenCases {
		seen[tc.method] = true
	}
	for m := range Shapes {
		if !seen[m] {
			t.Errorf("%s has no golden message", m)
		}
	}
}

// The golden messages are read as strictly as can be: nothing in them may be
// unknown to the types, and nothing may get lost on the way through them.
func TestGoldenCallsFitTheirTypes(t *testing.T) {
	text, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	var calls []golden
	strict(t, text, &calls)
	for _, g := range calls {
		for _, c := range g.Call.ToRender {
			props := reflect.New(Shapes[c.MethodName].Props)
			strict(t, c.Props, props.Interface())
			if _, err := Decode(c.Props, c.PropsMeta); err != nil {
				t.Errorf("%s: %v", g.Name, err)
			}
		}
	}
}

func strict(t *testing.T, text []byte, v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		t.Errorf("%s: %v", text, err)
	}
}
