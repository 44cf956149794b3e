package io_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// A default that nobody touches comes back as it was, also where the clock shows its
// time twice.
func TestAnUntouchedMomentComesBack(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	second := time.Date(2026, 11, 1, 6, 30, 0, 0, time.UTC) // 01:30 for the second time that night
	for answer, want := range map[string]time.Time{
		`{"year":2026,"month":11,"day":1,"hour":1,"minute":30}`: second,
		`{"year":2026,"month":11,"day":1,"hour":1,"minute":45}`: second.Add(-45 * time.Minute), // typed: the first
	} {
		var got time.Time
		run := stagedoortest.Start(t, func(ctx context.Context) (err error) {
			got, err = io.DateTime("When").Zone(zone).Default(second).Get(ctx)
			return err
		})
		run.Expect("When").Answer(json.RawMessage(answer))
		if _, err := run.Wait(); err != nil || !got.Equal(want) {
			t.Errorf("%s: %v (%v), want %v", answer, got, err, want)
		}
	}
}

// What a map holds that is no single value is shown as JSON.
func TestMapsInMapsAreCells(t *testing.T) {
	rows := []map[string]any{nil, {"n": 1, "nested": map[string]any{"k": []int{1}}}}
	run := stagedoortest.Start(t, func(ctx context.Context) error { return io.Table("Maps", rows).Show(ctx) })
	if _, err := run.Wait(); err != nil {
		t.Fatal(err)
	}
	if raw := string(run.Calls()[0].ToRender[0].Props); !strings.Contains(raw, `{\"k\":[1]}`) {
		t.Errorf("shows %s", raw)
	}
}

func TestRowsToSelectWithoutASearch(t *testing.T) {
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		_, err := io.SelectRows("Rows", []int{1, 2}).NoSearch().Get(ctx)
		return err
	})
	var props struct{ IsFilterable *bool }
	run.Expect("Rows").Props(&props)
	if props.IsFilterable == nil || *props.IsFilterable {
		t.Error("the rows have a search box")
	}
	run.Cancel()
}
