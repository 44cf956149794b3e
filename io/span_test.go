package io_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// The clock of a bubble begins on Saturday, 1 January 2000, at midnight UTC.
func TestSpansAreDaysOfWhoeverLooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for span, want := range map[string]string{
			"today":      "2000-01-01 2000-01-01",
			"yesterday":  "1999-12-31 1999-12-31",
			"last7":      "1999-12-26 2000-01-01",
			"last30":     "1999-12-03 2000-01-01",
			"last90":     "1999-10-04 2000-01-01",
			"this_week":  "1999-12-27 2000-01-02",
			"this_month": "2000-01-01 2000-01-31",
			"last_month": "1999-12-01 1999-12-31",
			"this_year":  "2000-01-01 2000-12-31",
			"past":       "0001-01-01 1999-12-31",
			"future":     "2000-01-02 9999-12-31",
		} {
			got, err := bulkTable().Chosen(fmt.Sprintf(`{"all":{"filters":[{"column":"born","op":"within","value":%q}]}}`, span))
			if err != nil {
				t.Fatal(span, err)
			}
			f := got.All.Filters
			if days := fmt.Sprint(f[0].Value, " ", f[1].Value); days != want || f[0].Op != "gte" || f[1].Op != "lte" {
				t.Errorf("%s: %+v, want %s", span, f, want)
			}
		}
		// In Tokyo it is the next day already at three in the afternoon.
		time.Sleep(15 * time.Hour)
		for zone, want := range map[string]string{"Asia/Tokyo": "2000-01-02", "Europe/Rome": "2000-01-01", "Mars/Olympus": "2000-01-01", "Local": "2000-01-01"} {
			got, err := bulkTable().Chosen(fmt.Sprintf(`{"all":{"zone":%q,"filters":[{"column":"born","op":"within","value":"today"}]}}`, zone))
			if err != nil {
				t.Fatal(zone, err)
			}
			if f := got.All.Filters[0]; fmt.Sprint(f.Value) != want {
				t.Errorf("today in %s is %v", zone, f.Value)
			}
		}
	})
}

func TestUnknownSpansAndOrdersAreRefused(t *testing.T) {
	for _, state := range []string{
		`"filters":[{"column":"born","op":"within","value":"last8"}]`,
		`"filters":[{"column":"born","op":"within","value":["today"]}]`,
		`"filters":[{"column":"age","op":"within","value":"today"}]`,
		`"sortColumn":"age","sortDirection":"asc","thenBy":[{"column":"kind","direction":"asc"}]`,
		`"sortColumn":"age","sortDirection":"asc","thenBy":[{"column":"name","direction":"up"}]`,
		`"sortColumn":"age","sortDirection":"asc","thenBy":[{"column":"secret","direction":"asc"}]`,
		`"thenBy":[{"column":"name"},{"column":"age"},{"column":"born"},{"column":"active"}]`,
	} {
		if _, err := bulkTable().Chosen(`{"all":{` + state + `}}`); err == nil || !strings.Contains(err.Error(), "cannot be shown like this") {
			t.Errorf("%s: %v", state, err)
		}
	}
}
