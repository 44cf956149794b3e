package protocol

import "reflect"

// The props of the components. Everything that is not an addition is the
// original wire's. An original peer leaves out what it does not know, so that
// nothing here is required of a sender but what has no omitempty.

// InputProps is what every input has.
type InputProps struct {
	HelpText       string `json:"helpText,omitempty"`
	HelpHTML       string `json:"helpHtml,omitempty"` // the help text as inline HTML, where it is formatted; an addition
	Placeholder    string `json:"placeholder,omitempty"`
	Disabled       bool   `json:"disabled,omitempty"`
	DisabledReason string `json:"disabledReason,omitempty"` // addition
}

// TextProps belongs to INPUT_TEXT and INPUT_EMAIL. The answer is a text.
type TextProps struct {
	InputProps
	DefaultValue   *string `json:"defaultValue,omitempty"`
	Multiline      bool    `json:"multiline,omitempty"`
	Lines          int     `json:"lines,omitempty"`
	MinLength      int     `json:"minLength,omitempty"`
	MaxLength      int     `json:"maxLength,omitempty"`
	Pattern        string  `json:"pattern,omitempty"`        // addition: a regular expression for the whole text
	PatternMessage string  `json:"patternMessage,omitempty"` // addition: the pattern in words
	Secret         bool    `json:"secret,omitempty"`         // addition: masked, and kept in no transcript and no draft
}

// NumberProps belongs to INPUT_NUMBER. The answer is a number; towards this
// project's hosts it may also be a decimal text, which is exact.
type NumberProps struct {
	InputProps
	DefaultValue any    `json:"defaultValue,omitempty"` // a number
	Min          any    `json:"min,omitempty"`
	Max          any    `json:"max,omitempty"`
	Decimals     int    `json:"decimals,omitempty"`
	Prepend      string `json:"prepend,omitempty"`
	Currency     string `json:"currency,omitempty"` // ISO code
	Append       string `json:"append,omitempty"`   // addition: shown after the number, where no currency is
	Plain        bool   `json:"plain,omitempty"`    // addition: written without separators, as an id is
	Unit         string `json:"unit,omitempty"`     // addition: "minor" when all values are smallest units of Currency
}

// BooleanProps belongs to INPUT_BOOLEAN. The answer is a boolean.
type BooleanProps struct {
	InputProps
	DefaultValue bool `json:"defaultValue"`
}

// CivilDate is a day without a time zone.
type CivilDate struct {
	Year  int `json:"year"`
	Month int `json:"month"` // 1 to 12
	Day   int `json:"day"`
}

// DateProps belongs to INPUT_DATE. The answer is a [CivilDate].
type DateProps struct {
	InputProps
	DefaultValue *CivilDate `json:"defaultValue,omitempty"`
	Min          *CivilDate `json:"min,omitempty"`
	Max          *CivilDate `json:"max,omitempty"`
}

// Option is one option of a select, and its answer. Label and Value are a text,
// number, boolean or date. Group is an addition: the heading it stands under.
type Option struct {
	Label       any          `json:"label"`
	Value       any          `json:"value"`
	Description string       `json:"description,omitempty"`
	Image       *OptionImage `json:"image,omitempty"`
	Group       string       `json:"group,omitempty"`
}

// OptionImage is the picture of an option or a search result.
type OptionImage struct {
	URL string `json:"url"`
	Alt string `json:"alt,omitempty"`
}

// SelectProps belongs to SELECT_SINGLE. The answer is an [Option].
type SelectProps struct {
	InputProps
	Options      []Option `json:"options"`
	DefaultValue *Option  `json:"defaultValue,omitempty"`
	Searchable   bool     `json:"searchable,omitempty"`
}

// SearchResult is one result of a search. Its value is the answer's text.
type SearchResult struct {
	Value       string       `json:"value"`
	Label       any          `json:"label"`
	Description string       `json:"description,omitempty"`
	Image       *OptionImage `json:"image,omitempty"`
}

// SearchProps belongs to SEARCH. The answer is the value of a [SearchResult],
// also of earlier results; of a multiple component a list of them. The last five
// are additions. Chosen are the earlier results that the state names. With More there is
// another page of results, and with Narrow there are more than can be listed.
type SearchProps struct {
	InputProps
	Results       []SearchResult `json:"results"`
	DefaultValue  *string        `json:"defaultValue,omitempty"`
	Chosen        []SearchResult `json:"chosen,omitempty"`
	MinSelections int            `json:"minSelections,omitempty"`
	MaxSelections int            `json:"maxSelections,omitempty"`
	More          bool           `json:"more,omitempty"`
	Narrow        bool           `json:"narrow,omitempty"`
}

