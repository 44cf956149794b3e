package main

import (
	"bufio"
	"context"
	"fmt"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// files asks for files.
func files(reg *stagedoor.Registry) {
	reg.Page("files", stagedoor.Page{Name: "Files", Description: "Files that people hand over."})
	reg.Action("files/one", stagedoor.Action{Name: "One file", Handler: oneFile})
	reg.Action("files/several", stagedoor.Action{Name: "Several files", Handler: severalFiles})
	reg.Action("files/together", stagedoor.Action{Name: "Files beside other questions", Handler: filesTogether})
}

// oneFile counts the lines of a text, which is never whole in memory.
func oneFile(ctx context.Context) error {
	upload, err := io.File("List of customers").Extensions(".csv", ".txt").MaxSize(60_000_000).
		Help("One customer in each line").Get(ctx)
	if err != nil {
		return err
	}
	content, err := upload.Open()
	if err != nil {
		return err
	}
	defer content.Close()
	lines := 0
	for scanner := bufio.NewScanner(content); scanner.Scan(); {
		lines++
	}
	return stagedoor.SetResult(ctx, map[string]any{"name": upload.Name, "type": upload.Type, "size": upload.Size, "lines": lines})
}

func severalFiles(ctx context.Context) error {
	pictures, err := io.Files("Pictures").Types("image/*").AtMost(3).MaxSize(2_000_000).MaxTotal(3_000_000).
		Help("Of the cup, from all sides").Get(ctx)
	if err != nil {
		return err
	}
	sizes := map[string]any{}
	for i, p := range pictures {
		sizes[fmt.Sprintf("%d. %s", i+1, p.Name)] = p.Size
	}
	return stagedoor.SetResult(ctx, sizes)
}

func filesTogether(ctx context.Context) error {
	var note string
	var receipt *io.Upload
	var others []io.Upload
	err := io.Group(
		io.Text("Note").Into(&note),
		io.File("Receipt").Types("application/pdf", "image/*").Optional().Into(&receipt),
		io.Files("Attachments").Optional().Into(&others),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"note": note, "receipt": receipt != nil, "attachments": len(others)})
}
