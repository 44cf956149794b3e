package io

import (
	"encoding/json"
	stdio "io"
	"time"
)

// JSONRows writes an array of objects, one for each row, with the names of the
// columns as keys in their order. Dates are written as 2006-01-02T15:04:05Z, amounts
// as decimal numbers in the unit that people count in.
var JSONRows Format = jsonFormat{}

type jsonFormat struct{}

func (jsonFormat) Name() string        { return "JSON" }
func (jsonFormat) Extension() string   { return "json" }
func (jsonFormat) ContentType() string { return "application/json" }

func (jsonFormat) Begin(w stdio.Writer, columns []string) (RowWriter, error) {
	out := &jsonRows{w: w, next: "["}
	for _, name := range columns {
		key, err := json.Marshal(name)
		if err != nil {
			return nil, err
		}
		out.keys = append(out.keys, key)
	}
	return out, nil
}

type jsonRows struct {
	w    stdio.Writer
	keys [][]byte
	next string // what stands before the next row
	line []byte
}

func (r *jsonRows) Row(cells []any) error {
	r.line = append(append(r.line[:0], r.next...), "\n{"...)
	r.next = ","
	for i, c := range cells {
		value, err := json.Marshal(jsonCell(c))
		if err != nil {
			return err
		}
		if i > 0 {
			r.line = append(r.line, ", "...)
		}
		r.line = append(append(append(r.line, r.keys[i]...), ": "...), value...)
	}
	r.line = append(r.line, '}')
	_, err := r.w.Write(r.line)
	return err
}

// jsonCell is a cell as JSON has it.
func jsonCell(c any) any {
	switch c := c.(type) {
	case nil, string, bool, float64, int64:
		return c
	case DecimalCell:
		return json.Number(c)
	case time.Time:
		return c.UTC().Format(time.RFC3339Nano)
	}
	return csvText(c)
}

func (r *jsonRows) End() error {
	end := "\n]\n"
	if r.next == "[" {
		end = "[]\n"
	}
	_, err := stdio.WriteString(r.w, end)
	return err
}

// Drop has nothing to give up.
func (r *jsonRows) Drop() {}
