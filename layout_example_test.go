package stagedoor_test

import (
	"context"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// The page is asked for again every ten seconds, as long as somebody looks at it.
func ExampleLayout() {
	queue := func(ctx context.Context) (stagedoor.Layout, error) {
		return stagedoor.Layout{
			Title:       "Queue",
			Description: "What the workers have to do.",
			Menu:        []stagedoor.Link{{Label: "Add a job", Route: "jobs/add", Over: true}},
			Children: []io.Component{
				io.Metadata("", io.MetaItem{Label: "Waiting", Value: 41}).Layout(io.CardLayout),
				io.Table("Newest", []string{"mail 17", "mail 18"}),
			},
			Refresh: 10 * time.Second,
		}, nil
	}
	_ = queue
}
