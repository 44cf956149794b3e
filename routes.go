package stagedoor

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

// routes shows a registry to the host, without adding to the registry's own API.
type routes struct{ *Registry }

// Actions returns what the host may run, by slug.
func (r routes) Actions() map[string]host.Action {
	r.mu.RLock()
	defer r.mu.RUnlock()
	actions := make(map[string]host.Action, len(r.actions))
	for slug, a := range r.actions {
		actions[slug] = host.Action{Def: r.actionDef(slug, a), Handler: a.Handler}
	}
	return actions
}

// Pages returns what the host may open, by slug. A slug that only groups others,
// without being registered, gets a page without a handler.
func (r routes) Pages() map[string]host.Page {
	r.mu.RLock()
	defer r.mu.RUnlock()
	pages := make(map[string]host.Page, len(r.pages))
	for slug, p := range r.pages {
		pages[slug] = host.Page{Def: r.pageDef(slug, p), Handler: open(p)}
	}
	for slug, place := range r.order {
		for up := parent(slug); up != ""; up = parent(up) {
			if _, known := r.order[up]; known {
				continue
			}
			def := protocol.PageDef{Slug: up, Name: nameOf(up), Order: place + 1}
			if made, twice := pages[up]; twice {
				def.Order = min(def.Order, made.Def.Order)
			}
			pages[up] = host.Page{Def: def}
		}
	}
	return pages
}

func (r routes) actionDef(slug string, a Action) protocol.ActionDef {
	group := parent(slug)
	return protocol.ActionDef{
		Slug: strings.TrimPrefix(slug[len(group):], "/"), GroupSlug: group,
		Name: a.Name, Description: a.Description, Unlisted: a.Unlisted, Access: accessOf(a.Teams),
		Backgroundable: true, Section: a.Section, Dangerous: a.Dangerous,
		KeepTranscript: a.KeepTranscript.Milliseconds(), Order: r.order[slug] + 1,
	}
}

func (r routes) pageDef(slug string, p Page) protocol.PageDef {
	return protocol.PageDef{
		Slug: slug, Name: p.Name, Description: p.Description, HasHandler: p.Handler != nil,
		Unlisted: p.Unlisted, Access: accessOf(p.Teams), Section: p.Section, Order: r.order[slug] + 1,
	}
}

func accessOf(teams []string) *protocol.Access {
	if len(teams) == 0 {
		return nil
	}
	return &protocol.Access{Teams: teams}
}

// parent is slug without its last part, "" at the top.
func parent(slug string) string { return slug[:max(strings.LastIndex(slug, "/"), 0)] }

// open adapts a page's handler to what the host draws.
func open(p Page) func(context.Context) (host.Layout, error) {
	if p.Handler == nil {
		return nil
	}
	return func(ctx context.Context) (host.Layout, error) {
		layout, err := p.Handler(ctx)
		if err != nil {
			return host.Layout{}, err
		}
		drawn := host.Layout{Title: layout.Title, Description: layout.Description, Refresh: layout.Refresh}
		if drawn.Title == "" {
			drawn.Title = p.Name
		}
		if drawn.MenuItems, err = buttons(layout.Menu...); err != nil {
			return host.Layout{}, fmt.Errorf("stagedoor: menu of page %q: %w", p.Name, err)
		}
		if drawn.Beside, err = layout.beside(); err != nil {
			return host.Layout{}, fmt.Errorf("stagedoor: beside page %q: %w", p.Name, err)
		}
		if len(layout.Children) > 0 {
			if drawn.Children, err = io.Prepare(layout.Children...); err != nil {
				return host.Layout{}, fmt.Errorf("stagedoor: page %q: %w", p.Name, err)
			}
		}
		return drawn, nil
	}
}

// buttons are links as a page has them.
func buttons(links ...Link) ([]protocol.Button, error) {
	var made []protocol.Button
	for _, link := range links {
		button, err := link.Button()
		if err != nil {
			return nil, err
		}
		made = append(made, button)
	}
	return made, nil
}

// beside are the pages beside that of a layout; nil for none.
func (l Layout) beside() (*protocol.PagesBeside, error) {
	var pages protocol.PagesBeside
	for _, way := range []struct {
		link  Link
		label string
		into  **protocol.Button
	}{{l.Previous, "Previous", &pages.Previous}, {l.Next, "Next", &pages.Next}} {
		if way.link.Route == "" && way.link.URL == "" {
			continue
		}
		way.link.Label = cmp.Or(way.link.Label, way.label)
		made, err := buttons(way.link)
		if err != nil {
			return nil, err
		}
		*way.into = &made[0]
	}
	if pages == (protocol.PagesBeside{}) {
		return nil, nil
	}
	return &pages, nil
}
