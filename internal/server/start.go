package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/database"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// The most that may come with a start or an opening.
const (
	maxParams     = 64
	maxParamName  = 128     // bytes
	maxParamValue = 8 << 10 // bytes
)

// action finds an action that the person may start, and where it runs; nil while
// that is away.
func (r *request) action(slug string) (*node, *link, error) {
	n, l := r.s.services.find(slug)
	if n == nil || !n.action || !access.May(r.person, access.StartAction, n.object()) {
		return nil, nil, errAbsent
	}
	return n, l, nil
}

// startCard tells what would be started. It starts nothing.
func (r *request) startCard(in protocol.StartCardRequest) (any, error) {
	n, l, err := r.action(in.Slug)
	if err != nil {
		return nil, err
	}
	card := protocol.StartCard{Route: n.route, Service: away}
	if l != nil {
		card.Service = here
	}
	if card.Unfinished, err = r.one(r.s.store.UnfinishedOf(r.ctx, r.person.ID, in.Slug)); err != nil {
		return nil, err
	}
	if card.LastRun, err = r.one(r.s.store.LastRun(r.ctx, r.person.ID, in.Slug)); err != nil {
		return nil, err
	}
	return card, nil
}

// one is a run as lists show it, or nil where there is none.
func (r *request) one(row store.Run, err error) (*protocol.Run, error) {
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return new(r.s.headOf(row)), nil
}

// startRun starts a run, once for each key.
func (r *request) startRun(in protocol.StartRunRequest) (any, error) {
	n, l, err := r.action(in.Slug)
	if err != nil {
		return nil, err
	}
	if database.CheckKey("start key", in.Key, store.MaxStartKey) != nil {
		return nil, refuse(protocol.Invalid, "The field key has to be a text of 1 to %d bytes.", store.MaxStartKey)
	}
	params, err := paramsOf(in.Params)
	if err != nil {
		return nil, err
	}
	if l == nil || !r.s.life.takes() {
		return nil, errAway
	}
	row, err := r.s.store.Begin(context.WithoutCancel(r.ctx), store.Run{
		ID: protocol.NewID(), PersonID: r.person.ID, PersonName: r.person.Name, PersonEmail: r.person.Email,
		HostID: l.hostID, Slug: in.Slug, Name: n.route.Name, Params: params, StartKey: in.Key, Keep: r.s.keepFor(n),
	})
	switch {
	case errors.Is(err, store.ErrStarted):
		return protocol.StartedRun{RunID: row.ID}, nil
	case errors.Is(err, store.ErrConflict):
		return nil, refuse(protocol.Conflict, "This start was used for another action, or with other parameters.")
	case err != nil:
		return nil, err
	}
	if err := r.launch(row, params, in.Params); err != nil {
		return nil, err
	}
	return protocol.StartedRun{RunID: row.ID}, nil
}

// launch hands a run that has been recorded to its host.
func (r *request) launch(row store.Run, params json.RawMessage, texts map[string]string) error {
	query := url.Values{}
	for name, text := range texts {
		query.Set(name, text)
	}
	start := protocol.StartTransactionRequest{
		TransactionID: row.ID, ActionName: row.Slug, Environment: r.s.environmentOn(row.HostID),
		Action: protocol.ActionRef{Slug: row.Slug, URL: r.s.baseURL + address(r.s.mount, row.Slug, query)},
		User:   personOnWire(r.person), Params: params, DisplayResolvesImmediately: true,
		RunURL: r.s.baseURL + address(r.s.mount, "-/runs/"+row.ID, nil),
	}
	err := r.s.withRun(context.WithoutCancel(r.ctx), row.ID, func(run *run) error {
		run.send(delivery{method: protocol.StartTransaction, in: start})
		return nil
	})
	r.s.homeChanged(r.person.ID)
	return err
}

// keepFor is how long the transcript of a run of n stays after its end.
func (s *Server) keepFor(n *node) time.Duration {
	if n.keep != 0 {
		return n.keep
	}
	return s.keep
}

// environmentOn is the environment in the words of a host.
func (s *Server) environmentOn(hostID string) string {
	return s.environmentFor(s.services.speaks(hostID))
}

// paramsOf checks parameters of an address and encodes them.
func paramsOf(params map[string]string) (json.RawMessage, error) {
	if len(params) > maxParams {
		return nil, refuse(protocol.Invalid, "The field params has more than %d entries.", maxParams)
	}
	for name, text := range params {
		if name == "" || len(name) > maxParamName || len(text) > maxParamValue || strings.ContainsRune(name+text, 0) {
			return nil, refuse(protocol.Invalid, "The field params has an entry that is too long or not a text.")
		}
	}
	if params == nil {
		params = map[string]string{}
	}
	return json.Marshal(params)
}

// personOnWire is a person as hosts know them.
func personOnWire(p access.Person) protocol.Person {
	role := "member"
	for _, known := range []string{"admin", "developer"} {
		if slices.Contains(p.Roles, known) {
			role = known
			break
		}
	}
	out := protocol.Person{ID: p.ID, Name: p.Name, Email: p.Email, Role: role, Roles: p.Roles, Teams: orEmpty(p.Teams), Claims: p.Claims}
	if first, last, ok := strings.Cut(strings.TrimSpace(p.Name), " "); first != "" {
		out.FirstName = &first
		if last = strings.TrimSpace(last); ok && last != "" {
			out.LastName = &last
		}
	}
	return out
}
