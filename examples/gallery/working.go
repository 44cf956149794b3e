package main

import (
	"context"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

const hostileText = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>`

// working shows what a run is at, step by step, and texts that would like to be
// more than texts.
func working(reg *stagedoor.Registry) {
	reg.Page("working", stagedoor.Page{Name: "Working"})
	reg.Action("working/stages", stagedoor.Action{Name: "In stages", Handler: workInStages})
	reg.Action("working/beside", stagedoor.Action{Name: "Beside a question", Handler: workBeside})
	reg.Action("working/log", stagedoor.Action{Name: "Many lines", Handler: logLines})
	reg.Action("working/flood", stagedoor.Action{Name: "Thousands of lines", Handler: logFlood})
	reg.Action("working/panics", stagedoor.Action{Name: "Panics", Handler: panics})
	reg.Action("working/hostile", stagedoor.Action{Name: "Hostile texts", Description: hostileText, Handler: askHostile})
}

// workInStages shows what its address says, until it is cancelled.
func workInStages(ctx context.Context) error {
	stage, err := stagedoor.ParamsAs[struct {
		Label string `param:"label,optional"`
		Text  string `param:"text,optional"`
		Steps int    `param:"steps,optional"`
		Done  int    `param:"done,optional"`
	}](ctx)
	if err != nil {
		return err
	}
	call := io.Loading(stage.Label).Description(stage.Text)
	if stage.Steps > 0 {
		call = call.Steps(stage.Steps)
	}
	progress, err := call.Start(ctx)
	for i := 0; err == nil && i < stage.Done; i++ {
		err = progress.Step(ctx)
	}
	if err != nil {
		return err
	}
	return workSilently(ctx)
}

// workBeside goes on working while its question waits.
func workBeside(ctx context.Context) error {
	progress, err := io.Loading("Counting").Start(ctx)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		err := pause(ctx, 300*time.Millisecond)
		if err == nil {
			err = progress.Describe(ctx, "while the question waits")
		}
		done <- err
	}()
	yes, err := io.Confirm("Go on?").Get(ctx)
	if err != nil {
		return err
	}
	if err := <-done; err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"went on": yes})
}

func logLines(ctx context.Context) error { return logTo(ctx, 10) }

// logFlood logs as an import does that says something of each row.
func logFlood(ctx context.Context) error { return logTo(ctx, 2000) }

func logTo(ctx context.Context, n int) error {
	for i := range n {
		if err := stagedoor.Log(ctx, "Line %d", i); err != nil {
			return err
		}
	}
	return nil
}

func askHostile(ctx context.Context) error {
	if err := stagedoor.Log(ctx, "%s", hostileText); err != nil {
		return err
	}
	var text string
	err := io.Group(
		io.Heading(hostileText).Description(hostileText),
		io.Markdown(hostileText+" [link](javascript:window.ran=1) **bold**"),
		io.Metadata(hostileText, io.MetaItem{Label: hostileText, Value: hostileText}),
		io.Text(hostileText).Help(hostileText).Placeholder(hostileText).Into(&text),
	).Title(hostileText).Submit(hostileText).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{hostileText: text})
}

// panics is a mistake of the program: nobody made what it counts in.
func panics(context.Context) error {
	count(nil, "parcels")
	return nil
}

func count(counts map[string]int, what string) { counts[what]++ }
