package protocol

import "encoding/json"

// RPCMethod names a call between a host and a dashboard.
type RPCMethod string

// The calls a host makes, each with the types of its data and of its answer.
// Those that answer a bool say false for a transaction or page they do not know.
const (
	InitializeHost    RPCMethod = "INITIALIZE_HOST"           // InitializeHostRequest → InitializeHostReply
	BeginHostShutdown RPCMethod = "BEGIN_HOST_SHUTDOWN"       // struct{} → TypedReply
	SendIOCall        RPCMethod = "SEND_IO_CALL"              // SendIOCallRequest → Accepted
	SendLoadingCall   RPCMethod = "SEND_LOADING_CALL"         // SendLoadingRequest → bool
	SendLog           RPCMethod = "SEND_LOG"                  // SendLogRequest → bool
	SendRedirect      RPCMethod = "SEND_REDIRECT"             // SendRedirectRequest → bool
	SendPage          RPCMethod = "SEND_PAGE"                 // SendPageRequest → bool
	MarkComplete      RPCMethod = "MARK_TRANSACTION_COMPLETE" // MarkCompleteRequest → bool
	Notify            RPCMethod = "NOTIFY"                    // NotifyRequest → bool
)

// The calls a dashboard makes.
const (
	StartTransaction RPCMethod = "START_TRANSACTION" // StartTransactionRequest → nothing
	IOResponseCall   RPCMethod = "IO_RESPONSE"       // IOResponseRequest → nothing
	CloseTransaction RPCMethod = "CLOSE_TRANSACTION" // CloseTransactionRequest → nothing
	OpenPage         RPCMethod = "OPEN_PAGE"         // OpenPageCall → TypedReply
	ClosePage        RPCMethod = "CLOSE_PAGE"        // ClosePageCall → nothing
)

// InitializeHostRequest declares a host's routes. A repeated call replaces the
// whole set.
type InitializeHostRequest struct {
	SDKName    string      `json:"sdkName,omitempty"`
	SDKVersion string      `json:"sdkVersion,omitempty"`
	Timestamp  int64       `json:"timestamp,omitempty"` // milliseconds since 1970; orders calls of one connection
	RequestID  string      `json:"requestId,omitempty"`
	Actions    []ActionDef `json:"actions"`
	Groups     []PageDef   `json:"groups"`

	// InstanceID names the host for its whole process life, also over a connection
	// that has no header to carry it. An addition.
	InstanceID string `json:"instanceId,omitempty"`
}

// ActionDef declares an action. The full slug is GroupSlug, a slash and Slug;
// without a group it is Slug.
type ActionDef struct {
	Slug           string  `json:"slug"`
	GroupSlug      string  `json:"groupSlug,omitempty"`
	Name           string  `json:"name,omitempty"`
	Description    string  `json:"description,omitempty"`
	Backgroundable bool    `json:"backgroundable,omitempty"`
	Unlisted       bool    `json:"unlisted,omitempty"`
	WarnOnClose    *bool   `json:"warnOnClose,omitempty"`
	Access         *Access `json:"access,omitempty"`

	// Additions.
	HelpText       string `json:"helpText,omitempty"`
	Section        string `json:"section,omitempty"`        // heading in the side bar, for example Records
	KeepTranscript int64  `json:"keepTranscript,omitempty"` // milliseconds; zero drops it when the run ends
	Dangerous      bool   `json:"dangerous,omitempty"`      // always shows its start card
	Icon           string `json:"icon,omitempty"`
	Order          int    `json:"order,omitempty"` // place among all routes, from 1; zero is wherever it came
}

// FullSlug is the action's slug with its group's.
func (a ActionDef) FullSlug() string {
	if a.GroupSlug == "" {
		return a.Slug
	}
	return a.GroupSlug + "/" + a.Slug
}

// PageDef declares a page, or with HasHandler false a bare group of routes. Slug
// is the full slug.
type PageDef struct {
	Slug        string  `json:"slug"`
	Name        string  `json:"name"`
	Description string  `json:"description,omitempty"`
	HasHandler  bool    `json:"hasHandler,omitempty"`
	HasIndex    bool    `json:"hasIndex,omitempty"` // the old name of HasHandler: read, never written
	Unlisted    bool    `json:"unlisted,omitempty"`
	Access      *Access `json:"access,omitempty"`

	// Additions.
	HelpText string `json:"helpText,omitempty"`
	Section  string `json:"section,omitempty"`
	Icon     string `json:"icon,omitempty"`
	Order    int    `json:"order,omitempty"` // as of ActionDef
}

// Access limits a route to teams. On the wire everybody is a plain text.
type Access struct {
	Everybody bool
	Teams     []string // slugs; without any, nobody but administrators
}

const entireOrganization = "entire-organization"

// MarshalJSON writes the text entire-organization or an object with teams.
func (a Access) MarshalJSON() ([]byte, error) {
	if a.Everybody {
		return json.Marshal(entireOrganization)
	}
	return json.Marshal(struct {
		Teams []string `json:"teams"`
	}{append([]string{}, a.Teams...)})
}

// UnmarshalJSON reads what MarshalJSON writes. Any other text is refused.
func (a *Access) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		if text != entireOrganization {
			return &FormatError{What: "access", Err: errUnknownAccess}
		}
		*a = Access{Everybody: true}
		return nil
	}
	var object struct {
		Teams []string `json:"teams"`
	}
	if err := json.Unmarshal(data, &object); err != nil {
		return &FormatError{What: "access", Err: err}
	}
	*a = Access{Teams: object.Teams}
	return nil
}

// The values of Type in replies. Hosts and dashboards differ in case.
const (
	TypeSuccess      = "success"
	TypeError        = "error"
	TypeUpperSuccess = "SUCCESS" // of OPEN_PAGE
	TypeUpperError   = "ERROR"   // of OPEN_PAGE and SEND_IO_CALL
)

// InitializeHostReply accepts or refuses a host. Everything but Message and
// SDKAlert belongs to success.
type InitializeHostReply struct {
	Type         string        `json:"type"` // success or error
	Environment  string        `json:"environment,omitempty"`
	InvalidSlugs []string      `json:"invalidSlugs"`
	Organization *Organization `json:"organization,omitempty"`
	DashboardURL string        `json:"dashboardUrl,omitempty"`
	Warnings     []string      `json:"warnings"`
	SDKAlert     *SDKAlert     `json:"sdkAlert"`
	Message      string        `json:"message,omitempty"`

	// Components names the component methods beyond the original ones that the
	// dashboard can draw. An addition; hosts degrade what is not named.
	Components []Method `json:"components,omitempty"`
}

// Organization is whose dashboard it is.
type Organization struct {
	Name string `json:"name"`
	Slug string `json:"slug"`
}

// SDKAlert is a dashboard's remark on the version of a host.
type SDKAlert struct {
	MinSDKVersion string `json:"minSdkVersion"`
	Severity      string `json:"severity"` // INFO, WARNING or ERROR
	Message       string `json:"message,omitempty"`
}

// TypedReply is the answer of OPEN_PAGE and BEGIN_HOST_SHUTDOWN.
type TypedReply struct {
	Type    string `json:"type"`
	PageKey string `json:"pageKey,omitempty"`
	Message string `json:"message,omitempty"`
}
