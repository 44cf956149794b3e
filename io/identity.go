package io

import (
	"context"
	"errors"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// ConfirmIdentityCall asks the person to prove that it is them.
type ConfirmIdentityCall struct{ spec spec }

// ConfirmIdentity asks whoever runs the action to confirm who they are before it
// goes on; question says what for. It stands by itself and cannot be part of a
// group.
//
// The dashboard does the asking and vouches for the answer: a browser cannot say
// yes by itself. The embedded one asks for a secret and has Config.ConfirmIdentity
// look at it, which never reaches the action; without that the question ends with
// an error. Somebody who has confirmed who they are is not asked again, in the
// same run and session, for a while: see GracePeriod.
func ConfirmIdentity(question string) ConfirmIdentityCall {
	return ConfirmIdentityCall{spec{method: protocol.ConfirmIdentity, label: question, kind: identityKind{}}}
}

// Help sets the line shown under the question.
func (c ConfirmIdentityCall) Help(text string) ConfirmIdentityCall {
	return ConfirmIdentityCall{c.spec.with("helpText", text)}
}

// GracePeriod is how long an earlier proof counts. Zero asks in any case.
// Default: 5 minutes.
func (c ConfirmIdentityCall) GracePeriod(d time.Duration) ConfirmIdentityCall {
	return ConfirmIdentityCall{c.spec.with("gracePeriodMs", d.Milliseconds())}
}

// Get asks, and reports whether the person has confirmed who they are. False
// means that they declined.
func (c ConfirmIdentityCall) Get(ctx context.Context) (bool, error) {
	var yes bool
	c.spec.keep = func(v any) { yes = as[bool](v) }
	if _, err := (question{components: []Component{c.spec}}).ask(ctx); err != nil {
		return false, err
	}
	return yes, nil
}

func (c ConfirmIdentityCall) part(ctx context.Context) (*part, error) { return c.spec.part(ctx) }

type identityKind struct{ boolKind }

func (identityKind) prepare(_ context.Context, s *spec, p *part) error {
	p.alone = true
	if ms, ok := setting[int64](*s, "gracePeriodMs"); ok && ms < 0 {
		return errors.New("a grace period of less than nothing")
	}
	return nil
}
