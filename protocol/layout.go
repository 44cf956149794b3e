package protocol

// PageLayout is what a page shows, in SEND_PAGE and towards the browser.
type PageLayout struct {
	Kind        string        `json:"kind"` // always "BASIC"
	Title       *string       `json:"title,omitempty"`
	Description *string       `json:"description,omitempty"`
	Children    *IOCall       `json:"children,omitempty"`
	MenuItems   []Button      `json:"menuItems,omitempty"`
	Beside      *PagesBeside  `json:"beside,omitempty"` // addition
	Errors      []LayoutError `json:"errors"`
	Refresh     int           `json:"refresh,omitempty"` // addition: seconds after which the page is renewed while it is looked at
	Age         int           `json:"age,omitempty"`     // addition, of pages with Refresh: seconds since everything of them was there, before anything newer came
	Renews      bool          `json:"renews,omitempty"`  // addition: the host renews the page in its place when it is told REFRESH
	States      *int          `json:"states,omitempty"`  // addition: how many of the changes of state that the host was told it takes into account; nil: nobody knows
}

// PagesBeside lead to the pages before and after a page, such as those of records.
type PagesBeside struct {
	Previous *Button `json:"previous,omitempty"`
	Next     *Button `json:"next,omitempty"`
}

// LayoutError tells which part of a page could not be shown. Message was written
// for people; anything else is only a reference.
type LayoutError struct {
	LayoutKey string `json:"layoutKey,omitempty"` // title, description, children or menuItems
	Error     string `json:"error"`
	Message   string `json:"message"`
	Reference string `json:"reference,omitempty"`
}

// PublicError is the part of an error that may cross to a dashboard.
type PublicError struct {
	Message   string // a sentence for a person
	Reference string // where the full text is in the service's log; empty when Message is the full text
}
