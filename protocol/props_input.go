package protocol

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
