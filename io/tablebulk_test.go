package io_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
)

func bulkTable() io.TableDisplay[person] {
	return io.Table("People", people()).Columns(peopleColumns...).
		Key(func(p person) string { return strconv.FormatInt(p.ID, 10) }).
		Bulk(io.LinkTo{Label: "Invite", Route: "people/invite"})
}

func TestBulkActionsCrossAsButtons(t *testing.T) {
	var props struct {
		Bulk     []map[string]any
		BulkMost int
	}
	showing(t, bulkTable().BulkAtMost(500)).Expect("People").Props(&props)
	if got := fmt.Sprint(props.Bulk); got != "[map[label:Invite route:people/invite]]" || props.BulkMost != 500 {
		t.Errorf("bulk = %s, at most %d", got, props.BulkMost)
	}
}

func TestBulkNeedsKeysAndActions(t *testing.T) {
	for _, d := range []io.TableDisplay[person]{
		io.Table("People", people()).Bulk(io.LinkTo{Label: "Invite", Route: "people/invite"}),
		bulkTable().Bulk(io.LinkTo{Label: "Out", URL: "https://example.com"}),
		bulkTable().Bulk(io.LinkTo{Label: "Invite", Route: "x", Params: map[string]any{"rows": "1"}}),
		bulkTable().BulkAtMost(-1),
	} {
		run := showing(t, d)
		if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), "Bulk") {
			t.Errorf("error %v", err)
		}
	}
}

func TestChosenReadsKeysOrAQuery(t *testing.T) {
	for rows, want := range map[string]string{
		`{"keys":["2","1","2"]}`: "[1 2] <nil>",
		`{"all":{}}`:             "[] &{ [] [] 0 0   false}",
		`{"all":{"queryTerm":"item","offset":40,"pageSize":20,"sortColumn":"age","sortDirection":"asc"}}`: "[] &{item [] [] 0 0   false}",
		`{"all":{"filters":[{"column":"age","op":"gte","value":9}]}}`:                                     "[] &{ [] [{age gte 9 UTC}] 0 0   false}",
	} {
		got, err := bulkTable().Chosen(rows)
		if err != nil || fmt.Sprintf("%v %v", got.Keys, got.All) != want {
			t.Errorf("%s = %v %v, %v, want %s", rows, got.Keys, got.All, err, want)
		}
	}
}

func TestChosenRefusesWhatDoesNotFit(t *testing.T) {
	long := `{"keys":["` + strings.Repeat(`1","`, 6000) + `1"]}`
	for _, rows := range []string{
		"", "x", "1,2", "{}", "[]", "null", `{"keys":[]}`, `{"keys":[1]}`, `{"keys":["1"],"all":{}}`, `{"all":7}`, long,
		`{"all":{"filters":[{"column":"secret","op":"eq","value":"s3cret"}]}}`,
		`{"all":{"filters":[{"column":"age","op":"or 1=1","value":9}]}}`,
		`{"all":{"sortColumn":"secret","sortDirection":"asc"}}`,
		`{"all":{"queryTerm":"` + strings.Repeat("x", 20_000) + `"}}`,
	} {
		got, err := bulkTable().Chosen(rows)
		if _, public := err.(interface{ PublicMessage() string }); !public || got.All != nil || got.Keys != nil {
			t.Errorf("%.60s = %v, %v", rows, got, err)
		}
	}
}
