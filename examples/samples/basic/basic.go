// Package basic is the smallest app there is: one question and one answer.
package basic

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Register adds the app to reg.
func Register(reg *stagedoor.Registry) {
	reg.Action("hello_world", stagedoor.Action{
		Section:     "Basic",
		Description: "Asks for a name and greets whoever has it",
		Handler:     hello,
	})
}

func hello(ctx context.Context) error {
	name, err := io.Text("Your name").MaxLength(60).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, "Hello, "+name+"!")
}
