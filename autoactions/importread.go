package autoactions

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	stdio "io"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

const (
	maxImport     = 20_000   // rows
	maxImportSize = 20 << 20 // bytes
)

// sheet is the content of a file of comma-separated values.
type sheet struct {
	header []string
	rows   [][]string
}

// askSheet asks for a file and reads it.
func (m *model) askSheet(ctx context.Context) (sheet, error) {
	var read sheet
	_, err := io.File("File of " + lower(m.plural)).Extensions(".csv").MaxSize(maxImportSize).
		Help("Comma-separated values in UTF-8, with the names of the columns in the first line, as the list is downloaded.").
		Validate(func(_ context.Context, u io.Upload) (err error) {
			content, err := u.Bytes()
			if err == nil {
				read, err = readSheet(content)
			}
			return err
		}).Get(ctx)
	return read, err
}

// readSheet reads a file. Its errors are written for the person.
func readSheet(content []byte) (sheet, error) {
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	if !storable(string(content)) {
		return sheet{}, io.Invalid("This is not text in UTF-8.")
	}
	in := csv.NewReader(bytes.NewReader(content))
	in.Comma = separator(content)
	in.FieldsPerRecord = -1
	var s sheet
	for {
		record, err := in.Read()
		switch {
		case errors.Is(err, stdio.EOF) && len(s.rows) == 0:
			return sheet{}, io.Invalid("There are no rows below the names of the columns.")
		case errors.Is(err, stdio.EOF):
			return s, nil
		case err != nil:
			return sheet{}, io.Invalid("This is not a file of comma-separated values: %s.", strings.TrimPrefix(err.Error(), "parse error on "))
		case s.header == nil:
			s.header = record
		case len(record) != len(s.header):
			line, _ := in.FieldPos(0)
			return sheet{}, io.Invalid("Line %d has %d values and not %d as the first one.", line, len(record), len(s.header))
		case len(s.rows) == maxImport:
			return sheet{}, io.Invalid("There are more than %s rows. Split the file.", grouped(maxImport))
		default:
			s.rows = append(s.rows, record)
		}
	}
}

// separator is what stands between the values of a file: what its first line has
// most of.
func separator(content []byte) rune {
	line, _, _ := bytes.Cut(content, []byte("\n"))
	best := ','
	for _, r := range ";\t" {
		if bytes.Count(line, []byte(string(r))) > bytes.Count(line, []byte(string(best))) {
			best = r
		}
	}
	return best
}

// mapping says which column of a file is which of the model's, and by which of
// them rows that are there already are known.
type mapping struct {
	columns []*column // by place in the file; nil leaves one out
	match   *column   // nil makes every row a new record
}

// askMapping asks for it, with a guess to begin with.
func (m *model) askMapping(ctx context.Context, s sheet) (mapping, error) {
	into := m.importable()
	chosen := mapping{columns: make([]*column, len(s.header))}
	answers := make([]*column, len(s.header))
	questions := make([]io.Component, len(s.header))
	leaveOut := &column{tag: io.Field{Label: "Leave it out"}}
	for i, name := range s.header {
		guess, help := leaveOut, []string{}
		if at := slices.IndexFunc(into, func(c *column) bool { return c.called(name) }); at >= 0 {
			guess = into[at]
		} else if why := m.whyLeftOut(name); why != "" {
			help = append(help, why)
		}
		if s.rows[0][i] != "" {
			help = append(help, fmt.Sprintf("For example %q", cut(s.rows[0][i])))
		}
		questions[i] = io.Select(fmt.Sprintf("%d: %s", i+1, cut(name)), append([]*column{leaveOut}, into...)).
			Label(m.offer).Default(guess).Help(strings.Join(help, " ")).Into(&answers[i])
	}
	err := io.Group(questions...).Title("Columns of the file").Validate(func(context.Context) error {
		return chosen.take(answers, leaveOut)
	}).Ask(ctx)
	if err != nil {
		return chosen, err
	}
	return chosen, m.askMatch(ctx, &chosen)
}

// take reads the answers, in which each column stands once at most.
func (c *mapping) take(answers []*column, leaveOut *column) error {
	seen := map[*column]bool{}
	for i, answer := range answers {
		if c.columns[i] = answer; answer == leaveOut {
			c.columns[i] = nil
		} else if seen[answer] {
			return io.Invalid("%s is chosen twice.", answer.tag.Label)
		}
		seen[answer] = answer != leaveOut
	}
	if !slices.ContainsFunc(c.columns, func(c *column) bool { return c != nil && (c.creates || c.edits) }) {
		return io.Invalid("Choose at least one column that can be written.")
	}
	return nil
}

// askMatch asks how rows that are there already are known.
func (m *model) askMatch(ctx context.Context, chosen *mapping) error {
	var options []*column
	for _, c := range chosen.columns {
		if c != nil && m.tellsApart(c) && m.has["edit"] {
			options = append(options, c)
		}
	}
	none := &column{tag: io.Field{Label: "Every row is new"}}
	if m.has["create"] {
		options = append(options, none)
	}
	switch len(options) {
	case 0:
		return stagedoor.Fail("The file names no %s: it needs a column with their key.", lower(m.plural))
	case 1:
		chosen.match = options[0]
	default:
		match, err := io.Select("Rows that are there already are known by", options).
			Label(func(c *column) string { return c.tag.Label }).Default(options[0]).Get(ctx)
		if err != nil {
			return err
		}
		chosen.match = match
	}
	if chosen.match == none {
		chosen.match = nil
	}
	return nil
}

// importable are the columns that a file can have: those that are written, and those
// that tell rows apart.
func (m *model) importable() []*column {
	return m.those(func(c *column) bool {
		return !c.secret && c.kind != content && (c.creates && m.has["create"] || c.edits && m.has["edit"]) || m.tellsApart(c)
	})
}

// tellsApart reports whether no two rows have the same value in c, or none of those
// within the Scope, which fixes the rest of a unique index: the tenant.
func (m *model) tellsApart(c *column) bool {
	if !c.shown || c.key && len(m.keys) == 1 || m.unique(c.field) {
		return c.shown
	}
	return m.scope != nil && slices.ContainsFunc(m.uniques(), func(set []*column) bool {
		return slices.Contains(set, c) && !slices.ContainsFunc(set, func(other *column) bool { return other != c && other.shown })
	})
}

// called reports whether the head of a file's column means c: by its label, with the
// currency of an export or without, or by its name.
func (c *column) called(head string) bool {
	head = strings.TrimSpace(head)
	for _, name := range []string{c.tag.Label, c.tag.Label + " (" + c.tag.Currency + ")", c.name(), c.field.Name} {
		if strings.EqualFold(head, name) {
			return true
		}
	}
	return false
}

// cut shortens a text of a file for a question.
func cut(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
