package host_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	stageio "github.com/stagedoor/stagedoor/io"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

type pageHandlers = map[string]func(ctx context.Context) (host.Layout, error)

func layout(title, description string, children ...stageio.Component) func(context.Context) (host.Layout, error) {
	return func(context.Context) (host.Layout, error) {
		l := host.Layout{Title: title, Description: description}
		surface, err := stageio.Prepare(children...)
		if surface != nil {
			l.Children = surface
		}
		return l, err
	}
}

func replayPages(t *testing.T) {
	epoch := time.Unix(0, 0)
	play(t, "page-simple", replay{differs: []difference{plainTables, {why: "the old name of a route is read and not written", change: func(_ protocol.RPCMethod, recorded map[string]any) {
		page, _ := recorded["page"].(map[string]any)
		items, _ := page["menuItems"].([]any)
		for i := range items {
			if item := items[i].(map[string]any); item["action"] != nil {
				item["route"] = item["action"]
				delete(item, "action")
			}
		}
	}}}, pages: pageHandlers{
		"pg_title": layout("A title", "A description"),
		"pg_menu": func(context.Context) (host.Layout, error) {
			return host.Layout{Title: "Menu", MenuItems: []protocol.Button{
				{Label: "Create", Route: "things/create", Params: map[string]any{"from": "page", "n": 1, "at": "1970-01-01T00:00:00.000Z"}},
				{Label: "Docs", URL: "https://example.com", Theme: "secondary"},
				{Label: "Old", Route: "old", Theme: "danger", Disabled: true},
				{Label: "Off", Disabled: true},
			}}, nil
		},
		"pg_children": layout("Children", "", stageio.Heading("H").Level(2), stageio.Markdown("text"),
			stageio.Metadata("M", stageio.MetaItem{Label: "a", Value: 1}, stageio.MetaItem{Label: "d", Value: epoch}),
			stageio.Link("L", stageio.LinkTo{Route: "x"}), stageio.Table("T", []one{{1}}).Columns(columnA)),
		"pg_empty": layout("", ""),
	}})
	play(t, "page-ctx", replay{pages: pageHandlers{"pg_ctx": layout("Ctx", "")}})
	play(t, "page-browser-drop", replay{pages: pageHandlers{"*": layout("x", "", stageio.Markdown("y"))}})
	loading := func(ctx context.Context, _ func(string, any)) error {
		tx, _ := txn.From(ctx)
		tx.Link().Loading(ctx, protocol.LoadingState{Label: "Working", ItemsInQueue: new(2), ItemsCompleted: new(0)})
		<-ctx.Done()
		return ctx.Err()
	}
	play(t, "reconnect-loading-and-page", replay{differs: []difference{plainTables}, run: handlers{
		"rl_loading": loading,
		"rl_table":   asking(1, shows(stageio.Table("T", []one{{1}}).Columns(columnA).Show)),
	}, pages: pageHandlers{"rl_page": layout("P", "", stageio.Markdown("x"))}})
}

type one struct{ a int }

var columnA = stageio.Column[one]{Label: "a", Key: "a", Value: func(o one) any { return o.a }}

type choice string

