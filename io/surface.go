package io

import (
	"context"
	"fmt"
	"html"
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
	layout, err := arrange(components)
	if err != nil {
		return nil, err
	}
	for i, c := range layout.components {
		if _, ok := c.(Display); !ok {
			return nil, fmt.Errorf("io: component %d of a page is a %T: a page has displays only", i+1, c)
		}
	}
	if len(layout.components) == 0 {
		return nil, nil
	}
	return &page{layout: layout, changes: make(chan struct{}, 1)}, nil
}

// page is a surface whose components load with its first render, those in tabs
// when the tab is opened.
type page struct {
	screen
	layout  arrangement
	changes chan struct{}
	before  *page        // whose place it takes; nil once it has
	opened  map[int]bool // headings of the tabs that were opened; only Call and SetState use it
}

// Call returns the present render.
func (p *page) Call(ctx context.Context) (protocol.IOCall, error) {
	if p.parts == nil {
		p.key = newID()
		parts := make([]*part, len(p.layout.components))
		for i, c := range p.layout.components {
			parts[i] = resilient(ctx, c)
		}
		p.mu.Lock()
		p.takeOver(parts)
		p.parts = parts
		p.frames = p.layout.frames
		p.mu.Unlock()
		p.await(ctx, p.wanted(ctx))
	}
	return p.screen.Call(ctx)
}

// Changes has something whenever the page has changed by itself.
func (p *page) Changes() <-chan struct{} { return p.changes }

// await takes in what arrives of parts in the first moment, and leaves the rest to
// come.
func (p *page) await(ctx context.Context, parts []*part) {
	arrivals, missing := p.load(ctx, parts)
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
		txn.Logger(ctx).ErrorContext(ctx, "could not show a component of a page", "err", err)
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
	began := p.lastState
	var rows func()
	err := guard(func() (err error) {
		rows, err = p.begin(ctx)
		return err
	})
	if err != nil && ctx.Err() == nil {
		txn.Logger(ctx).ErrorContext(ctx, "could not load a component of a page", "label", p.label, "err", err)
	}
	return func() {
		p.loading = false
		switch {
		case p.lastState != began: // the person has gone on meanwhile
		case err != nil:
			p.message = loadMessage(err)
		default:
			p.message = ""
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
