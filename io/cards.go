package io

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// Fit says how a picture fills its place on a card.
type Fit string

// The fits.
const (
	Cover   Fit = "cover"   // fills the place, cut where it has to be
	Contain Fit = "contain" // seen whole
)

// GridCard is one card of a [Grid].
type GridCard struct {
	Label       string
	Description string
	Picture     Picture // its size is the card's
	Fit         Fit     // default: Cover
	// Ratio is the width of the picture's place for a height of one. Default: 4/3.
	Ratio float64
	Link  LinkTo   // where a click on the card leads; zero: nowhere
	Menu  []LinkTo // behind the dots of the card
}

// GridDisplay shows R as cards side by side.
type GridDisplay[R any] struct {
	label, help string
	pageSize    int
	width       int
	quiet       bool // no search
	rows        []R
	key         func(R) string
	card        func(R) GridCard
	fetch       func(context.Context, TableQuery) (TablePage[R], error)
}

// Grid shows rows that are all at hand as cards. The host searches and pages
// them, by the texts on the cards; only the visible page crosses to the dashboard.
// How many cards stand side by side follows from the room there is.
func Grid[R any](label string, rows []R, card func(R) GridCard) GridDisplay[R] {
	return GridDisplay[R]{label: label, rows: slices.Clone(rows), card: card}
}

// GridFrom shows rows that fetch returns, page by page, as [TableFrom] does. The
// query has a search and an offset only.
func GridFrom[R any](label string, fetch func(ctx context.Context, q TableQuery) (TablePage[R], error), card func(R) GridCard) GridDisplay[R] {
	return GridDisplay[R]{label: label, fetch: fetch, card: card}
}

// Key names each row to the dashboard. Default: its place,
// counted from 0.
func (d GridDisplay[R]) Key(of func(R) string) GridDisplay[R] {
	d.key = of
	return d
}

// CardWidth is how wide a card is about, in pixels, at least 100. Default: 240.
func (d GridDisplay[R]) CardWidth(pixels int) GridDisplay[R] {
	d.width = pixels
	return d
}

// PageSize is how many cards a page has at first, 1 to 500. Default: 20.
func (d GridDisplay[R]) PageSize(n int) GridDisplay[R] {
	d.pageSize = n
	return d
}

// NoSearch leaves out the search box.
func (d GridDisplay[R]) NoSearch() GridDisplay[R] {
	d.quiet = true
	return d
}

// Help sets the line shown under the grid's heading.
func (d GridDisplay[R]) Help(text string) GridDisplay[R] {
	d.help = text
	return d
}

// Show puts the cards on the screen.
func (d GridDisplay[R]) Show(ctx context.Context) error { return show(ctx, d) }

func (d GridDisplay[R]) part(context.Context) (*part, error) {
	p := newPart(protocol.DisplayGrid, d.label, map[string]any{"isFilterable": !d.quiet})
	if err := d.settle(p); err != nil {
		return nil, p.fault(err)
	}
	cards, err := d.cards(d.rows, 0)
	if err != nil {
		return nil, p.fault(err)
	}
	if d.fetch != nil {
		p.props["isAsync"], p.props["data"] = true, cards
	}
	answer := func(ctx context.Context, q TableQuery) (map[string]any, error) {
		if d.fetch != nil {
			return d.remote(ctx, q)
		}
		return pageOfCards(cards, q), nil
	}
	p.state = func(ctx context.Context, raw json.RawMessage) (func(), error) {
		q, _, err := readQuery(raw, nil, d.pageSize)
		if err != nil {
			return nil, err
		}
		if d.quiet && q.Search != "" {
			return nil, badQuery("it cannot be searched")
		}
		props, err := answer(ctx, q)
		return func() { p.replace(props) }, err
	}
	p.begin = func(ctx context.Context) (func(), error) {
		props, err := answer(ctx, TableQuery{Limit: d.pageSize})
		return func() { p.replace(props) }, err
	}
	return p, nil
}

