package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// words asks for texts.
func words(reg *stagedoor.Registry) {
	reg.Page("words", stagedoor.Page{Name: "Words", Description: "Texts of all kinds."})
	reg.Action("words/text", stagedoor.Action{Name: "Text", Handler: text})
	reg.Action("words/email", stagedoor.Action{Name: "E-mail", Handler: email})
}

func text(ctx context.Context) error {
	answer, err := io.Text("Department").MinLength(5).MaxLength(20).Help("As on the door").Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, answer)
}

func email(ctx context.Context) error {
	answer, err := io.Email("Your e-mail").Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, answer)
}
