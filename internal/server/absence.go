package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// unseen is called when a run has come to a question or to its end. Where nobody
// looks, and nobody has for a while, its owner is told.
func (r *run) unseen() {
	if len(r.viewers) > 0 || r.absent != nil {
		return
	}
	id := r.id
	r.absent = r.s.after(r.s.absence, "telling somebody of their run", func(ctx context.Context) {
		if err := r.s.tellOwner(ctx, id); err != nil && !errors.Is(err, errAbsent) && ctx.Err() == nil {
			r.s.log.ErrorContext(ctx, "tell somebody of their run", "transaction", id, "err", err)
		}
	})
}

// seen is called when the owner begins to look, or has ended the run.
func (r *run) seen() {
	if r.absent != nil {
		r.absent()
		r.absent = nil
	}
}

// tellOwner tells whom a run belongs to that it waits for them or has ended.
func (s *Server) tellOwner(ctx context.Context, id string) error {
	var n notice
	err := s.withRun(ctx, id, func(r *run) error {
		r.absent = nil
		var err error
		if len(r.viewers) > 0 {
			return nil
		}
		if err = r.touch(ctx); err != nil { // nobody has seen what it asks
			return err
		}
		n, err = r.news()
		return err
	})
	if err != nil || n.message == "" {
		return err
	}
	return s.tell(ctx, n)
}

// news is what there is to tell the owner of a run who does not look at it, without
// a message when there is nothing. Each question and the end have a key of their
// own, so that they are told once.
func (r *run) news() (notice, error) {
	n := notice{title: cut(r.row.Name, maxNoticeTitle), to: []string{r.row.PersonID}}
	switch {
	case r.row.Status == store.Waiting && len(r.row.Asked) == 0:
		sum := sha256.Sum256([]byte(r.row.PendingKey))
		n.key = "stagedoor question " + r.id + " " + hex.EncodeToString(sum[:8])
		n.message = "It waits for you."
		if r.row.WaitingOn != "" {
			n.message = "It waits for you: " + r.row.WaitingOn
		}
	case !r.row.Live() && !r.quiet():
		n.key = "stagedoor end " + r.id
		n.message = howItEnded(r.row.Outcome)
	}
	n.message = cut(n.message, maxNotice)
	link, err := json.Marshal(protocol.Button{Label: "Open", Route: "-/runs/" + r.id})
	n.link = link
	return n, err
}

// quiet reports whether nobody wants to hear that the run is done: the clock has
// begun it, and its schedule does not ask for that.
func (r *run) quiet() bool {
	well := r.row.Status == store.Done || r.row.Status == store.Redirected
	if !well || r.row.Schedule == "" {
		return false
	}
	sc, _ := r.s.scheduled(r.row.Schedule)
	return !sc.notifyDone
}

// howItEnded is what the owner of a run is told of its end.
func howItEnded(o store.Outcome) string {
	switch o.Status {
	case store.Failed:
		return "It failed: " + o.Message
	case store.Canceled:
		return "It was cancelled."
	case store.Interrupted:
		return "The service stopped while it was working."
	default:
		return "It is done."
	}
}
