package io

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// A search in a list of forms searches for all entries at once: the entries share
// what was offered, and the list has the state that a search by itself has.

// pool is what a search has offered, without the type of its values.
type pool interface {
	// give hands the default over to another one, as a batch of its own.
	give(to pool, batch string)
	// share has this one offer what another one has offered.
	share(other pool)
	// gather has this one offer also the defaults that another one has been given.
	gather(other pool)
	// key finds the result that reads like this, and searches for it if need be; ""
	// for none.
	key(ctx context.Context, label string) (string, error)
}

func (f *finding[V]) give(to pool, batch string) {
	to.(*finding[V]).offered.batches[batch] = f.offered.batches["default"]
}

func (f *finding[V]) share(other pool) {
	f.offered.batches = other.(*finding[V]).offered.batches
}

func (f *finding[V]) gather(other pool) {
	for batch, found := range other.(*finding[V]).offered.batches {
		if strings.HasPrefix(batch, entryBatch) {
			f.offered.batches[batch] = found
		}
	}
}

func (f *finding[V]) key(ctx context.Context, label string) (string, error) {
	found, err := f.find(ctx, label)
	if err != nil {
		return "", err
	}
	f.offered.batches["named "+label] = found
	results, err := f.results("named "+label, found)
	if err != nil {
		return "", err
	}
	for _, r := range results {
		if r.Label == label {
			return r.Value.(string), nil
		}
	}
	return "", nil
}

// mostNamed is how many results of earlier searches a list goes on naming.
const mostNamed = 200

// entryBatch is how the batches of what entries hold begin.
const entryBatch = "entry"

// batch names what the entry at a place holds, within all lists of the form.
func (l *formList) batch(place int) string {
	name := entryBatch
	for _, part := range strings.Split(l.path, "[")[1:] {
		at, _, _ := strings.Cut(part, "]")
		name += at + "."
	}
	return name + strconv.Itoa(place)
}

// shareSearches has the searches of an entry offer what those of the list have offered.
func shareSearches(parts, fields []*part) {
	for j, q := range parts {
		switch {
		case q.pool != nil:
			q.pool.share(fields[j].pool)
		case q.list != nil:
			shareSearches(q.list.fields, fields[j].list.fields)
		}
	}
}

// adoptList makes the searches of the list in a new entry know the defaults of those
// in the list of one that is there.
func (p *part) adoptList(entry *part) {
	for k, q := range entry.list.fields {
		if to := p.list.fields[k]; q.pool != nil {
			to.pool.gather(q.pool)
			to.props["chosen"] = append(to.offers("chosen"), q.offers("chosen")...)
		}
	}
}

// searches reports whether something can be searched for in the part.
func (p *part) searches() bool { return p.state != nil && (p.pool != nil || p.list != nil) }

// searchable gives the list the state of the searches in it.
func (l *formList) searchable(p *part) {
	if !slices.ContainsFunc(l.fields, (*part).searches) {
		return
	}
	p.state = func(ctx context.Context, raw json.RawMessage) (func(), error) {
		var s protocol.FormsState
		if decode(raw, &s) != nil || s.At < 0 || s.At >= len(l.fields) || !l.fields[s.At].searches() {
			return nil, refusal("This cannot be searched for.")
		}
		q := l.fields[s.At]
		apply, err := q.state(ctx, s.State)
		if err != nil || q.list != nil {
			return apply, err
		}
		return func() {
			named := slices.Concat(q.offers("chosen"), q.offers("results"))
			apply()
			q.props["chosen"] = named[max(0, len(named)-mostNamed):]
		}, nil
	}
}

// offers are results that the part names.
func (p *part) offers(prop string) []wireOption {
	list, _ := p.props[prop].([]wireOption)
	return list
}

// adopt makes the search of a new entry know the default of one that is there, and
// returns its key.
func (p *part) adopt(entry *part, batch string) string {
	entry.pool.give(p.pool, batch)
	results := entry.offers("results")
	present := results[len(results)-1]
	key := resultKey(batch, 0)
	present.Value = key
	p.props["chosen"] = append(p.offers("chosen"), present)
	return key
}

// named is a default as people read it: that of a search is the label of its key.
func (p *part) named(value any) any {
	for _, o := range p.offers("chosen") {
		if p.pool != nil && o.Value == value {
			return o.Label
		}
	}
	return value
}

// keyFor turns the label of a result into its key. What it cannot find it leaves as
// it is, to be refused as that.
func (p *part) keyFor(ctx context.Context, value json.RawMessage) json.RawMessage {
	var label string
	if json.Unmarshal(value, &label) != nil || label == "" {
		return value
	}
	for _, o := range p.offers("chosen") {
		if o.Label == label {
			return reencoded(o.Value, value)
		}
	}
	key, err := p.pool.key(ctx, label)
	if err != nil || key == "" {
		return value
	}
	return reencoded(key, value)
}
