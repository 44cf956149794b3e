package autoactions_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Member has a picture, which they need, and may have a contract.
type Member struct {
	ID       uint   `io:"readonly"`
	Name     string `gorm:"size:50" io:"search" validate:"required"`
	Photo    []byte `gorm:"not null" io:"image" validate:"required"`
	Contract []byte `io:"file"`
}

var png = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89")

func TestFilesOfARecordAreAskedForAndKept(t *testing.T) {
	for name, model := range map[string]autoactions.Model[Member]{"": {}, "tried first": {DryRun: true}} {
		t.Run(name, func(t *testing.T) {
			desk.Each(t, []any{&Member{}}, func(t *testing.T, d *desk.Desk) { contents(t, d, model) })
		})
	}
}

func contents(t *testing.T, d *desk.Desk, model autoactions.Model[Member]) {
	autoactions.Register(d.Reg, d.DB, model)
	stored := func() Member {
		var row Member
		desk.Must(t, d.DB.First(&row).Error)
		return row
	}
	run := d.Start("members/create", "")
	form := run.Expect("Photo")
	form.Choose("Review", desk.Filled(form, map[string]any{"Name": "Ada"}))
	if form = run.Expect("Photo"); form.Message() == "" {
		t.Error("the picture may be missing")
	}
	form.Choose("Review", desk.Filled(form, map[string]any{"Name": "Ada", "Photo": form.Upload("ada.png", png)}))
	run.Expect("Keep editing").Choose("Create member")
	desk.Ends(t, run)
	if row := stored(); !bytes.Equal(row.Photo, png) || len(row.Contract) != 0 {
		t.Fatalf("made %+v", row)
	}
	// A file is added, and what is not touched stays.
	id := fmt.Sprint(stored().ID)
	run = d.Start("members/edit", id)
	form = run.Expect("Contract")
	form.Choose("Review changes", desk.Filled(form, map[string]any{"Contract": form.Upload("contract.pdf", []byte("%PDF-1.4\n"))}))
	review := run.Expect("Keep editing")
	if got := difference(t, run.Expect("Changes")); got != "Contract: <nil> → 9 bytes" {
		t.Errorf("the review says %q", got)
	}
	review.Choose("Save 1 change")
	desk.Ends(t, run)
	if row := stored(); !bytes.Equal(row.Photo, png) || string(row.Contract) != "%PDF-1.4\n" {
		t.Fatalf("edited into %+v", row)
	}
	page := d.Open("members/record", id)
	if c, _ := page.Component("Contract"); !strings.Contains(string(c.Props), "contract.pdf") {
		t.Errorf("it is handed over as %s", c.Props)
	}
	undo := d.Start("members/undo", undoable(d, "members/record", id))
	undo.Expect("Undo this edit of Ada?").Answer(true)
	desk.Ends(t, undo)
	if row := stored(); !bytes.Equal(row.Photo, png) || len(row.Contract) != 0 {
		t.Errorf("undone into %+v", row)
	}
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	desk.Each(t, []any{&Member{}}, func(t *testing.T, d *desk.Desk) {
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Member]{})
		form := d.Start("members/create", "").Expect("Photo")
		if err := form.UploadError("ada.png", []byte("%PDF-1.4\n")); err == nil {
			t.Error("a document is taken for a picture")
		}
		if err := form.UploadError("ada.png", append(bytes.Clone(png), make([]byte, 5<<20)...)); err == nil {
			t.Error("a picture of five megabytes is taken")
		}
	})
}
