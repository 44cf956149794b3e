package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// usualGrace is how long a proof counts for a question that does not say.
const usualGrace = 5 * time.Minute

// checkSafe refuses calls whose answers would have to be proven and cannot be.
func (s *Server) checkSafe(call protocol.IOCall) error {
	for _, c := range call.ToRender {
		switch {
		case c.MethodName == "CREDENTIALS":
			return refuse(protocol.Invalid, "IO method io.experimental.credentials is not currently supported.")
		case c.MethodName != protocol.ConfirmIdentity && c.MethodName != protocol.Approve:
		case c.MethodName == protocol.ConfirmIdentity && !s.access.CanProve(): // nobody would have confirmed anything
			return refuse(protocol.Invalid, "IO method io.confirmIdentity is not currently supported: the panel has no Config.ConfirmIdentity.")
		case len(call.ToRender) > 1 || len(call.ChoiceButtons) > 0:
			return refuse(protocol.Invalid, "%s stands by itself, without other components and buttons.", c.MethodName)
		}
	}
	return nil
}

// proofOf reads whether a call asks for proof, and how old a proof may be.
func proofOf(call protocol.IOCall) (asks bool, grace time.Duration) {
	if len(call.ToRender) != 1 || call.ToRender[0].MethodName != protocol.ConfirmIdentity {
		return false, 0
	}
	var props protocol.ConfirmIdentityProps
	if json.Unmarshal(call.ToRender[0].Props, &props) != nil {
		return true, 0
	}
	if props.GracePeriodMs == nil {
		return true, usualGrace
	}
	return true, time.Duration(min(max(*props.GracePeriodMs, 0), int64(24*time.Hour/time.Millisecond))) * time.Millisecond
}

// proven reports whether this session has proven for this run who sits at it, not
// longer ago than the question allows.
func (r *run) proven(session string, grace time.Duration) bool {
	at, known := r.proofs[session]
	return known && session != "" && r.s.access.Now().Sub(at) < grace
}

// checkProof refuses a yes without proof to a question that asks for it. A no is
// taken from anybody who may answer.
func (r *request) checkProof(run *run, p *prompt, values []json.RawMessage) error {
	if !p.proof {
		return nil
	}
	switch string(bytes.TrimSpace(values[0])) {
	case "false":
		return nil
	case "true":
		if run.proven(r.session, p.grace) {
			return nil
		}
		r.noteProof("identity.refuse", run.row, "an answer without proof")
		return refuse(protocol.Invalid, "Confirm who you are first.")
	}
	return refuse(protocol.Invalid, "The answer to this question is true or false.")
}

// prove confirms who sits at the browser and, with it, answers the question that
// asks for that. The secret is compared without holding up the run.
func (r *request) prove(in protocol.ProveRequest) (any, error) {
	answered, err := r.answerProven(in)
	if err != nil || answered || in.Secret == "" {
		return protocol.Proved{OK: answered}, err
	}
	if err := r.compare(in); err != nil {
		return nil, err
	}
	err = r.withMine(in.RunID, access.AnswerRun, func(run *run) error {
		r.noteProof("identity.confirm", run.row, "")
		p, err := run.asking(in)
		if err != nil {
			return err
		}
		if r.session != "" {
			run.proofs[r.session] = r.s.access.Now()
		}
		return run.answer(r.ctx, in.GroupKey, r.yes(p), store.Answer{By: r.person.ID})
	})
	return protocol.Proved{OK: true}, err
}

// answerProven answers the question when an earlier proof still counts.
func (r *request) answerProven(in protocol.ProveRequest) (answered bool, err error) {
	err = r.withMine(in.RunID, access.AnswerRun, func(run *run) error {
		p, err := run.asking(in)
		if err != nil || in.Secret != "" || !run.proven(r.session, p.grace) {
			return err
		}
		answered = true
		return run.answer(r.ctx, in.GroupKey, r.yes(p), store.Answer{By: r.person.ID})
	})
	return answered, err
}

// asking finds the open question that asks for proof.
func (r *run) asking(in protocol.ProveRequest) (*prompt, error) {
	p := r.prompts[in.GroupKey]
	open := p != nil && in.CallID != "" && r.row.Live() && r.row.PendingID == in.CallID && r.row.PendingKey == in.GroupKey
	if !open || !p.proof {
		return nil, errStale
	}
	return p, nil
}

func (r *request) yes(p *prompt) protocol.Answer {
	return protocol.Answer{CallID: p.callID, Values: []json.RawMessage{json.RawMessage("true")}, By: r.person.Name}
}

// compare has the application look at the secret.
func (r *request) compare(in protocol.ProveRequest) error {
	err := r.s.access.Prove(r.ctx, r.person, in.Secret)
	if err == nil {
		return nil
	}
	row, missing := r.s.store.Get(r.ctx, in.RunID)
	if missing == nil {
		r.noteProof("identity.refuse", row, "")
	}
	if unproven, ok := errors.AsType[*access.UnprovenError](err); ok {
		if unproven.Message != "" {
			return refuse(protocol.Invalid, "%s", unproven.Message)
		}
		return refuse(protocol.Invalid, "That is not right. Try again.")
	}
	if tooMany, ok := errors.AsType[*store.TooManyError](err); ok {
		wait := tooMany.Until.Sub(r.s.access.Now())
		return refuse(protocol.Invalid, "There were too many tries. Wait %d minutes, then try again.", max(1, int(wait.Minutes()+1)))
	}
	return err
}

// noteProof writes to the audit that somebody did or did not confirm who they
// are. The question is answered, or not, all the same.
func (r *request) noteProof(verb string, row store.Run, detail string) {
	entry := store.Entry{PersonID: r.person.ID, Verb: verb, Object: row.Slug, RunID: row.ID, Detail: detail}
	if err := r.s.store.Note(context.WithoutCancel(r.ctx), entry); err != nil {
		r.s.log.ErrorContext(r.ctx, "note a proof", "transaction", row.ID, "err", err)
	}
}
