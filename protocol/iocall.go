package protocol

import "encoding/json"

// Method names a component of an IO call, for example INPUT_TEXT.
type Method string

// The components of this release. An original Interval peer knows all of them
// but these, which a host degrades for such a peer: DISPLAY_CHANGES and
// DISPLAY_CHART to DISPLAY_TABLE, INPUT_LIST, INPUT_FORMS and INPUT_JSON to
// INPUT_TEXT. APPROVE is not asked of such a peer at all.
const (
	InputText        Method = "INPUT_TEXT"
	InputEmail       Method = "INPUT_EMAIL"
	InputNumber      Method = "INPUT_NUMBER"
	InputBoolean     Method = "INPUT_BOOLEAN"
	InputDate        Method = "INPUT_DATE"
	InputTime        Method = "INPUT_TIME"
	InputDateTime    Method = "INPUT_DATETIME"
	InputURL         Method = "INPUT_URL"
	InputSlider      Method = "INPUT_SLIDER"
	InputRichText    Method = "INPUT_RICH_TEXT"
	InputForms       Method = "INPUT_FORMS"
	InputList        Method = "INPUT_LIST"
	InputJSON        Method = "INPUT_JSON"
	InputSpreadsheet Method = "INPUT_SPREADSHEET"
	UploadFile       Method = "UPLOAD_FILE"
	SelectSingle     Method = "SELECT_SINGLE"
	SelectMultiple   Method = "SELECT_MULTIPLE"
	SelectTable      Method = "SELECT_TABLE"
	Search           Method = "SEARCH"
	Confirm          Method = "CONFIRM"
	ConfirmIdentity  Method = "CONFIRM_IDENTITY"
	Approve          Method = "APPROVE"
	DisplayHeading   Method = "DISPLAY_HEADING"
	DisplayMarkdown  Method = "DISPLAY_MARKDOWN"
	DisplayMetadata  Method = "DISPLAY_METADATA"
	DisplayTable     Method = "DISPLAY_TABLE"
	DisplayLink      Method = "DISPLAY_LINK"
	DisplayObject    Method = "DISPLAY_OBJECT"
	DisplayCode      Method = "DISPLAY_CODE"
	DisplayGrid      Method = "DISPLAY_GRID"
	DisplayHTML      Method = "DISPLAY_HTML"
	DisplayImage     Method = "DISPLAY_IMAGE"
	DisplayVideo     Method = "DISPLAY_VIDEO"
	DisplayChanges   Method = "DISPLAY_CHANGES"
	DisplayChart     Method = "DISPLAY_CHART"
)

// IOCall is one render of one prompt: a question, a display, or several of
// both. ID is new for every render; InputGroupKey stays for the whole prompt.
type IOCall struct {
	ID                     string         `json:"id"`
	InputGroupKey          string         `json:"inputGroupKey"`
	ToRender               []Component    `json:"toRender"`
	ValidationErrorMessage string         `json:"validationErrorMessage,omitempty"`
	ChoiceButtons          []ChoiceButton `json:"choiceButtons,omitempty"`
	Title                  string         `json:"title,omitempty"`  // addition: the heading of a group or form
	Frames                 []Frame        `json:"frames,omitempty"` // addition: how the components are arranged; without, one below the other
	Kind                   string         `json:"kind"`             // always "RENDER"
}

// Component is one element of an IO call. Props and PropsMeta are a value in
// the encoding of this package (see [Encode]).
type Component struct {
	MethodName             Method          `json:"methodName"`
	Label                  string          `json:"label"`
	IsStateful             bool            `json:"isStateful"`
	IsOptional             bool            `json:"isOptional"`
	IsMultiple             bool            `json:"isMultiple"`
	MultipleProps          json.RawMessage `json:"multipleProps,omitempty"` // where IsMultiple: {"defaultValue"?: […]}
	ValidationErrorMessage string          `json:"validationErrorMessage,omitempty"`
	ShowIf                 *ShowIf         `json:"showIf,omitempty"`  // addition: shown only then, and answered with null otherwise
	Section                *int            `json:"section,omitempty"` // addition: the place of the heading, or of the yes or no, that it belongs to
	Props                  json.RawMessage `json:"props"`
	PropsMeta              json.RawMessage `json:"propsMeta,omitempty"`
}

