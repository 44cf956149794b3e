package stagedoor

import (
	"time"

	"github.com/stagedoor/stagedoor/io"
)

// Layout is what a page shows.
type Layout struct {
	// Title is the heading, such as the name of what the page is about. Default: the
	// page's name.
	Title string

	// Description is a line under the title.
	Description string

	// Menu holds the buttons beside the title, the most useful first.
	Menu []Link

	// Previous and Next lead to the pages beside this one, such as those of the records
	// before and after it; the zero Link is none.
	Previous, Next Link

	// Children are the displays of the page, in order; io.Columns, io.Section and
	// io.Tabs arrange them. They load side by side, and each arrives and fails for
	// itself. Inputs are refused: a page shows, an action asks.
	Children []io.Component

	// Refresh is how long the page is shown before its handler is asked again, as
	// long as somebody looks at it. Less than a second counts as one. What is still
	// loading then is let arrive first, for up to five minutes, and it is asked at the
	// time after that. What tables and tabs show stays, as long as the handler returns
	// the same components. Default: it is not asked again by itself.
	Refresh time.Duration
}

// Link leads to an action or a page of the panel (Route) or to another address
// (URL).
type Link = io.LinkTo
