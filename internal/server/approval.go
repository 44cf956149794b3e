package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// maxReason is the longest reason for a decision, in characters.
const maxReason = 1000

// approval is what is kept of a question for others.
type approval struct {
	asked access.Asked
	sum   string // names what was asked exactly
}

// approvalOf reads whether a call is for somebody else than the owner of its run.
func approvalOf(call protocol.IOCall) *approval {
	if len(call.ToRender) != 1 || call.ToRender[0].MethodName != protocol.Approve {
		return nil
	}
	var props protocol.ApproveProps
	nobody := &approval{asked: access.Asked{Teams: []string{nobody}}}
	if json.Unmarshal(call.ToRender[0].Props, &props) != nil {
		return nobody
	}
	content, err := json.Marshal(call.ToRender)
	if err != nil || slices.Contains(props.Teams, "") || slices.Contains(props.Roles, "") {
		return nobody
	}
	sum := sha256.Sum256(content)
	return &approval{asked: access.Asked{Teams: props.Teams, Roles: props.Roles}, sum: hex.EncodeToString(sum[:8])}
}

// askedOf is who has to decide the open question of a run, nil for its owner.
func askedOf(row store.Run) *access.Asked {
	if len(row.Asked) == 0 || row.Status != store.Waiting {
		return nil
	}
	asked := &access.Asked{}
	if json.Unmarshal(row.Asked, asked) != nil {
		asked.Teams = []string{nobody}
	}
	return asked
}

// asking lists a question for others.
func asking(row store.Run) protocol.Asking {
	return protocol.Asking{
		RunID: row.ID, Name: row.Name, Label: row.WaitingOn, Since: row.ChangedAt,
		Owner: protocol.Viewer{ID: row.PersonID, Name: row.PersonName, Email: row.PersonEmail},
	}
}

// withAsking calls f with a run whose open question the person may decide. Any
// other is as absent as one that never was.
func (r *request) withAsking(id string, f func(*run, *prompt) error) error {
	return r.s.withRun(r.ctx, id, func(run *run) error {
		p := run.prompts[run.row.PendingKey]
		if p == nil || p.approval == nil || !access.May(r.person, access.DecideRun, run.object()) {
			return errAbsent
		}
		return f(run, p)
	})
}

// approval shows a question to somebody who may decide it, and nothing else of
// its run.
func (r *request) approval(in protocol.RunRef) (any, error) {
	var shown protocol.Approval
	err := r.withAsking(in.RunID, func(run *run, p *prompt) error {
		_, events, err := r.s.store.Events(r.ctx, run.id, 0)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(events, func(e store.Event) bool { return e.Slot == "call:"+run.row.PendingKey })
		if at < 0 {
			return errAbsent
		}
		shown.Asking = asking(run.row)
		return json.Unmarshal(events[at].Data, &shown.Call)
	})
	return shown, err
}

// decide takes a decision and replies once it is stored. The same decision of the
// same person once more, after a connection was lost, is well too.
func (r *request) decide(in protocol.DecideRequest) (any, error) {
	reason := strings.TrimSpace(in.Reason)
	if utf8.RuneCountInString(reason) > maxReason {
		return nil, refuse(protocol.Invalid, "The reason is too long: at most %d characters.", maxReason)
	}
	value, err := json.Marshal(protocol.Decision{
		Approved: in.Approved, Reason: reason,
		By: protocol.Decider{ID: r.person.ID, Name: r.person.Name, Email: r.person.Email},
	})
	if err != nil {
		return nil, err
	}
	a := protocol.Answer{CallID: in.CallID, Values: []json.RawMessage{value}, By: r.person.Name}
	decided, err := r.decidedBefore(in, a)
	if err != nil || decided {
		return nil, err
	}
	return nil, r.withAsking(in.RunID, func(run *run, p *prompt) error {
		if in.CallID == "" || run.row.PendingID != in.CallID || run.row.PendingKey != in.GroupKey {
			return errStale
		}
		noted := store.Answer{By: r.person.ID, Verb: "run.decline", Detail: p.title + " (" + p.approval.sum + ")"}
		if in.Approved {
			noted.Verb = "run.approve"
		}
		if reason != "" {
			noted.Detail += ": " + reason
		}
		return run.answer(r.ctx, in.GroupKey, a, noted)
	})
}

// decidedBefore reports whether this person has decided just so already. It also
// tells owners apart from people who see nothing: they know that their run asks.
func (r *request) decidedBefore(in protocol.DecideRequest, a protocol.Answer) (decided bool, err error) {
	err = r.s.withRun(r.ctx, in.RunID, func(run *run) error {
		p := run.prompts[in.GroupKey]
		if p == nil || p.approval == nil || in.CallID == "" {
			return nil
		}
		if p.answered == in.CallID && p.repeats(a) {
			decided = true
			return run.repeated(in.GroupKey, p, a)
		}
		if run.row.PersonID == r.person.ID {
			return refuse(protocol.Invalid, "Somebody else has to decide this.")
		}
		return nil
	})
	return decided, err
}

// approvalsChanged tells everybody's browsers that there may be something else to
// decide.
func (s *Server) approvalsChanged() {
	for _, b := range s.browsers.of("") {
		b.homeChanged()
	}
}
