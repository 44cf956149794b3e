package stagedoor

import "github.com/stagedoor/stagedoor/io"

// Layout is what a page shows.
type Layout struct {
	// Title is the heading. Default: the page's name.
	Title string

	// Description is a line under the title.
	Description string

	// Menu holds the buttons beside the title, the most useful first.
	Menu []Link

	// Children are the displays of the page, in order. Each loads and fails for
	// itself. Inputs are refused: a page shows, an action asks.
	Children []io.Component
}

// Link leads to an action or a page of the panel (Route) or to another address
// (URL).
type Link = io.LinkTo