// settle fills in defaults and refuses what cannot work.
func (d *GridDisplay[R]) settle(p *part) error {
	switch {
	case d.card == nil:
		return errors.New("a grid needs a card for each row")
	case d.width != 0 && d.width < 100:
		return fmt.Errorf("cards of %d pixels: at least 100", d.width)
	}
	if d.width == 0 {
		d.width = 240
	}
	p.props["idealColumnWidth"] = d.width
	if d.pageSize == 0 {
		d.pageSize = defaultPageSize
	} else {
		p.props["defaultPageSize"] = d.pageSize
	}
	if d.pageSize < 1 || d.pageSize > mostRows {
		return fmt.Errorf("page size %d: use 1 to %d", d.pageSize, mostRows)
	}
	if d.help != "" {
		p.props["helpText"] = d.help
	}
	return nil
}

// wireCard is a card as the dashboard gets it.
type wireCard struct {
	Key    string         `json:"key"`
	Data   map[string]any `json:"data"`
	search string
}

// cards returns the cards of rows, of which the first has this place.
func (d GridDisplay[R]) cards(rows []R, first int) ([]wireCard, error) {
	cards := make([]wireCard, len(rows))
	for i, row := range rows {
		card := d.card(row)
		data, err := card.wire()
		if err != nil {
			return nil, fmt.Errorf("card %q: %w", card.Label, err)
		}
		cards[i] = wireCard{strconv.Itoa(first + i), data, strings.ToLower(card.Label + "\n" + card.Description)}
		if d.key != nil {
			cards[i].Key = d.key(row)
		}
	}
	return cards, nil
}

func (c GridCard) wire() (map[string]any, error) {
	data := map[string]any{"label": c.Label}
	if c.Description != "" {
		data["description"] = c.Description
	}
	if c.Picture.given() {
		image, err := c.image()
		if err != nil {
			return nil, err
		}
		data["image"] = image
	}
	if c.Link.leads() {
		b, err := c.Link.Button()
		if err != nil {
			return nil, err
		}
		link(data, b)
	}
	if len(c.Menu) > 0 {
		items, err := wireLinks(c.Menu)
		if err != nil {
			return nil, err
		}
		data["menu"] = items
	}
	return data, nil
}

func (c GridCard) image() (map[string]any, error) {
	source, err := c.Picture.source()
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	image := map[string]any{"url": source, "alt": c.Picture.Alt}
	switch c.Fit {
	case "":
	case Cover, Contain:
		image["fit"] = c.Fit
	default:
		return nil, fmt.Errorf("fit %q: use Cover or Contain", c.Fit)
	}
	switch {
	case c.Ratio == 0:
	case c.Ratio > 0.1 && c.Ratio < 10:
		image["aspectRatio"] = c.Ratio
	default:
		return nil, fmt.Errorf("ratio %v of a picture", c.Ratio)
	}
	return image, nil
}

// pageOfCards returns the page that a query asks for.
func pageOfCards(cards []wireCard, q TableQuery) map[string]any {
	want := strings.ToLower(strings.TrimSpace(q.Search))
	found := slices.DeleteFunc(slices.Clone(cards), func(c wireCard) bool { return !strings.Contains(c.search, want) })
	begin := min(q.Offset, len(found))
	return map[string]any{"data": found[begin:min(begin+q.Limit, len(found))], "totalRecords": len(found)}
}

// remote has the developer's function fetch a page.
func (d GridDisplay[R]) remote(ctx context.Context, q TableQuery) (map[string]any, error) {
	page, err := d.fetch(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(page.Rows) > mostRows {
		return nil, errors.New("more than 500 cards in a page")
	}
	cards, err := d.cards(page.Rows, q.Offset)
	if err != nil {
		return nil, err
	}
	return page.props(cards), nil
}

// props are the properties that change with each page.
func (page TablePage[R]) props(data any) map[string]any {
	props := map[string]any{"data": data, "totalRecords": page.Total}
	if page.TotalIsEstimate {
		props["totalIsEstimate"] = true
	}
	if page.Next != "" {
		props["nextCursor"] = page.Next
	}
	if page.Prev != "" {
		props["prevCursor"] = page.Prev
	}
	return props
}
