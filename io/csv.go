package io

import (
	"encoding/csv"
	"fmt"
	stdio "io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// CSV writes comma-separated values in UTF-8, with a mark at the beginning by
// which spreadsheets know that, and quotes where they are needed, also around the
// empty cells of a table with one column. Dates are written as
// 2006-01-02T15:04:05Z. A text that a spreadsheet would take for a formula gets an
// apostrophe in front.
var CSV Format = csvFormat{}

type csvFormat struct{}

func (csvFormat) Name() string        { return "CSV" }
func (csvFormat) Extension() string   { return "csv" }
func (csvFormat) ContentType() string { return "text/csv; charset=utf-8" }

const byteOrderMark = "\uFEFF"

func (csvFormat) Begin(w stdio.Writer, columns []string) (RowWriter, error) {
	if _, err := stdio.WriteString(w, byteOrderMark); err != nil {
		return nil, err
	}
	out := &csvRows{out: csv.NewWriter(w), to: w}
	out.out.UseCRLF = true
	header := make([]any, len(columns))
	for i, name := range columns {
		header[i] = name
	}
	return out, out.Row(header)
}

type csvRows struct {
	out    *csv.Writer
	to     stdio.Writer
	record []string
}

func (r *csvRows) Row(cells []any) error {
	r.record = r.record[:0]
	for _, c := range cells {
		r.record = append(r.record, csvText(c))
	}
	if len(r.record) == 1 && r.record[0] == "" {
		return r.empty()
	}
	return r.out.Write(r.record)
}

// empty writes the only cell of a row with quotes: readers leave out lines that
// are blank.
func (r *csvRows) empty() error {
	r.out.Flush()
	if err := r.out.Error(); err != nil {
		return err
	}
	_, err := stdio.WriteString(r.to, "\"\"\r\n")
	return err
}

func (r *csvRows) End() error {
	r.out.Flush()
	return r.out.Error()
}

// Drop has nothing to give up.
func (r *csvRows) Drop() {}

func csvText(c any) string {
	switch c := c.(type) {
	case nil:
		return ""
	case string:
		return Harmless(c)
	case bool:
		if c {
			return "true"
		}
		return "false"
	case float64:
		return formatFloat(c)
	case time.Time:
		return c.UTC().Format(time.RFC3339Nano)
	}
	return fmt.Sprint(c) // numbers
}

var negative = regexp.MustCompile(`^-[0-9]+(\.[0-9]+)?$`)

// Harmless returns text with an apostrophe in front if a spreadsheet would take
// it for a formula: when it begins with = + - @, a tab or a line's end, also in
// their wide forms. A negative number such as -25.89 is none. [CSV] does this to every text.
func Harmless(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	if text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) && !negative.MatchString(text) {
		return "'" + text
	}
	return text
}