// SearchState is the state of SEARCH: what the person has typed and, as additions,
// the values of what is chosen already, and the last page of results to list, the first
// one 0. A page is added to those before it.
type SearchState struct {
	QueryTerm string   `json:"queryTerm"`
	Chosen    []string `json:"chosen,omitempty"`
	Page      int      `json:"page,omitempty"`
}

// ConfirmProps belongs to CONFIRM, which stands alone. The answer is a boolean.
// All but HelpText are additions. With TypeToConfirm, yes is a
// [TypedConfirmation].
type ConfirmProps struct {
	HelpText      string   `json:"helpText,omitempty"`
	HelpHTML      string   `json:"helpHtml,omitempty"` // the help text as inline HTML, where it is formatted; an addition
	Danger        bool     `json:"danger,omitempty"`
	ConfirmLabel  string   `json:"confirmLabel,omitempty"`
	CancelLabel   string   `json:"cancelLabel,omitempty"`
	Changes       []Change `json:"changes,omitempty"`
	TypeToConfirm string   `json:"typeToConfirm,omitempty"` // what the person has to type
}

// TypedConfirmation is a yes with the word that was asked for.
type TypedConfirmation struct {
	Confirmed bool   `json:"confirmed"`
	Typed     string `json:"typed"`
}

// HeadingProps belongs to DISPLAY_HEADING.
type HeadingProps struct {
	Level       int      `json:"level,omitempty"` // 2 to 4
	Description string   `json:"description,omitempty"`
	MenuItems   []Button `json:"menuItems,omitempty"`
}

// MarkdownProps belongs to DISPLAY_MARKDOWN, whose label is the text.
type MarkdownProps struct {
	HTML string `json:"html,omitempty"` // addition: the label, rendered and cleaned by the host
}

// MetadataItem is one labelled value. Type and Currency are additions, as of
// [TableColumn].
type MetadataItem struct {
	Label    string         `json:"label"`
	Value    any            `json:"value"` // text, number, boolean, date, big integer or null; undefined while it is still to come
	Image    *ImageProps    `json:"image,omitempty"`
	Type     string         `json:"type,omitempty"`
	Currency string         `json:"currency,omitempty"`
	URL      string         `json:"url,omitempty"`
	Route    string         `json:"route,omitempty"`
	Params   map[string]any `json:"params,omitempty"`
	Error    string         `json:"error,omitempty"`
}

// MetadataProps belongs to DISPLAY_METADATA.
type MetadataProps struct {
	Data   []MetadataItem `json:"data"`
	Layout string         `json:"layout,omitempty"` // grid, list or card
}

// LinkProps belongs to DISPLAY_LINK, whose label is the text.
type LinkProps struct {
	Theme    string         `json:"theme,omitempty"`
	URL      string         `json:"url,omitempty"`
	Route    string         `json:"route,omitempty"`
	Params   map[string]any `json:"params,omitempty"`
	Disabled bool           `json:"disabled,omitempty"` // addition
	Over     bool           `json:"over,omitempty"`     // addition: the action opens in a drawer over the screen

	// Download is the name of the file behind URL. Without a URL, an addition: the
	// host hands the file over, which has Size bytes where that is known.
	Download string `json:"download,omitempty"`
	Size     *int64 `json:"size,omitempty"`
}

// ObjectProps belongs to DISPLAY_OBJECT.
type ObjectProps struct {
	Data any `json:"data"`
}

// CodeProps belongs to DISPLAY_CODE.
type CodeProps struct {
	Code     string `json:"code"`
	Language string `json:"language,omitempty"`
}

// Change is one value that changes. Before and After are absent where there was
// or will be nothing.
type Change struct {
	Label    string `json:"label"`
	Before   any    `json:"before,omitempty"`
	After    any    `json:"after,omitempty"`
	Theirs   any    `json:"theirs,omitempty"` // what somebody else has written meanwhile
	Kind     string `json:"kind,omitempty"`   // a column type
	Currency string `json:"currency,omitempty"`
}

// ChangesProps belongs to DISPLAY_CHANGES, an addition.
type ChangesProps struct {
	Rows []Change `json:"rows"`
}

