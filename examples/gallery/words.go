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
	reg.Action("words/lines", stagedoor.Action{Name: "Several lines", Handler: lines})
	reg.Action("words/rich", stagedoor.Action{Name: "Formatted text", Handler: rich})
	reg.Action("words/secret", stagedoor.Action{Name: "Secrets", Handler: secrets})
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

func lines(ctx context.Context) error {
	var note, code string
	err := io.Group(
		io.Text("Note").Lines(6).Placeholder("What happened").MaxLength(200).Into(&note),
		io.Text("Shelf").Pattern("[A-Z]-[0-9]+", "A letter, a dash and a number.").Into(&code),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"note": note, "shelf": code})
}

// secrets tells how long its answers are, and nothing else of them.
func secrets(ctx context.Context) error {
	var owner, password string
	var key *string
	err := io.Group(
		io.Text("Owner").Into(&owner),
		io.Text("New password").Secret().MinLength(12).Into(&password),
		io.Text("Private key").Secret().Lines(3).Optional().Into(&key),
	).Ask(ctx)
	if err != nil {
		return err
	}
	given := 0
	if key != nil {
		given = len(*key)
	}
	return stagedoor.SetResult(ctx, map[string]any{"owner": owner, "password": len(password), "key": given})
}

func rich(ctx context.Context) error {
	var letter string
	var note *string
	err := io.Group(
		io.RichText("Letter").Placeholder("Dear all").MaxLength(200).Into(&letter),
		io.RichText("Footer").Default(`<p>See <a href="https://example.com/">our <b>shop</b></a>.</p>`).Optional().Into(&note),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"letter": letter, "note": note})
}
