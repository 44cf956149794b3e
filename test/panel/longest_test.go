package panel_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// The longest answers that are documented come through, escaped as JSON escapes
// them; one byte more is refused in words.
func TestLongestAnswersArrive(t *testing.T) {
	const longest = 256 << 10
	reg := stagedoor.NewRegistry()
	got := &reached{}
	reg.Action("rich", stagedoor.Action{Handler: func(ctx context.Context) error {
		text, err := io.RichText("Q").Get(ctx)
		got.add(len(text))
		return err
	}})
	reg.Action("json", stagedoor.Action{Handler: func(ctx context.Context) error {
		text, err := io.JSON("Q").MaxBytes(longest).Get(ctx)
		got.add(len(text))
		return err
	}})
	_, web := mount(t, dbtest.Open(t), reg, func(*stagedoor.Config) {})
	list := func(entries int) string { return "[" + strings.TrimSuffix(strings.Repeat("\"\",", entries), ",") + "]" }
	for slug, text := range map[string]string{
		"rich": "<p>" + strings.Repeat("x", longest-7) + "</p>",
		"json": list((longest - 2) / 3),
	} {
		answer, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		over, err := json.Marshal(text + "    ")
		if err != nil {
			t.Fatal(err)
		}
		h := &attack{t: t, ana: open(t, web, "ana"), slug: slug, got: &reached{}}
		h.run = h.ana.start(slug, nil)
		h.refused("four bytes more", 0, string(over))
		if ended := h.ana.follow(h.run.id).ends(string(answer)); ended.Status != protocol.RunDone {
			t.Errorf("%s: %d bytes: %+v", slug, len(text), ended.Result)
		}
	}
	if all := got.all(); len(all) != 2 {
		t.Errorf("the actions got %v", all)
	}
}