// Shape names the types that belong to a component: of its props, of the state
// it takes and of its answer. State and Answer are nil where there is none.
type Shape struct{ Props, State, Answer reflect.Type }

// Shapes holds the shape of every component.
var Shapes = map[Method]Shape{
	InputText:        {Props: reflect.TypeFor[TextProps](), Answer: reflect.TypeFor[string]()},
	InputEmail:       {Props: reflect.TypeFor[TextProps](), Answer: reflect.TypeFor[string]()},
	InputNumber:      {Props: reflect.TypeFor[NumberProps](), Answer: reflect.TypeFor[any]()},
	InputBoolean:     {Props: reflect.TypeFor[BooleanProps](), Answer: reflect.TypeFor[bool]()},
	InputDate:        {Props: reflect.TypeFor[DateProps](), Answer: reflect.TypeFor[CivilDate]()},
	InputTime:        {Props: reflect.TypeFor[TimeProps](), Answer: reflect.TypeFor[CivilTime]()},
	InputDateTime:    {Props: reflect.TypeFor[DateTimeProps](), Answer: reflect.TypeFor[CivilDateTime]()},
	InputURL:         {Props: reflect.TypeFor[URLProps](), Answer: reflect.TypeFor[string]()},
	InputSlider:      {Props: reflect.TypeFor[SliderProps](), Answer: reflect.TypeFor[float64]()},
	InputList:        {Props: reflect.TypeFor[ListProps](), Answer: reflect.TypeFor[[]any]()},
	InputForms:       {Props: reflect.TypeFor[FormsProps](), State: reflect.TypeFor[FormsState](), Answer: reflect.TypeFor[[]FormsEntry]()},
	InputJSON:        {Props: reflect.TypeFor[JSONProps](), Answer: reflect.TypeFor[string]()},
	InputSpreadsheet: {Props: reflect.TypeFor[SpreadsheetProps](), Answer: reflect.TypeFor[[]any]()},
	UploadFile:       {Props: reflect.TypeFor[UploadProps](), State: reflect.TypeFor[UploadState](), Answer: reflect.TypeFor[UploadedFile]()},
	InputRichText:    {Props: reflect.TypeFor[RichTextProps](), Answer: reflect.TypeFor[string]()},
	SelectSingle:     {Props: reflect.TypeFor[SelectProps](), Answer: reflect.TypeFor[Option]()},
	SelectMultiple:   {Props: reflect.TypeFor[SelectManyProps](), Answer: reflect.TypeFor[[]Option]()},
	SelectTable:      {Props: reflect.TypeFor[TableProps](), State: reflect.TypeFor[TableState](), Answer: reflect.TypeFor[[]RowKey]()},
	Search:           {Props: reflect.TypeFor[SearchProps](), State: reflect.TypeFor[SearchState](), Answer: reflect.TypeFor[string]()},
	Confirm:          {Props: reflect.TypeFor[ConfirmProps](), Answer: reflect.TypeFor[any]()},
	ConfirmIdentity:  {Props: reflect.TypeFor[ConfirmIdentityProps](), Answer: reflect.TypeFor[bool]()},
	Approve:          {Props: reflect.TypeFor[ApproveProps](), Answer: reflect.TypeFor[Decision]()},
	DisplayHeading:   {Props: reflect.TypeFor[HeadingProps]()},
	DisplayMarkdown:  {Props: reflect.TypeFor[MarkdownProps]()},
	DisplayMetadata:  {Props: reflect.TypeFor[MetadataProps]()},
	DisplayTable:     {Props: reflect.TypeFor[TableProps](), State: reflect.TypeFor[TableState]()},
	DisplayLink:      {Props: reflect.TypeFor[LinkProps]()},
	DisplayObject:    {Props: reflect.TypeFor[ObjectProps]()},
	DisplayCode:      {Props: reflect.TypeFor[CodeProps]()},
	DisplayGrid:      {Props: reflect.TypeFor[GridProps](), State: reflect.TypeFor[TableState]()},
	DisplayHTML:      {Props: reflect.TypeFor[HTMLProps]()},
	DisplayImage:     {Props: reflect.TypeFor[ImageProps]()},
	DisplayVideo:     {Props: reflect.TypeFor[VideoProps]()},
	DisplayChanges:   {Props: reflect.TypeFor[ChangesProps]()},
	DisplayChart:     {Props: reflect.TypeFor[ChartProps]()},
}
