package io

import (
	"context"
	"fmt"
	"html"
	"log/slog"
	"sync"
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
	return &page{components: components, changed: make(chan struct{}, 1)}, nil
}

// page is a surface whose components load with its first render.
type page struct {
	screen
	components []Component
	changed    chan struct{}
	loads      sync.WaitGroup
}

func (p *page) Changed() <-chan struct{} { return p.changed }

func (p *page) Wait() { p.loads.Wait() }

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
		p.load(ctx)
	}
	return p.screen.Call(ctx)
}

// load begins what has to be fetched, and waits a moment for it.
func (p *page) load(ctx context.Context) {
	for _, part := range p.parts {
		if part.begin != nil {
			part.loading = true
			p.loads.Go(func() { p.begin(ctx, part) })
		}
	}
	loaded := make(chan struct{})
	go func() {
		p.loads.Wait()
		close(loaded)
	}()
	moment := time.NewTimer(patience)
	defer moment.Stop()
	select {
	case <-loaded:
	case <-moment.C:
	case <-ctx.Done():
	}
	select {
	case <-p.changed: // the render that follows has it
	default:
	}
}

// begin loads one part. Whatever goes wrong stays with it.
func (p *page) begin(ctx context.Context, part *part) {
	var apply func()
	err := guard(func() (err error) {
		apply, err = part.begin(ctx)
		return err
	})
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		slog.ErrorContext(ctx, "could not load a component of a page", "label", part.label, "err", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	part.loading = false
	switch {
	case part.lastState != "": // the person has gone on meanwhile
	case err != nil:
		part.message = loadMessage(err)
	default:
		apply()
	}
	select {
	case p.changed <- struct{}{}:
	default:
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
	return shown
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
