package stagedoor_test

import (
	"context"
	"errors"
	"fmt"
	stdio "io"
	"testing"
)

// The glue of the example keeps nothing of a body that nobody wants any more, and
// tells whoever writes of a client that fails.
func TestTheGlueOfTheExample(t *testing.T) {
	kept := memory{}
	ctx, cancel := context.WithCancel(t.Context())
	w, err := bucket{kept}.Create(ctx, "half")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, "Hel")
	cancel()
	if err := w.Close(); !errors.Is(err, context.Canceled) || len(kept) != 0 {
		t.Errorf("close: %v, kept %q", err, kept)
	}
	w, err = bucket{full{}}.Create(t.Context(), "never")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprint(w, "Hello"); !errors.Is(err, errFull) {
		t.Errorf("write: %v", err)
	}
	if err := w.Close(); !errors.Is(err, errFull) {
		t.Errorf("close: %v", err)
	}
}

var errFull = errors.New("the bucket is full")

type full struct{ memory }

func (full) Upload(context.Context, string, stdio.Reader) error { return errFull }
