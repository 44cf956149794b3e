package io_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestNewEntriesBeginAsTheFormSays(t *testing.T) {
	type line struct {
		Qty  int64  `io:"" validate:"required"`
		Note string `io:""`
		Gift bool   `io:""`
		Kind string
	}
	type order struct {
		Lines []line `io:""`
	}
	var got order
	run := stagedoortest.Start(t, func(ctx context.Context) (err error) {
		got, err = io.Form(order{Lines: []line{{Qty: 7, Kind: "old"}}}).Added("Lines", line{Qty: 1, Kind: "new"}).Get(ctx)
		return err
	})
	form := run.Expect("Lines")
	var props protocol.FormsProps
	form.Props(&props)
	defaults := map[string]any{}
	for _, field := range props.Fields {
		if v, ok := field.Props["defaultValue"]; ok {
			defaults[field.Label] = v
		}
	}
	if said, _ := json.Marshal(defaults); string(said) != `{"Gift":false,"Qty":1}` {
		t.Errorf("a new entry begins with %s", said)
	}
	form.Answer(json.RawMessage(`[{"from":0,"values":[7,"",false]},{"values":[2,"soon",true]}]`))
	if _, err := run.Wait(); err != nil {
		t.Fatal(err)
	}
	if want := []line{{Qty: 7, Kind: "old"}, {Qty: 2, Note: "soon", Gift: true, Kind: "new"}}; len(got.Lines) != 2 || got.Lines[0] != want[0] || got.Lines[1] != want[1] {
		t.Errorf("got %+v", got.Lines)
	}
}

func TestAddedOfAnotherTypeIsAMistake(t *testing.T) {
	type line struct {
		Qty int64 `io:""`
	}
	type order struct {
		Lines []line `io:""`
	}
	for _, entry := range []any{order{}, nil, 1} {
		run := stagedoortest.Start(t, func(ctx context.Context) error {
			_, err := io.Form(order{}).Added("Lines", entry).Get(ctx)
			return err
		})
		if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), "Added: an entry is a") {
			t.Errorf("%T: %v", entry, err)
		}
	}
}
