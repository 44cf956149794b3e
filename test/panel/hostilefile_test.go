package panel_test

import (
	"context"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// A file answers the input that it was handed over for: neither the next question
// of the same run, nor the input beside it.
func TestSec_D06_AFileBelongsToItsQuestion(t *testing.T) {
	reg, got := stagedoor.NewRegistry(), &reached{}
	reg.Action("files", stagedoor.Action{Handler: func(ctx context.Context) error {
		if _, err := io.File("First").Get(ctx); err != nil {
			return err
		}
		var second, third io.Upload
		err := io.Group(io.File("Second").Into(&second), io.File("Third").Into(&third)).Ask(ctx)
		if err == nil {
			got.add(second.Name + " " + third.Name)
		}
		return err
	}})
	_, web := mount(t, dbtest.Open(t), reg)
	ana := open(t, web, "ana")
	h := &attack{t: t, ana: ana, run: ana.start("files", nil), got: got}
	first := h.run.hand(0, "first.txt", "1")
	h.run.next(first)
	second, third := h.run.hand(0, "second.txt", "2"), h.run.hand(1, "third.txt", "3")
	h.refused("the file of the first question", 0, first, third)
	h.refused("the file of the input beside it", 1, second, second)
	h.untouched()
	if ended := h.run.ends(second, third); ended.Status != protocol.RunDone {
		t.Fatalf("the run ended as %+v", ended)
	}
	if all := got.all(); len(all) != 1 || all[0] != "second.txt third.txt" {
		t.Errorf("the action got %v", all)
	}
}
