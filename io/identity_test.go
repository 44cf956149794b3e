package io_test

import (
	"context"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestConfirmIdentityAnswers(t *testing.T) {
	answers[bool]{
		bad:  map[string]string{`null`: required, `1`: misfit, `"true"`: misfit, `{}`: misfit, `[true]`: misfit, `{"confirmed":true}`: misfit},
		good: map[string]bool{`true`: true, `false`: false},
	}.check(t, "Pay out?", io.ConfirmIdentity("Pay out?"), same)
}

func TestConfirmIdentityProps(t *testing.T) {
	for want, in := range map[string]io.ConfirmIdentityCall{
		`{}`: io.ConfirmIdentity("Pay out?"),
		`{"gracePeriodMs":0,"helpText":"It is a lot."}`: io.ConfirmIdentity("Pay out?").GracePeriod(0).Help("It is a lot."),
		`{"gracePeriodMs":600000}`:                      io.ConfirmIdentity("Pay out?").GracePeriod(10 * time.Minute),
	} {
		run, _ := asking(t, in)
		s := run.Expect("Pay out?")
		if c := s.Component(); string(c.MethodName) != "CONFIRM_IDENTITY" || string(c.Props) != want {
			t.Errorf("%s with %s, want %s", c.MethodName, c.Props, want)
		}
		s.Cancel()
		_, _ = run.Wait()
	}
	for name, c := range map[string]io.Component{
		"in a group":     io.ConfirmIdentity("x"),
		"negative grace": io.ConfirmIdentity("x").GracePeriod(-time.Minute),
	} {
		run := stagedoortest.Start(t, func(ctx context.Context) error { return io.Group(c, io.Heading("beside")).Ask(ctx) })
		if _, err := run.Wait(); err == nil || len(run.Calls()) > 0 {
			t.Errorf("%s: %v and %d renders", name, err, len(run.Calls()))
		}
	}
}
