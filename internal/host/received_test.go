package host_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	stageio "github.com/stagedoor/stagedoor/io"

	"github.com/stagedoor/stagedoor/internal/transcript"
)

// received is what the handlers of a replay got, in order.
type received struct {
	mu     sync.Mutex
	values []note
}

type note struct {
	name  string
	value any
}

func (r *received) rec(name string, value any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.values = append(r.values, note{name, value})
}

// check compares with what the recorded handler got. Only names that the Go
// handler noted are compared, and all of those have to be in the recording.
func (r *received) check(t *testing.T, s *transcript.Scenario) {
	t.Helper()
	left := slices.Clone(s.Received)
	for _, n := range r.values {
		i := slices.IndexFunc(left, func(want transcript.Received) bool { return want.Name == n.name })
		if i < 0 {
			t.Errorf("the recorded handler has no more %q", n.name)
			continue
		}
		var tagged map[string]any
		json.Unmarshal(left[i].Value, &tagged)
		left = slices.Delete(left, i, i+1)
		want, got := untag(tagged), plain(t, n.value)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s = %#v, recorded %#v", n.name, got, want)
		}
	}
}

// untag makes plain JSON of a recorded value.
func untag(tagged map[string]any) any {
	switch tagged["type"] {
	case "null", "undefined":
		return nil
	case "array":
		items, _ := tagged["items"].([]any)
		out := make([]any, len(items))
		for i, item := range items {
			object, _ := item.(map[string]any)
			out[i] = untag(object)
		}
		return out
	case "object":
		fields, _ := tagged["fields"].(map[string]any)
		out := map[string]any{}
		for key, field := range fields {
			object, _ := field.(map[string]any)
			if key != "jsDate" && object["type"] != "undefined" { // of JavaScript alone
				out[key] = untag(object)
			}
		}
		return out
	case "error":
		return fmt.Sprint(tagged["kind"])
	default:
		return tagged["value"]
	}
}

// plain makes plain JSON of what a Go handler got. An error is the kind that the
// original has for it.
func plain(t *testing.T, v any) any {
	t.Helper()
	if err, isError := v.(error); isError {
		if errors.Is(err, stageio.ErrCanceled) {
			return "CANCELED"
		}
		return err.Error()
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	json.Unmarshal(text, &out)
	return out
}