// ShowIf says when a component is shown: while the answer to the component at a
// place is one of these. An answer is compared as text, an option by its value,
// several by any of them; without Answers any will do but false. What is not shown
// has no answer. A component of a section is shown while the section is, and where
// that begins with a yes or no, while it says yes.
type ShowIf struct {
	At      int      `json:"at"`
	Answers []string `json:"answers,omitempty"`
	Not     bool     `json:"not,omitempty"` // shown while the answer is none of these
}

// ChoiceButton is one way to submit an IO call.
type ChoiceButton struct {
	Label          string `json:"label"`
	Value          string `json:"value"`
	Theme          string `json:"theme,omitempty"`          // primary, secondary or danger
	SkipValidation bool   `json:"skipValidation,omitempty"` // addition: answers are not checked and not used
}

// ResponseKind says what a person did with an IO call.
type ResponseKind string

// The kinds of response.
const (
	Return   ResponseKind = "RETURN"    // values are the answers
	SetState ResponseKind = "SET_STATE" // values are new states of stateful components
	Canceled ResponseKind = "CANCELED"  // the person closed the run
	Refresh  ResponseKind = "REFRESH"   // addition, of pages that say they renew: the handler is asked again
)

// IOResponse answers an IO call. Values holds one raw value for each component
// of the call, in its order.
type IOResponse struct {
	ID            string            `json:"id"`
	InputGroupKey string            `json:"inputGroupKey,omitempty"`
	TransactionID string            `json:"transactionId"`
	Kind          ResponseKind      `json:"kind"`
	Values        []json.RawMessage `json:"values"`
	ValuesMeta    json.RawMessage   `json:"valuesMeta,omitempty"`
	Choice        string            `json:"choice,omitempty"`
	Timed         bool              `json:"timed,omitempty"` // addition, of Refresh: nobody asked for it, and what is still on its way is let arrive first
}

// Button is a link in a page's or a row's menu. Exactly one of Route and URL is
// set, unless it is disabled.
type Button struct {
	Label    string         `json:"label"`
	Theme    string         `json:"theme,omitempty"` // primary, secondary or danger
	Route    string         `json:"route,omitempty"` // slug of an action or page
	URL      string         `json:"url,omitempty"`
	Params   map[string]any `json:"params,omitempty"` // scalars
	Disabled bool           `json:"disabled,omitempty"`
	Over     bool           `json:"over,omitempty"` // addition: the action opens in a drawer over the page
}

// LoadingState is what a run shows while it works. Without any field it is a
// plain spinner.
type LoadingState struct {
	Label          string `json:"label,omitempty"`
	Description    string `json:"description,omitempty"`
	ItemsInQueue   *int   `json:"itemsInQueue,omitempty"`
	ItemsCompleted *int   `json:"itemsCompleted,omitempty"`

	// Within are the states that this one is a part of, the outermost first, without
	// a Within of their own. An addition.
	Within []LoadingState `json:"within,omitempty"`
}

// RedirectTarget is where a run sends the person. Exactly one of URL and Route
// is set.
type RedirectTarget struct {
	URL     string         `json:"url,omitempty"`
	Route   string         `json:"route,omitempty"`
	Params  map[string]any `json:"params,omitempty"`
	Replace bool           `json:"replace,omitempty"`
}

// Person is somebody as the messages name them. ID, Name and Roles are
// additions.
type Person struct {
	ID        string   `json:"id,omitempty"`
	Name      string   `json:"name,omitempty"`
	Email     string   `json:"email"`
	FirstName *string  `json:"firstName"`
	LastName  *string  `json:"lastName"`
	Role      string   `json:"role"` // admin, developer or member
	Roles     []string `json:"roles,omitempty"`
	Teams     []string `json:"teams"`

	Claims map[string]string `json:"claims,omitempty"` // addition: only from a dashboard to its hosts
}