func replayChoices(t *testing.T) {
	pick := func(g stageio.GroupCall, choices ...string) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := stageio.Choose(ctx, g, choices...)
			return err
		}
	}
	var reason *string
	var found []string
	text, number := "", new(0.0)
	play(t, "group-choices", replay{without: map[string]string{"T": noContinueButton}, differs: []difference{withThemes}, run: handlers{"group_choices": func(ctx context.Context, rec func(string, any)) error {
		c, err := stageio.ChooseWith(ctx, stageio.Group(stageio.Text("Text").Into(&text)),
			stageio.ChoiceOf[choice]{Value: "Save"}, stageio.ChoiceOf[choice]{Value: "close", Label: "Save and close", Theme: stageio.Primary},
			stageio.ChoiceOf[choice]{Value: "delete", Label: "Delete", Theme: stageio.Danger}, stageio.ChoiceOf[choice]{Value: "other", Label: "Other", Theme: stageio.Secondary})
		rec("group", map[string]any{"choice": c, "returnValue": []any{text}})
		for _, ask := range []func(context.Context) error{
			pick(stageio.Group(stageio.Number("A").Optional().Into(&number)), "Go"),
			func(ctx context.Context) error {
				_, err := stageio.ChooseWith(ctx, stageio.Group(stageio.Text("Single").Into(&text)),
					stageio.ChoiceOf[choice]{Value: "y", Label: "Yes"}, stageio.ChoiceOf[choice]{Value: "n", Label: "No"})
				return err
			},
			pick(stageio.Group(stageio.Text("Optional").Optional().Into(&reason)), "One", "Two"),
			pick(stageio.Group(stageio.Number("Optional after").Optional().Into(&number)), "One", "Two"),
			pick(stageio.Group(stageio.Markdown("Pick one")), "A", "B"),
			pick(stageio.Group(stageio.SearchMany("Search", func(_ context.Context, query string) ([]string, error) {
				return []string{query}, nil
			}).Initial([]string{"x"}).Into(&found)), "Done"),
			pick(stageio.Group(stageio.Text("Reason").Optional().Into(&reason)).Validate(func(context.Context) error {
				if reason == nil {
					return stageio.Invalid("Give a reason")
				}
				return nil
			}), "Approve", "Reject"),
		} {
			err = errors.Join(err, ask(ctx))
		}
		return err
	}}})
}

func replayLogsAndLoading(t *testing.T) {
	play(t, "ctx-log", replay{run: handlers{"ctx_log": func(ctx context.Context, rec func(string, any)) error {
		tx, _ := txn.From(ctx)
		for _, line := range []string{
			"one", "several 1 true null undefined {\n  \"a\": {\n    \"b\": [\n      1,\n      2\n    ]\n  }\n} [\n  \"x\"\n] \"1970-01-01T00:00:00.000Z\"",
			"  spaced  line\nbreak", strings.Repeat("x", 10050), "burst 1", "burst 2", "burst 3",
		} {
			tx.Link().Log(ctx, "", line)
		}
		if _, err := stageio.Text("Between").Get(ctx); err != nil {
			return err
		}
		tx.Link().Log(ctx, "", "after")
		return finish(ctx, "logged")
	}}, differs: []difference{{why: "a call without arguments takes an index there", change: func(_ protocol.RPCMethod, recorded map[string]any) {
		delete(recorded, "index")
	}}}})
	state := func(label, description string, queue, done int) protocol.LoadingState {
		s := protocol.LoadingState{Label: label, Description: description}
		if queue > 0 {
			s.ItemsInQueue, s.ItemsCompleted = new(queue), new(done)
		}
		return s
	}
	play(t, "ctx-loading", replay{only: 12, because: "what follows uses progress that the recorded handler built by hand", run: handlers{"ctx_loading": func(ctx context.Context, rec func(string, any)) error {
		tx, _ := txn.From(ctx)
		for _, burst := range [][]protocol.LoadingState{
			{state("Just a label", "", 0, 0)}, {state("Working", "please wait", 0, 0)}, {state("Working", "nearly", 0, 0)}, {state("text update", "nearly", 0, 0)},
			{state("Items", "", 3, 0)}, {state("Items", "", 3, 1)}, {state("Items", "", 3, 2), state("Items", "", 3, 3), state("Burst", "", 3, 3)}, {state("", "", 0, 0)}, {state("deprecated title", "", 0, 0)},
		} {
			for _, s := range burst {
				tx.Link().Loading(ctx, s)
			}
			time.Sleep(250 * time.Millisecond)
		}
		_, err := stageio.Text("Input").Get(ctx)
		return fmt.Errorf("end: %w", err)
	}}, differs: []difference{{why: "the old name of the label is read and not written", change: func(_ protocol.RPCMethod, recorded map[string]any) {
		if title, old := recorded["title"]; old {
			recorded["label"] = title
			delete(recorded, "title")
		}
	}}}})
}
