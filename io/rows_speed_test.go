package io_test

import (
	"context"
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

type parcelRow struct {
	Number int
	To     string
}

func parcels(n int) []parcelRow {
	towns := []string{"Lisbon", "Porto", "Évora", "Coimbra, upper town", "=Braga"}
	rows := make([]parcelRow, n)
	for i := range rows {
		rows[i] = parcelRow{10_000 + (i*7919)%n, towns[i%len(towns)] + " " + strconv.Itoa(i%100)}
	}
	return rows
}

// BenchmarkTurnOfManyRows is what a press costs the host over 100,000 rows.
func BenchmarkTurnOfManyRows(b *testing.B) {
	table := io.SelectRows("Parcels", parcels(100_000)).Columns(
		io.Column[parcelRow]{Key: "number", Label: "Number", Sortable: true, Value: func(r parcelRow) any { return r.Number }},
		io.Column[parcelRow]{Key: "to", Label: "To", Sortable: true, Value: func(r parcelRow) any { return r.To }},
	)
	for name, states := range map[string][]string{
		"sort by numbers": {`{"sortColumn":"number","sortDirection":"asc","pageSize":100}`, `{"sortColumn":"number","sortDirection":"desc","pageSize":100}`},
		"sort by texts":   {`{"sortColumn":"to","sortDirection":"asc","pageSize":100}`, `{"sortColumn":"to","sortDirection":"desc","pageSize":100}`},
		"turn the page":   {`{"sortColumn":"to","sortDirection":"asc","pageSize":100,"offset":100}`, `{"sortColumn":"to","sortDirection":"asc","pageSize":100,"offset":200}`},
		"search":          {`{"queryTerm":"lisbon 1","pageSize":100}`, `{"queryTerm":"upper","pageSize":100}`},
	} {
		b.Run(name, func(b *testing.B) {
			run := stagedoortest.Start(b, func(ctx context.Context) error {
				_, err := table.Get(ctx)
				return err
			})
			s := run.Expect("Parcels")
			for i := 0; b.Loop(); i++ {
				s = s.State(json.RawMessage(states[i%len(states)]))
			}
		})
	}
}
