package io_test

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// outline writes frames in short, with the places of their parts.
func outline(frames []protocol.Frame) string {
	var b strings.Builder
	for i, f := range frames {
		if i > 0 {
			b.WriteByte(' ')
		}
		if f.Kind == protocol.FramePart {
			b.WriteByte(byte('0' + f.Part))
			continue
		}
		b.WriteString(string(f.Kind))
		if f.Key != "" {
			b.WriteString("=" + f.Key)
		}
		if f.Lazy {
			b.WriteString("?")
		}
		b.WriteString("(" + outline(f.Frames) + ")")
	}
	return b.String()
}

func labels(components []protocol.Component) (labels []string) {
	for _, c := range components {
		labels = append(labels, c.Label)
	}
	return labels
}

func TestFramesArrangeAPage(t *testing.T) {
	s, err := io.Prepare(
		io.Markdown("top"),
		io.Columns(
			io.Stack(io.Markdown("left"), io.Markdown("below left")),
			io.Section("Right", io.Markdown("inside")).Description("Why").Card(),
		).Widths(2, 1),
		io.Section("", io.Markdown("no heading")),
		io.Section("More", io.Markdown("hidden")).Collapsed(),
	)
	if err != nil {
		t.Fatal(err)
	}
	call, err := s.Call(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := outline(call.Frames), "0 columns(stack(1 2) section(4)) section(5) section(7)"; got != want {
		t.Errorf("frames %s, want %s", got, want)
	}
	// A dashboard without frames reads the same from top to bottom.
	want := []string{"top", "left", "below left", "Right", "inside", "no heading", "More", "hidden"}
	if got := labels(call.ToRender); !reflect.DeepEqual(got, want) {
		t.Errorf("components %q, want %q", got, want)
	}
	columns, more := call.Frames[1], call.Frames[3]
	right := columns.Frames[1]
	if !reflect.DeepEqual(columns.Widths, []int{2, 1}) || !right.Card || right.Help != "Why" || right.Title != "Right" {
		t.Errorf("columns %+v", columns)
	}
	if !more.Folds || !more.Closed {
		t.Errorf("the collapsed section: %+v", more)
	}
	if !protocol.FramesFit(call.Frames, len(call.ToRender)) {
		t.Error("a dashboard would refuse these frames")
	}
}

func TestAPageWithoutFramesSaysNothingOfThem(t *testing.T) {
	s, err := io.Prepare(io.Markdown("one"), io.Markdown("two"))
	if err != nil {
		t.Fatal(err)
	}
	if call, err := s.Call(t.Context()); err != nil || call.Frames != nil {
		t.Errorf("frames %v, %v", call.Frames, err)
	}
}

func TestFramesThatCannotBe(t *testing.T) {
	deep := io.Component(io.Markdown("x"))
	for range 7 {
		deep = io.Stack(deep)
	}
	cases := map[string]io.Component{
		"widths":         io.Columns(io.Markdown("x")).Widths(1, 2),
		"width 0":        io.Columns(io.Markdown("x"), io.Markdown("y")).Widths(0, 1),
		"needs a title":  io.Section("", io.Markdown("x")).Collapsible(),
		"tab needs":      io.Tabs(io.Tab("", io.Markdown("x"))),
		"without a tab":  io.Tabs(),
		"outside Tabs":   io.Tab("x"),
		"displays only":  io.Tabs(io.Tab("x", io.Text("y"))),
		"deeper than 6":  deep,
		"component 2 of": io.Section("x", io.Text("y")),
	}
	for want, c := range cases {
		if _, err := io.Prepare(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Prepare = %v, want an error about %q", err, want)
		}
	}
}

// counted is a table that counts how often it is asked.
func counted(label string, asked *int) io.TableDisplay[int] {
	return io.TableFrom(label, func(context.Context, io.TableQuery) (io.TablePage[int], error) {
		*asked++
		return io.TablePage[int]{Rows: []int{*asked}, Total: 1}, nil
	})
}

// drawing is the way to a dashboard that draws all or only what the original does.
type drawing struct {
	txn.Link
	original bool
}

func (d drawing) Draws(protocol.Method) bool { return !d.original }

// opened is the context of a page that was opened with params.
func opened(t *testing.T, original bool, params map[string]any) context.Context {
	info := txn.Info{ID: "page-1", Params: params, Page: true}
	return txn.NewContext(t.Context(), txn.New(info, drawing{original: original}))
}

func TestTabsLoadWhenTheyAreOpened(t *testing.T) {
	var first, second, inner, other int
	s, err := io.Prepare(io.Tabs(
		io.Tab("Open orders", counted("First", &first)),
		io.Tab("Open orders", counted("Second", &second), io.Tabs(
			io.Tab("Inner", counted("Inner", &inner)),
			io.Tab("Other", counted("Other", &other)),
		)),
	))
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	call, err := s.Call(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := "tabs=tab(tab=open-orders(1) tab=open-orders-2?(3 tabs=tab2(tab=inner?(5) tab=other?(7))))"
	if got := outline(call.Frames); got != want {
		t.Errorf("frames %s, want %s", got, want)
	}
	if first != 1 || second+inner+other != 0 {
		t.Fatalf("asked %d, %d, %d and %d times", first, second, inner, other)
	}
	if p := string(call.ToRender[3].Props); !strings.Contains(p, `"loading":true`) {
		t.Errorf("a table in a closed tab: %s", p)
	}
	states := make([]json.RawMessage, 8)
	states[2] = raw2(`{"open":true}`)
	for range 2 { // opening twice loads once
		if _, err := s.SetState(ctx, states, nil); err != nil {
			t.Fatal(err)
		}
	}
	if call, err = s.Call(ctx); err != nil || first != 1 || second != 1 || inner != 1 || other != 0 {
		t.Fatalf("asked %d, %d, %d and %d times: %v", first, second, inner, other, err)
	}
	want = "tabs=tab(tab=open-orders(1) tab=open-orders-2(3 tabs=tab2(tab=inner(5) tab=other?(7))))"
	if got := outline(call.Frames); got != want {
		t.Errorf("frames %s, want %s", got, want)
	}
	states[2] = raw2(`{"open":"yes"}`)
	if _, err := s.SetState(ctx, states, nil); err != nil {
		t.Fatal(err)
	}
	if call, _ = s.Call(ctx); call.ToRender[2].ValidationErrorMessage == "" {
		t.Error("an odd state of a tab was taken")
	}
}

func TestTheAddressOpensATab(t *testing.T) {
	for _, tc := range []struct {
		tab           any
		original      bool
		first, second int
	}{
		{nil, false, 1, 0}, {"b", false, 0, 1}, {"gone", false, 1, 0}, {7, false, 1, 0},
		{nil, true, 1, 1}, // nobody could open it
	} {
		var first, second int
		s, err := io.Prepare(io.Tabs(io.Tab("A", counted("A", &first)), io.Tab("B", counted("B", &second))))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Call(opened(t, tc.original, map[string]any{"tab": tc.tab})); err != nil {
			t.Fatal(err)
		}
		if first != tc.first || second != tc.second {
			t.Errorf("tab %v, original %v: asked %d and %d times", tc.tab, tc.original, first, second)
		}
	}
}

// renewed returns a page like s whose handler was asked again.
func renewed(t *testing.T, s txn.Surface, components ...io.Component) (txn.Surface, protocol.IOCall) {
	t.Helper()
	again, err := io.Prepare(components...)
	if err != nil {
		t.Fatal(err)
	}
	again.Resume(s)
	call, err := again.Call(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return again, call
}

func TestAPageIsRenewedInItsPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var quick, hidden int
		wait := time.Duration(0)
		parts := func() []io.Component {
			return []io.Component{
				slowly("Slow", wait, 7, 8, 9),
				counted("Quick", &quick),
				io.Tabs(io.Tab("A"), io.Tab("B", counted("Hidden", &hidden)), io.Tab("C", counted("Never", &hidden))),
			}
		}
		s, err := io.Prepare(parts()...)
		if err != nil {
			t.Fatal(err)
		}
		first, _ := s.Call(t.Context())
		states := make([]json.RawMessage, len(first.ToRender))
		states[0], states[3] = raw2(`{"offset":1}`), raw2(`{"open":true}`)
		if _, err := s.SetState(t.Context(), states, nil); err != nil {
			t.Fatal(err)
		}

		wait = time.Minute
		s, call := renewed(t, s, parts()...)
		if call.InputGroupKey != first.InputGroupKey || call.ID == first.ID {
			t.Errorf("renewed: key %s, id %s", call.InputGroupKey, call.ID)
		}
		if p := string(call.ToRender[0].Props); strings.Contains(p, "loading") || !strings.Contains(p, `"Value":8`) {
			t.Errorf("what was there has to stay while the new is on its way: %s", p)
		}
		if quick != 2 || hidden != 2 {
			t.Errorf("asked %d and %d times: each again, and the tab nobody opened not", quick, hidden)
		}
		if got := outline(call.Frames); !strings.Contains(got, "tab=b(") || !strings.Contains(got, "tab=c?(") {
			t.Errorf("frames %s", got)
		}

		// Once more while it still loads: what was there is still there.
		s, call = renewed(t, s, parts()...)
		if p := string(call.ToRender[0].Props); !strings.Contains(p, `"Value":8`) {
			t.Errorf("renewed twice: %s", p)
		}
		<-s.Changes()
		if p := propsOf(t, s)[0]; strings.Contains(p, `"Value":7`) || !strings.Contains(p, `"Value":8`) {
			t.Errorf("the second page was asked for: %s", p)
		}

		// Other components are another page.
		_, call = renewed(t, s, io.Table("Else", []int{1}))
		if call.InputGroupKey == first.InputGroupKey {
			t.Error("a page of other components kept its key")
		}
	})
}

func TestFramesInAnAction(t *testing.T) {
	var name, city string
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Group(
			io.Columns(io.Text("Name").Into(&name), io.Text("City").Into(&city)),
			io.Section("Notes", io.Markdown("x")),
		).Ask(ctx)
	})
	s := run.Expect("Name")
	if got := outline(s.Call().Frames); got != "columns(0 1) section(3)" {
		t.Errorf("frames %s", got)
	}
	s.AnswerAll("Ada", "London")
	finish(t, run)
	if name != "Ada" || city != "London" {
		t.Errorf("answers %q, %q", name, city)
	}
}

func TestFramesCanBeShown(t *testing.T) {
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		return io.Columns(io.Markdown("left"), io.Markdown("right")).Show(ctx)
	})
	finish(t, run)
}
