package io_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// pack is a function that knows nothing of who calls it.
func pack(ctx context.Context, shelf string) error {
	part, err := io.Loading("Packing " + shelf).Steps(2).Start(ctx)
	if err != nil {
		return err
	}
	return part.Step(ctx)
}

// move is work with parts, and another phase after it.
func move(ctx context.Context) error {
	whole, err := io.Loading("Moving").Steps(3).Start(ctx)
	if err != nil {
		return err
	}
	if err := pack(whole.Within(ctx), "cups"); err != nil {
		return err
	}
	if err := whole.Step(ctx); err != nil { // the part is over
		return err
	}
	floor, err := io.Loading("First floor").Description("Tea").Start(whole.Within(ctx))
	if err != nil {
		return err
	}
	if err := pack(floor.Within(whole.Within(ctx)), "pots"); err != nil {
		return err
	}
	return pack(ctx, "jugs") // by itself again
}

func TestLoadingWithinLoading(t *testing.T) {
	for original, want := range map[bool][]string{
		false: {
			`{"label":"Moving","itemsInQueue":3,"itemsCompleted":0}`,
			`{"label":"Packing cups","itemsInQueue":2,"itemsCompleted":0,"within":[{"label":"Moving","itemsInQueue":3,"itemsCompleted":0}]}`,
			`{"label":"Packing cups","itemsInQueue":2,"itemsCompleted":1,"within":[{"label":"Moving","itemsInQueue":3,"itemsCompleted":0}]}`,
			`{"label":"Moving","itemsInQueue":3,"itemsCompleted":1}`,
			`{"label":"First floor","description":"Tea","within":[{"label":"Moving","itemsInQueue":3,"itemsCompleted":1}]}`,
			`{"label":"Packing pots","itemsInQueue":2,"itemsCompleted":0,"within":[{"label":"Moving","itemsInQueue":3,"itemsCompleted":1},{"label":"First floor","description":"Tea"}]}`,
			`{"label":"Packing pots","itemsInQueue":2,"itemsCompleted":1,"within":[{"label":"Moving","itemsInQueue":3,"itemsCompleted":1},{"label":"First floor","description":"Tea"}]}`,
			`{"label":"Packing jugs","itemsInQueue":2,"itemsCompleted":0}`,
			`{"label":"Packing jugs","itemsInQueue":2,"itemsCompleted":1}`,
		},
		true: {
			`{"label":"Moving","itemsInQueue":3,"itemsCompleted":0}`,
			`{"label":"Packing cups","description":"Moving","itemsInQueue":2,"itemsCompleted":0}`,
			`{"label":"Packing cups","description":"Moving","itemsInQueue":2,"itemsCompleted":1}`,
			`{"label":"Moving","itemsInQueue":3,"itemsCompleted":1}`,
			`{"label":"First floor","description":"Tea"}`,
			`{"label":"Packing pots","description":"First floor","itemsInQueue":2,"itemsCompleted":0}`,
			`{"label":"Packing pots","description":"First floor","itemsInQueue":2,"itemsCompleted":1}`,
			`{"label":"Packing jugs","itemsInQueue":2,"itemsCompleted":0}`,
			`{"label":"Packing jugs","itemsInQueue":2,"itemsCompleted":1}`,
		},
	} {
		run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Original: original}, move)
		finish(t, run)
		var got []string
		for _, state := range run.Loading() {
			text, err := json.Marshal(state)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, string(text))
		}
		if !slices.Equal(got, want) {
			t.Errorf("original is %v: got\n%q\nwant\n%q", original, got, want)
		}
	}
}

// Of what is nested without end the nearest is shown.
func TestLoadingWithinMuchLoading(t *testing.T) {
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		for range 50 {
			p, err := io.Loading("Deeper").Start(ctx)
			if err != nil {
				return err
			}
			ctx = p.Within(ctx) //nolint:fatcontext // deeper is what is tested
		}
		return nil
	})
	finish(t, run)
	states := run.Loading()
	if last := states[len(states)-1]; len(last.Within) != 3 {
		t.Errorf("%d states above the last", len(last.Within))
	}
}

// A context outlives no run: in another one it means nothing.
func TestLoadingWithinAnotherRun(t *testing.T) {
	var other context.Context
	finish(t, stagedoortest.Start(t, func(ctx context.Context) error {
		p, err := io.Loading("Of another run").Start(ctx)
		other = p.Within(context.Background()) //nolint:fatcontext // for another run
		return err
	}))
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		_, err := io.Loading("Of this run").Start(values{ctx, other})
		return err
	})
	finish(t, run)
	if states := run.Loading(); len(states) != 1 || len(states[0].Within) > 0 {
		t.Errorf("got %+v", states)
	}
}

// values is a context with the values of another beside its own.
type values struct {
	context.Context
	more context.Context
}

func (v values) Value(key any) any {
	if own := v.Context.Value(key); own != nil {
		return own
	}
	return v.more.Value(key)
}
