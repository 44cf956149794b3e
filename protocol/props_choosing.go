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
	GracePeriodMs *int64 `json:"gracePeriodMs,omitempty"` // absent: 5 minutes
}
