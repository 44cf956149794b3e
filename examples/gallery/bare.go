package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
)

// bare has pages without anything on them.
func bare(reg *stagedoor.Registry) {
	reg.Page("bare", stagedoor.Page{Name: "Bare", Handler: emptyLayout})
	reg.Page("bare/alone", stagedoor.Page{Name: "Alone", Handler: emptyLayout})
	reg.Page("bare/childless", stagedoor.Page{Name: "Childless"})
}

func emptyLayout(context.Context) (stagedoor.Layout, error) { return stagedoor.Layout{}, nil }
