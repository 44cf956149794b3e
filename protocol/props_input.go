package protocol

import "encoding/json"

// CivilTime is a time of day without a day or a time zone.
type CivilTime struct {
	Hour   int `json:"hour"` // 0 to 23
	Minute int `json:"minute"`
}

// TimeProps belongs to INPUT_TIME. The answer is a [CivilTime].
type TimeProps struct {
	InputProps
	DefaultValue *CivilTime `json:"defaultValue,omitempty"`
	Min          *CivilTime `json:"min,omitempty"`
	Max          *CivilTime `json:"max,omitempty"`
}

// CivilDateTime is what calendar and clock show, without a time zone.
type CivilDateTime struct {
	CivilDate
	CivilTime
}

// DateTimeProps belongs to INPUT_DATETIME. The answer is a [CivilDateTime].
type DateTimeProps struct {
	InputProps
	DefaultValue *CivilDateTime `json:"defaultValue,omitempty"`
	Min          *CivilDateTime `json:"min,omitempty"`
	Max          *CivilDateTime `json:"max,omitempty"`
	Zone         string         `json:"zone,omitempty"` // addition: whose clocks are meant, in words for people
}

// URLProps belongs to INPUT_URL. The answer is a text.
type URLProps struct {
	InputProps
	DefaultValue     *string  `json:"defaultValue,omitempty"`
	AllowedProtocols []string `json:"allowedProtocols,omitempty"` // without colons; absent: http and https
}

// SliderProps belongs to INPUT_SLIDER. The answer is a number.
type SliderProps struct {
	InputProps
	DefaultValue *float64 `json:"defaultValue,omitempty"`
	Min          float64  `json:"min"`
	Max          float64  `json:"max"`
	Step         float64  `json:"step,omitempty"` // absent: 1
}

// ListEntry says what each value of a list is: an input without a label.
type ListEntry struct {
	MethodName Method         `json:"methodName"`
	Props      map[string]any `json:"props"`
}

// ListProps belongs to INPUT_LIST, an addition: several values of one input. The
// answer is an array of that input's answers.
type ListProps struct {
	InputProps
	DefaultValue []any     `json:"defaultValue,omitempty"`
	Each         ListEntry `json:"each"`
	MinItems     int       `json:"minItems,omitempty"`
	MaxItems     int       `json:"maxItems,omitempty"`
}

// FormsField is a component of each form of a list. At in ShowIf and Section are
// places among the fields.
type FormsField struct {
	MethodName Method         `json:"methodName"`
	Label      string         `json:"label"`
	IsOptional bool           `json:"isOptional,omitempty"`
	ShowIf     *ShowIf        `json:"showIf,omitempty"`
	Section    *int           `json:"section,omitempty"`
	Props      map[string]any `json:"props"`
}

// FormsProps belongs to INPUT_FORMS, an addition: several forms of the same
// fields. The answer is an array of [FormsEntry]. A field may be such a list itself,
// with the default of the list in the form among the values of that form.
type FormsProps struct {
	InputProps
	DefaultValue [][]any        `json:"defaultValue,omitempty"` // what the fields of each form hold
	Fields       []FormsField   `json:"fields"`
	EntryLabel   string         `json:"entryLabel,omitempty"` // what one of the forms is called; default: as the list
	MinItems     int            `json:"minItems,omitempty"`
	MaxItems     int            `json:"maxItems,omitempty"`
	Problems     []FormsProblem `json:"problems,omitempty"` // with the last answer
}

// FormsEntry is one form of an answer.
type FormsEntry struct {
	From   *int              `json:"from,omitempty"` // its place in the default; absent for a new one
	Values []json.RawMessage `json:"values"`
}

// FormsState is the state of INPUT_FORMS where one of its fields has a state: that
// of the field at a place. All forms share it. Of a list in a list it is a FormsState.
type FormsState struct {
	At    int             `json:"at"`
	State json.RawMessage `json:"state"`
}

// FormsProblem is what is wrong with a field of a form.
type FormsProblem struct {
	Form     int            `json:"form"`
	At       int            `json:"at"` // the place of the field
	Message  string         `json:"message"`
	Problems []FormsProblem `json:"problems,omitempty"` // of a list in the form: those of its fields
}

// JSONProps belongs to INPUT_JSON, an addition. The answer is the text of a JSON
// value, as it was typed.
type JSONProps struct {
	InputProps
	DefaultValue *string `json:"defaultValue,omitempty"`
	MaxBytes     int     `json:"maxBytes,omitempty"`
	Lines        int     `json:"lines,omitempty"`
}

// RichTextProps belongs to INPUT_RICH_TEXT. The default and the answer are HTML;
// the limits, which are additions, count the characters of its text.
type RichTextProps struct {
	InputProps
	DefaultValue *string `json:"defaultValue,omitempty"`
	MinLength    int     `json:"minLength,omitempty"`
	MaxLength    int     `json:"maxLength,omitempty"`
}

// SheetField is a column of a spreadsheet.
type SheetField struct {
	Key      string   `json:"key"`
	Label    string   `json:"label"`
	Type     string   `json:"type"` // text, email, url, number, int, money, decimal, boolean, date, time, datetime or enum
	Optional bool     `json:"optional,omitempty"`
	Help     string   `json:"help,omitempty"`
	Options  []string `json:"options,omitempty"` // of an enum: what may be entered
	Currency string   `json:"currency,omitempty"`

	// What a cell may hold, both included: numbers as they are typed, amounts in whole
	// units. What is not said may still be refused.
	Min       string `json:"min,omitempty"`
	Max       string `json:"max,omitempty"`
	MinLength int    `json:"minLength,omitempty"` // of a text, in characters
	MaxLength int    `json:"maxLength,omitempty"`
}

// SheetProblem says what is wrong with a cell of the last answer.
type SheetProblem struct {
	Row     int    `json:"row"`           // from 0
	Key     string `json:"key,omitempty"` // of the column; absent for the whole row
	Message string `json:"message"`
}

// SpreadsheetProps belongs to INPUT_SPREADSHEET. The answer is an array of objects
// with a value for each key of a column: of a dashboard of ours a text as it was
// typed, or true or false. Rows without anything in them are left out.
type SpreadsheetProps struct {
	InputProps
	DefaultValue []map[string]any  `json:"defaultValue,omitempty"`
	Columns      map[string]string `json:"columns"`            // by key: string, number or boolean, with a question mark where it may be empty
	Fields       []SheetField      `json:"fields,omitempty"`   // addition: the same in their order, with all that is known of them
	MinRows      int               `json:"minRows,omitempty"`  // addition
	MaxRows      int               `json:"maxRows,omitempty"`  // addition
	Problems     []SheetProblem    `json:"problems,omitempty"` // addition
}
