package protocol

// A view is a state of a list on a page that somebody has given a name: what is
// searched, filtered by, sorted by and shown. It is opened by writing it into the
// address.

// View is a saved view as one person sees it.
type View struct {
	ID     string `json:"id"`
	List   string `json:"list"`            // label of the list on its page
	Name   string `json:"name"`            // of the view
	State  string `json:"state"`           // what it adds to the address of the page, as a query
	Shared bool   `json:"shared"`          // everybody who may see the page sees it
	Mine   bool   `json:"mine"`            // the person saved it, and may change and delete it
	Owner  string `json:"owner,omitempty"` // name of whoever shares it, of those of others
}

// ViewsRequest asks for the views of a page that the person may see.
type ViewsRequest struct {
	Slug string `json:"slug"`
}

// Views are the person's own, then what others share, each the oldest first.
type Views struct {
	Views []View `json:"views"`
}

// SaveViewRequest saves a new view. The same key saves it once, however often it
// is sent.
type SaveViewRequest struct {
	Slug   string `json:"slug"`
	List   string `json:"list"`  // at most 255 bytes
	Key    string `json:"key"`   // made by the browser, at most 64 characters
	Name   string `json:"name"`  // 1 to 80 characters
	State  string `json:"state"` // at most 8 KiB and 50 values
	Shared bool   `json:"shared"`
}

// ChangeViewRequest gives a view of the person all of these.
type ChangeViewRequest struct {
	ViewID string `json:"viewId"`
	Name   string `json:"name"`
	State  string `json:"state"`
	Shared bool   `json:"shared"`
}

// ViewRef names a view.
type ViewRef struct {
	ViewID string `json:"viewId"`
}
