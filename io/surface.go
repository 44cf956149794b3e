package io

import (
	"context"
	"fmt"
	"html"
	"log/slog"
	"time"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// patience is how long the first render of a page waits for its parts. Those that
// take longer follow.
const patience = 150 * time.Millisecond

// Prepare makes components the children of a page. Inputs are refused: a page
// shows, an action asks. Nothing is fetched before the first Call. Components load
// side by side: one that is slow is shown as loading meanwhile, and one that cannot
// be shown says so in its own place. Without components it returns nil.
func Prepare(components ...Component) (txn.Surface, error) {
	for i, c := range components {
		if _, ok := c.(Display); !ok {
			return nil, fmt.Errorf("io: component %d of a page is a %T: a page has displays only", i+1, c)
		}
	}
	if len(components) == 0 {
		return nil, nil
	}
	return &page{components: components, changes: make(chan struct{}, 1)}, nil
}

// page is a surface whose components load with its first render.
type page struct {
	screen
	components []Component
	changes    chan struct{}
}

// Call returns the present render.
func (p *page) Call(ctx context.Context) (protocol.IOCall, error) {
	if p.parts == nil {
		p.key = newID()
		parts := make([]*part, len(p.components))
		for i, c := range p.components {
			parts[i] = resilient(ctx, c)
		}
		p.mu.Lock()
		p.parts = parts
		p.mu.Unlock()
		p.await(ctx)
	}
	return p.screen.Call(ctx)
}

// Changes has something whenever the page has changed by itself.
func (p *page) Changes() <-chan struct{} { return p.changes }

// await takes in what arrives in the first moment, and leaves the rest to come.
func (p *page) await(ctx context.Context) {
	arrivals, missing := p.load(ctx)
	moment := time.NewTimer(patience)
	defer moment.Stop()
	for missing > 0 {
		select {
		case apply := <-arrivals:
			missing -= p.take(apply, arrivals)
		case <-moment.C:
			go p.admit(ctx, arrivals, missing)
			return
		case <-ctx.Done():
			return
		}
	}
}

// admit takes in what arrives late.
func (p *page) admit(ctx context.Context, arrivals <-chan func(), missing int) {
	for missing > 0 {
		select {
		case apply := <-arrivals:
			missing -= p.take(apply, arrivals)
		case <-ctx.Done():
			return
		}
		select {
		case p.changes <- struct{}{}:
		default: // the last change has not been looked at yet
		}
	}
}

// resilient returns the part of c, or one that says that there is none.
func resilient(ctx context.Context, c Component) *part {
	var shown *part
	err := guard(func() (err error) {
		if shown, err = c.part(ctx); err != nil {
			return err
		}
		_, err = shown.component()
		return err
	})
	if err != nil {
		slog.ErrorContext(ctx, "could not show a component of a page", "err", err)
		return unavailable(err)
	}
	if shown.begin != nil {
		shown.loading = true
		shown.late = append(shown.late, shown.first)
	}
	return shown
}

// first loads what the first render lacks. Whatever goes wrong stays with the part.
func (p *part) first(ctx context.Context) (apply func()) {
	var rows func()
	err := guard(func() (err error) {
		rows, err = p.begin(ctx)
		return err
	})
	if err != nil && ctx.Err() == nil {
		slog.ErrorContext(ctx, "could not load a component of a page", "label", p.label, "err", err)
	}
	return func() {
		p.loading = false
		switch {
		case p.lastState != "": // the person has gone on meanwhile
		case err != nil:
			p.message = loadMessage(err)
		default:
			rows()
		}
	}
}

// unavailable stands in the place of a component that cannot be shown.
func unavailable(err error) *part {
	text := loadMessage(err)
	return &part{
		method: protocol.DisplayMarkdown, label: text, message: text,
		props: map[string]any{"html": "<p>" + html.EscapeString(text) + "</p>"},
	}
}

// loadMessage says that something did not load, in words that were written for
// the person.
func loadMessage(err error) string {
	if text, ok := personal(err); ok {
		return text
	}
	return "This could not be loaded. Try again."
}
