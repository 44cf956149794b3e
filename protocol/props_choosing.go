package protocol

// SelectManyProps belongs to SELECT_MULTIPLE. The answer is a list of [Option].
// Searchable, and of the options everything but label and value, are additions.
type SelectManyProps struct {
	InputProps
	Options       []Option `json:"options"`
	DefaultValue  []Option `json:"defaultValue"`
	MinSelections int      `json:"minSelections,omitempty"`
	MaxSelections int      `json:"maxSelections,omitempty"`
	Searchable    bool     `json:"searchable,omitempty"`
}

// ConfirmIdentityProps belongs to CONFIRM_IDENTITY, which stands alone. The answer
// is a boolean; a dashboard passes yes on only when it has proof. HelpText is an
// addition.
type ConfirmIdentityProps struct {
	HelpText      string `json:"helpText,omitempty"`
	HelpHTML      string `json:"helpHtml,omitempty"`      // the help text as inline HTML, where it is formatted; an addition
	GracePeriodMs *int64 `json:"gracePeriodMs,omitempty"` // absent: 5 minutes
}

// ApproveProps belongs to APPROVE, an addition, which stands alone. It is for
// somebody else than the owner of the run: whoever is on one of Teams or has one
// of Roles; without any, whoever may use the action. The answer is a [Decision].
type ApproveProps struct {
	HelpText string         `json:"helpText,omitempty"`
	HelpHTML string         `json:"helpHtml,omitempty"` // the help text as inline HTML, where it is formatted; an addition
	Teams    []string       `json:"teams,omitempty"`
	Roles    []string       `json:"roles,omitempty"`
	Details  []MetadataItem `json:"details,omitempty"`
	Changes  []Change       `json:"changes,omitempty"`
}

// Decision is what somebody said to APPROVE. By is filled in by the dashboard's
// server and never by a browser.
type Decision struct {
	Approved bool    `json:"approved"`
	Reason   string  `json:"reason,omitempty"`
	By       Decider `json:"by"`
}

// Decider is who decided.
type Decider struct {
	ID    string `json:"id"`
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
}
