package io_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

// getter is what inputs have in common.
type getter[T any] interface {
	Get(ctx context.Context) (T, error)
}

// asking runs a single question.
func asking[T any](t *testing.T, in getter[T]) (*stagedoortest.Run, *T) {
	t.Helper()
	got := new(T)
	return stagedoortest.Start(t, func(ctx context.Context) (err error) {
		*got, err = in.Get(ctx)
		return err
	}), got
}

// answers holds what may be said to one question.
type answers[T any] struct {
	bad  map[string]string // JSON → the message it gets
	good map[string]T      // JSON → the answer it becomes
}

// check says everything bad in one run, which has to survive it, and everything
// good in a run each.
func (a answers[T]) check(t *testing.T, label string, in getter[T], equal func(T, T) bool) {
	t.Helper()
	for raw, want := range a.good {
		t.Run("takes "+short(raw), func(t *testing.T) {
			run, got := asking(t, in)
			key := ""
			for raw, message := range a.bad {
				s := run.Expect(label)
				if key == "" {
					key = s.Call().InputGroupKey
				}
				id := s.Call().ID
				s.Answer(json.RawMessage(raw))
				again := run.Expect(label)
				if again.Message() != message {
					t.Errorf("answer %s: message %q, want %q", short(raw), again.Message(), message)
				}
				if again.Call().InputGroupKey != key || again.Call().ID == id {
					t.Errorf("answer %s: a render again has the same group key and a new id", short(raw))
				}
			}
			run.Expect(label).Answer(json.RawMessage(raw))
			if _, err := run.Wait(); err != nil || !equal(*got, want) {
				t.Fatalf("answer %s = %v, %v, want %v", short(raw), *got, err, want)
			}
		})
	}
}

func same[T comparable](a, b T) bool { return a == b }

func short(text string) string {
	if len(text) > 40 {
		return text[:40] + "…"
	}
	return text
}

// finish fails the test unless the action ended well.
func finish(t *testing.T, run *stagedoortest.Run) {
	t.Helper()
	if _, err := run.Wait(); err != nil {
		t.Fatalf("the action: %v", err)
	}
}

// state is a response of new states.
func state(values ...string) protocol.IOResponse {
	r := protocol.IOResponse{Kind: protocol.SetState}
	for _, v := range values {
		r.Values = append(r.Values, json.RawMessage(v))
	}
	return r
}

var errBroken = errors.New("broken")
