package protocol

import "encoding/json"

// SendIOCallRequest shows a render. IOCall is the text of an [IOCall].
type SendIOCallRequest struct {
	TransactionID string `json:"transactionId"`
	IOCall        string `json:"ioCall"`
}

// Accepted answers SEND_IO_CALL. On the wire it is true, false or an object of
// type ERROR with a message.
type Accepted struct {
	OK      bool
	Message string // why not; may be empty
}

// MarshalJSON writes true, or an object of type ERROR, or false without a message.
func (a Accepted) MarshalJSON() ([]byte, error) {
	if a.OK || a.Message == "" {
		return json.Marshal(a.OK)
	}
	return json.Marshal(TypedReply{Type: TypeUpperError, Message: a.Message})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Accepted) UnmarshalJSON(data []byte) error {
	var ok bool
	if json.Unmarshal(data, &ok) == nil {
		*a = Accepted{OK: ok}
		return nil
	}
	var reply TypedReply
	if err := json.Unmarshal(data, &reply); err != nil {
		return &FormatError{What: "answer to SEND_IO_CALL", Err: err}
	}
	*a = Accepted{Message: reply.Message}
	return nil
}

// SendLoadingRequest shows what a run is doing. TransactionID may be a page key.
type SendLoadingRequest struct {
	TransactionID string `json:"transactionId"`
	Title         string `json:"title,omitempty"` // the old name of Label: read, never written
	LoadingState
}

// SendLogRequest adds a line to a run's log. The same index twice is the same
// line.
type SendLogRequest struct {
	TransactionID string `json:"transactionId"`
	Data          string `json:"data"`
	Index         *int   `json:"index,omitempty"`
	Timestamp     *int64 `json:"timestamp,omitempty"` // milliseconds since 1970

	Level LogLevel `json:"level,omitempty"` // addition
}

// LogLevel is how much a line of a log matters.
type LogLevel string

// The levels. Lines without one are of level info, and those are sent without.
const (
	LogInfo  LogLevel = ""
	LogDebug LogLevel = "debug"
	LogWarn  LogLevel = "warn"
	LogError LogLevel = "error"
)

// SendRedirectRequest sends the person elsewhere. TransactionID may be a page
// key.
type SendRedirectRequest struct {
	TransactionID string `json:"transactionId"`
	Action        string `json:"action,omitempty"` // the old name of Route: read, never written
	RedirectTarget
}

// SendPageRequest shows a page. Page is the text of a [PageLayout]; without it
// the page has nothing to show.
type SendPageRequest struct {
	PageKey string  `json:"pageKey"`
	Page    *string `json:"page,omitempty"`
}

// ResultStatus is how a run ended.
type ResultStatus string

// The result statuses.
const (
	ResultSuccess    ResultStatus = "SUCCESS"
	ResultFailure    ResultStatus = "FAILURE"
	ResultCanceled   ResultStatus = "CANCELED"
	ResultRedirected ResultStatus = "REDIRECTED"
)

// ResultMeta is the Meta of a result with displays. Data is what they say as a value
// or in words, for peers that do not know of them.
type ResultMeta struct {
	Values   json.RawMessage `json:"values,omitempty"` // of Data
	Displays []Component     `json:"displays"`         // addition
}

// MarkCompleteRequest ends a run. Result is the text of a [Result]; without it
// the run succeeded with nothing to say. Repeating it is harmless.
type MarkCompleteRequest struct {
	TransactionID string       `json:"transactionId"`
	ResultStatus  ResultStatus `json:"resultStatus,omitempty"`
	Result        *string      `json:"result,omitempty"`
}

// Result is the outcome of a run. Data and Meta are a value in the encoding of
// this package; of a failure, Data is a [Failure].
type Result struct {
	SchemaVersion int             `json:"schemaVersion"` // 1; hosts in Python leave it out
	Status        ResultStatus    `json:"status"`
	Data          json.RawMessage `json:"data"`
	Meta          json.RawMessage `json:"meta,omitempty"`
}

// Failure is what a run that failed says to people.
type Failure struct {
	Error     string `json:"error"` // kind of error, usually Error
	Message   string `json:"message"`
	Cause     string `json:"cause,omitempty"`
	Reference string `json:"reference,omitempty"` // addition: where the full text is in the service's log
}

// NotifyRequest tells the person, or others, something.
type NotifyRequest struct {
	TransactionID        string     `json:"transactionId"`
	Message              string     `json:"message"`
	Title                string     `json:"title,omitempty"`
	CreatedAt            string     `json:"createdAt"` // RFC 3339 in UTC with milliseconds
	DeliveryInstructions []Delivery `json:"deliveryInstructions,omitempty"`
	IdempotencyKey       string     `json:"idempotencyKey,omitempty"` // of two with the same, a receiver gets one
	Link                 *Button    `json:"link,omitempty"`           // addition
}

// Delivery names a receiver of a notification.
type Delivery struct {
	To     string `json:"to"`               // an e-mail; to a dashboard of ours also the id of a person
	Method string `json:"method,omitempty"` // EMAIL or SLACK
}

// StartTransactionRequest starts a run. A transaction id that the host knows is
// not started again.
type StartTransactionRequest struct {
	TransactionID              string          `json:"transactionId"`
	ActionName                 string          `json:"actionName"` // the full slug, as Action.Slug
	Action                     ActionRef       `json:"action"`
	Environment                string          `json:"environment"`
	User                       Person          `json:"user"`
	Params                     json.RawMessage `json:"params"` // an object of scalars
	ParamsMeta                 json.RawMessage `json:"paramsMeta,omitempty"`
	DisplayResolvesImmediately bool            `json:"displayResolvesImmediately"`
	RunURL                     string          `json:"runUrl,omitempty"` // addition: where the run is shown
}

// ActionRef names an action to its handler.
type ActionRef struct {
	Slug string `json:"slug"` // full
	URL  string `json:"url"`
}

// IOResponseRequest delivers an answer. Value is the text of an [IOResponse].
type IOResponseRequest struct {
	TransactionID string `json:"transactionId"`
	Value         string `json:"value"`
}

// Unknown stands for the id and the input group key in a cancellation when no IO
// call is open.
const Unknown = "UNKNOWN"

// CloseTransactionRequest says that nobody looks at a run any more.
type CloseTransactionRequest struct {
	TransactionID string `json:"transactionId"`
}

// OpenPageCall opens a page on a host. The layout follows as SEND_PAGE.
type OpenPageCall struct {
	PageKey     string          `json:"pageKey"`
	Page        PageSlug        `json:"page"`
	Environment string          `json:"environment"`
	User        Person          `json:"user"`
	Params      json.RawMessage `json:"params"` // an object of scalars
	ParamsMeta  json.RawMessage `json:"paramsMeta,omitempty"`
}

// PageSlug names a page.
type PageSlug struct {
	Slug string `json:"slug"`
}

// ClosePageCall closes a page. Closing twice is harmless.
type ClosePageCall struct {
	PageKey string `json:"pageKey"`
}
