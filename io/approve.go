package io

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// Approval is what somebody else decided.
type Approval struct {
	Approved bool
	Reason   string // what they said about it, if anything
	By       Approver
}

// Approver is the person who decided.
type Approver struct{ ID, Name, Email string }

// ApproveCall asks somebody else to agree.
type ApproveCall struct{ spec spec }

// Approve asks somebody other than the person who runs the action to agree before
// it goes on; what says to what. The run waits until one of those who may has
// decided, or until Config.AnswerTimeout. They find it on their home screen, and
// see the question with its details and nothing else of the run. Both people are
// in the audit.
//
// Whoever runs the action can never decide it, whatever their teams: neither the
// dashboard nor the host takes that. A dashboard that cannot ask somebody else
// gives an error. It stands by itself and cannot be part of a group.
func Approve(what string) ApproveCall {
	return ApproveCall{spec{method: protocol.Approve, label: what, kind: approveKind{}}}
}

// By sets the teams whose people may decide. Default, without ByRole: everybody
// who may run the action.
func (c ApproveCall) By(teams ...string) ApproveCall {
	return ApproveCall{c.spec.with("teams", slices.Clone(teams))}
}

// ByRole sets the roles whose people may decide, beside the teams of By.
func (c ApproveCall) ByRole(roles ...string) ApproveCall {
	return ApproveCall{c.spec.with("roles", slices.Clone(roles))}
}

// Help sets the line shown under the question.
func (c ApproveCall) Help(text string) ApproveCall { return ApproveCall{c.spec.with("helpText", text)} }

// Details shows what those who decide have to know. They see nothing else of the
// run.
func (c ApproveCall) Details(items ...MetaItem) ApproveCall {
	return ApproveCall{c.spec.with("details", slices.Clone(items))}
}

// Changes shows what will change when they agree.
func (c ApproveCall) Changes(rows ...Change) ApproveCall {
	return ApproveCall{c.spec.with("changes", slices.Clone(rows))}
}

// Get asks and returns what was decided. A decision against it is no error.
func (c ApproveCall) Get(ctx context.Context) (Approval, error) {
	var decided Approval
	c.spec.keep = func(v any) { decided = as[Approval](v) }
	if _, err := (question{components: []Component{c.spec}}).ask(ctx); err != nil {
		return Approval{}, err
	}
	return decided, nil
}

func (c ApproveCall) part(ctx context.Context) (*part, error) { return c.spec.part(ctx) }

type approveKind struct{ owner string } // id of the person who runs the action

func (approveKind) prepare(ctx context.Context, s *spec, p *part) error {
	p.alone = true
	if tx, ok := txn.From(ctx); ok {
		if tx.Link() != nil && !tx.Link().Draws(protocol.Approve) {
			return errors.New("this dashboard cannot ask somebody else to agree")
		}
		s.kind = approveKind{tx.Person.ID}
	}
	for _, names := range []string{"teams", "roles"} {
		list, said := setting[[]string](*s, names)
		if said && (len(list) == 0 || slices.ContainsFunc(list, func(name string) bool { return strings.TrimSpace(name) == "" })) {
			return errors.New("nobody may decide: a name of those " + names + " is empty")
		}
	}
	if rows, ok := setting[[]Change](*s, "changes"); ok {
		wire, err := changeRows(rows)
		if err != nil {
			return err
		}
		p.props["changes"] = wire
	}
	items, ok := setting[[]MetaItem](*s, "details")
	if !ok {
		return nil
	}
	details := make([]map[string]any, len(items))
	for i, item := range items {
		wire, err := item.wire(true)
		if err != nil {
			return fmt.Errorf("%q: %w", item.Label, err)
		}
		details[i] = wire
	}
	p.props["details"] = details
	return nil
}

func (approveKind) write(spec, any) (any, error) { return nil, nil }

// read takes a decision that the dashboard vouches for.
func (k approveKind) read(_ spec, raw json.RawMessage) (any, error) {
	var d struct {
		Approved *bool            `json:"approved"`
		Reason   string           `json:"reason"`
		By       protocol.Decider `json:"by"`
	}
	if json.Unmarshal(raw, &d) != nil || d.Approved == nil || d.By.ID == "" {
		return nil, errType
	}
	if d.By.ID == k.owner {
		return nil, refusal("Somebody else has to decide this.")
	}
	return &Approval{Approved: *d.Approved, Reason: d.Reason, By: Approver(d.By)}, nil
}
