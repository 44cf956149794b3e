package server

import (
	"errors"
	"slices"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// The most that a search of the history may have.
const (
	maxSearch = 200 // bytes
	maxWords  = 40
)

// history lists the person's runs, a page at a time.
func (r *request) history(in protocol.HistoryRequest) (any, error) {
	filter, err := filterOf(in)
	if err != nil {
		return nil, err
	}
	if err := r.mine(in.Before); err != nil {
		return nil, err
	}
	runs, err := r.readable(r.person, filter)
	if err != nil {
		return nil, err
	}
	page := protocol.History{Runs: runs[:min(len(runs), in.Limit)], More: len(runs) > in.Limit}
	if in.Before == "" {
		page.Actions, err = r.ran()
	}
	return page, err
}

// filterOf checks what is asked for. It asks for one run more than a page has.
func filterOf(in protocol.HistoryRequest) (store.Filter, error) {
	f := store.Filter{
		Touched: true, Before: in.Before, Limit: in.Limit + 1, Slug: in.Slug, Words: store.Words(in.Search), From: in.From, Until: in.Until,
	}
	if in.Limit < 1 || in.Limit > 100 {
		return f, refuse(protocol.Invalid, "The field limit has to be from 1 to 100.")
	}
	if len(in.Search) > maxSearch || len(f.Words) > maxWords {
		return f, refuse(protocol.Invalid, "The field search has more than %d bytes or %d words.", maxSearch, maxWords)
	}
	if len(in.Slug) > store.MaxSlug || !utf8.ValidString(in.Slug) || slices.Contains([]byte(in.Slug), 0) {
		return f, refuse(protocol.Invalid, "The field slug has to be a text of at most %d bytes.", store.MaxSlug)
	}
	var known bool
	if f.Statuses, known = statuses[in.Status]; !known {
		return f, refuse(protocol.Invalid, "The field status is not one that can be asked for.")
	}
	return f, nil
}

// statuses are what the status of a request stands for: those that people read as
// the same.
var statuses = map[protocol.RunStatus][]store.Status{
	"":                      nil,
	protocol.RunWorking:     {store.Starting, store.Working},
	protocol.RunWaiting:     {store.Waiting},
	protocol.RunDone:        {store.Done, store.Redirected},
	protocol.RunFailed:      {store.Failed},
	protocol.RunCanceled:    {store.Canceled},
	protocol.RunInterrupted: {store.Interrupted},
}

// ran lists the actions that the person has run, without those whose runs they may
// not read any more.
func (r *request) ran() ([]protocol.RanAction, error) {
	rows, err := r.s.store.RanBy(r.ctx, r.person.ID)
	var found []protocol.RanAction
	for _, row := range rows {
		run := store.Run{Slug: row.Slug, PersonID: r.person.ID}
		if access.May(r.person, access.ReadRun, r.s.objectOf(run)) {
			found = append(found, protocol.RanAction{Slug: row.Slug, Name: row.Name})
		}
	}
	return found, err
}

// mine refuses the id of a run that is not there or that the person may not read.
func (r *request) mine(id string) error {
	if id == "" {
		return nil
	}
	if !runID(id) {
		return errAbsent
	}
	row, err := r.s.store.Get(r.ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !access.May(r.person, access.ReadRun, r.s.objectOf(row)) {
		return errAbsent
	}
	return err
}
