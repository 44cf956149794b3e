package xlsx_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/stagedoor/stagedoor/export/xlsx"
	"github.com/stagedoor/stagedoor/io"
)

type charge struct {
	ID    int64     `io:""`
	Note  string    `io:""`
	Cents int64     `io:"label:Amount;currency:USD"`
	Yen   int64     `io:"currency:JPY"`
	Rate  float64   `io:""`
	Paid  bool      `io:""`
	At    time.Time `io:""`
	Token string    // never
}

func book(t *testing.T, content []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestRowsKeepTheirKinds(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 30, 0, 0, time.FixedZone("", 3600))
	rows := []charge{
		{ID: 7, Note: "ada & <b>ben</b>\x00", Cents: -1999, Yen: 1200, Rate: 0.25, Paid: true, At: at, Token: "secret"},
		{ID: 9007199254740993},
	}
	var out bytes.Buffer
	if err := io.WriteRows(&out, xlsx.Format, rows); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(out.Bytes(), []byte("secret")) {
		t.Error("what has no tag is in the file")
	}
	f := book(t, out.Bytes())
	for cell, want := range map[string]struct {
		text string
		kind excelize.CellType
	}{
		"A1": {"ID", excelize.CellTypeInlineString}, "C1": {"Amount (USD)", excelize.CellTypeInlineString}, "D1": {"Yen (JPY)", excelize.CellTypeInlineString},
		"A2": {"7", excelize.CellTypeUnset}, "B2": {"ada & <b>ben</b>\uFFFD", excelize.CellTypeInlineString},
		"C2": {"-19.99", excelize.CellTypeUnset}, "D2": {"1200", excelize.CellTypeUnset}, "E2": {"0.25", excelize.CellTypeUnset},
		"F2": {"TRUE", excelize.CellTypeBool}, "G2": {"2026-11-23 09:30:00", excelize.CellTypeUnset},
		"A3": {"9007199254740993", excelize.CellTypeInlineString}, "C3": {"0.00", excelize.CellTypeUnset}, "G3": {"", excelize.CellTypeUnset},
	} {
		text, err := f.GetCellValue("Sheet1", cell)
		if err != nil || text != want.text {
			t.Errorf("%s is %q, %v, want %q", cell, text, err, want.text)
		}
		if kind, err := f.GetCellType("Sheet1", cell); err != nil || kind != want.kind {
			t.Errorf("%s is of kind %v, %v, want %v", cell, kind, err, want.kind)
		}
	}
	if xlsx.Format.Name() != "Excel" || xlsx.Format.Extension() != "xlsx" || !strings.Contains(xlsx.Format.ContentType(), "spreadsheetml") {
		t.Errorf("%s %s %s", xlsx.Format.Name(), xlsx.Format.Extension(), xlsx.Format.ContentType())
	}
}

func TestTextsAreNeverFormulas(t *testing.T) {
	bad := []string{"=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", `=HYPERLINK("https://evil.test","x")`, "=cmd|' /C calc'!A0"}
	column := io.Column[string]{Label: "=1+1", Value: func(s string) any { return s }}
	var out bytes.Buffer
	if err := io.WriteRows(&out, xlsx.Format, bad, column); err != nil {
		t.Fatal(err)
	}
	f := book(t, out.Bytes())
	rows, err := f.GetRows("Sheet1")
	if err != nil || len(rows) != len(bad)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if formula, err := f.GetCellFormula("Sheet1", cell); err != nil || formula != "" || !strings.HasPrefix(row[0], "'") {
			t.Errorf("%s is %q, formula %q, %v", cell, row[0], formula, err)
		}
	}
}

// A workbook that does not come to its end leaves nothing behind, also when it
// was too large for memory.
func TestGivenUpWorkbooksLeaveNothing(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	out, err := xlsx.Format.Begin(new(bytes.Buffer), []string{"A"})
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("x", 30_000)
	for range 800 { // more than is kept in memory
		if err := out.Row([]any{text}); err != nil {
			t.Fatal(err)
		}
	}
	if files, err := filepath.Glob(filepath.Join(os.TempDir(), "*")); err != nil || len(files) == 0 {
		t.Fatalf("nothing is in a file: %v", err)
	}
	out.Drop()
	if files, err := filepath.Glob(filepath.Join(os.TempDir(), "*")); err != nil || len(files) != 0 {
		t.Errorf("left behind: %v, %v", files, err)
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	if _, err := xlsx.Format.Begin(new(bytes.Buffer), make([]string, 16_385)); err == nil {
		t.Error("16,385 columns")
	}
	column := io.Column[int]{Label: "A", Value: func(n int) any { return n }}
	if err := io.WriteRows(broken{}, xlsx.Format, []int{1}, column); !errors.Is(err, context.Canceled) {
		t.Errorf("a reader that has gone: %v", err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, context.Canceled }
