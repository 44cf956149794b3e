package stagedoortest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/protocol"
)

// link is the dashboard's side. What it is given passes through JSON, so that a
// test sees what a dashboard would.
type link struct {
	original bool

	mu      sync.Mutex
	calls   []protocol.IOCall
	loading []protocol.LoadingState
	logs    []string
	targets []protocol.RedirectTarget
	notices []protocol.NotifyRequest
	changed chan struct{} // closed with the next change
}

func newLink(original bool) *link { return &link{original: original, changed: make(chan struct{})} }

func (l *link) Render(ctx context.Context, call protocol.IOCall) error {
	return record(ctx, l, &l.calls, call)
}

func (l *link) Loading(ctx context.Context, state protocol.LoadingState) error {
	return record(ctx, l, &l.loading, state)
}

func (l *link) Log(ctx context.Context, _ protocol.LogLevel, text string) error {
	return record(ctx, l, &l.logs, text)
}

func (l *link) Redirect(ctx context.Context, to protocol.RedirectTarget) error {
	return record(ctx, l, &l.targets, to)
}

func (l *link) Notify(ctx context.Context, n protocol.NotifyRequest) error {
	return record(ctx, l, &l.notices, n)
}

func (l *link) Draws(protocol.Method) bool { return !l.original }

// record keeps what comes out when v has crossed the wire.
func record[V any](ctx context.Context, l *link, list *[]V, v V) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("stagedoortest: encode %T: %w", v, err)
	}
	var crossed V
	if err := json.Unmarshal(text, &crossed); err != nil {
		return fmt.Errorf("stagedoortest: decode %T: %w", v, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	*list = append(*list, crossed)
	close(l.changed)
	l.changed = make(chan struct{})
	return nil
}

// changes is closed when something new has come.
func (l *link) changes() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.changed
}

func (l *link) rendered() []protocol.IOCall {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.calls)
}

func (l *link) loadings() []protocol.LoadingState {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.loading)
}

func (l *link) lines() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.logs)
}

func (l *link) redirects() []protocol.RedirectTarget {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.targets)
}

func (l *link) told() []protocol.NotifyRequest {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.notices)
}

// describe lists what has been rendered from a place on, for a failed test.
func (l *link) describe(from int) string {
	calls := l.rendered()
	if from >= len(calls) {
		return "nothing new"
	}
	var out strings.Builder
	for _, call := range calls[from:] {
		if call.Title != "" {
			fmt.Fprintf(&out, "\n  %q", call.Title)
		}
		for _, c := range call.ToRender {
			fmt.Fprintf(&out, "\n  %s %q", c.MethodName, c.Label)
			if c.ValidationErrorMessage != "" {
				fmt.Fprintf(&out, " – %s", c.ValidationErrorMessage)
			}
		}
		for _, b := range call.ChoiceButtons {
			fmt.Fprintf(&out, "\n  [%s]", b.Label)
		}
		if call.ValidationErrorMessage != "" {
			fmt.Fprintf(&out, "\n  – %s", call.ValidationErrorMessage)
		}
	}
	return out.String()
}
