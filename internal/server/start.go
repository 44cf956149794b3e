package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
	if database.CheckKey("start key", in.Key, store.MaxStartKey) != nil || !store.OwnKey(in.Key) {
		return nil, refuse(protocol.Invalid, "The field key has to be a text of 1 to %d bytes.", store.MaxStartKey)
	}
	params, err := encodeParams(in.Params)
	if err != nil {
		return nil, err
	}
	if l == nil || !r.s.life.takes() {
		return nil, errAway
	}
	run := r.s.newRun(r.person, n, params)
	run.HostID, run.StartKey = l.hostID, in.Key
	row, err := r.s.store.Begin(context.WithoutCancel(r.ctx), run)
	switch {
	case errors.Is(err, store.ErrStarted):
		return protocol.StartedRun{RunID: row.ID}, nil
	case errors.Is(err, store.ErrConflict):
		return nil, refuse(protocol.Conflict, "This start was used for another action, or with other parameters.")
	case err != nil:
		return nil, err
	}
	if err := r.s.launch(r.ctx, r.person, row, in.Params); err != nil {
		return nil, err
	}
	return protocol.StartedRun{RunID: row.ID}, nil
}

// newRun is a run of n by p that has not been recorded.
func (s *Server) newRun(p access.Person, n *node, params json.RawMessage) store.Run {
	return store.Run{
		ID: protocol.NewID(), PersonID: p.ID, PersonName: p.Name, PersonEmail: p.Email,
		Slug: n.route.Slug, Name: n.route.Name, Params: params, Keep: s.keepFor(n),
	}
}

// launch hands a run that has been recorded to its host.
func (s *Server) launch(ctx context.Context, p access.Person, row store.Run, texts map[string]string) error {
	params, err := encodeParams(texts)
	if err != nil {
		return err
	}
	query := url.Values{}
	for name, text := range texts {
		query.Set(name, text)
	}
	start := protocol.StartTransactionRequest{
		TransactionID: row.ID, ActionName: row.Slug, Environment: s.environmentOn(row.HostID),
		Action: protocol.ActionRef{Slug: row.Slug, URL: s.baseURL + address(s.mount, row.Slug, query)},
		User:   personOnWire(p), Params: params, DisplayResolvesImmediately: true,
		RunURL: s.baseURL + address(s.mount, "-/runs/"+row.ID, nil),
	}
	err = s.withRun(context.WithoutCancel(ctx), row.ID, func(run *run) error {
		run.send(delivery{method: protocol.StartTransaction, in: start})
		return nil
	})
	s.homeChanged(p.ID)
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

// checkParams says what is wrong with parameters of an address.
func checkParams(params map[string]string) error {
	if len(params) > maxParams {
		return fmt.Errorf("has more than %d entries", maxParams)
	}
	for name, text := range params {
		if name == "" || len(name) > maxParamName || len(text) > maxParamValue || strings.ContainsRune(name+text, 0) {
			return errors.New("has an entry that is too long or not a text")
		}
	}
	return nil
}

// encodeParams checks parameters of an address and encodes them.
func encodeParams(params map[string]string) (json.RawMessage, error) {
	if err := checkParams(params); err != nil {
		return nil, refuse(protocol.Invalid, "The field params %s.", err)
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
