package io

import (
	"context"
	"slices"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// converse shows the question until an answer passes every rule.
func (s *screen) converse(ctx context.Context, tx *txn.Transaction, validate func(context.Context) error) (string, error) {
	states := &queue{log: txn.Logger(ctx), handle: func(r protocol.IOResponse) { s.follow(ctx, tx, r) }}
	answers := make(chan protocol.IOResponse, 1)
	stop := tx.Listen(s.key, func(r protocol.IOResponse) {
		switch r.Kind {
		case protocol.SetState:
			states.put(r)
		case protocol.Return:
			select {
			case answers <- r:
			default: // pressed twice: the first press is being looked at
			}
		}
	})
	defer stop()
	defer tx.Offer(s.key, s.Download)()
	defer tx.Receive(s.key, s.Upload)()
	arrivals, _ := s.load(ctx, s.parts)
	for {
		if err := s.render(ctx, tx); err != nil {
			return "", err
		}
		select {
		case apply := <-arrivals:
			s.take(apply, arrivals)
		case r := <-answers:
			good, err := s.answer(ctx, r, validate)
			if err != nil || good {
				return r.Choice, err
			}
		case <-ctx.Done():
			s.mu.Lock()
			s.over = true
			s.mu.Unlock()
			return "", context.Cause(ctx)
		}
	}
}

// answer reads and checks one answer. It reports false when the question has to
// be shown again, with messages.
func (s *screen) answer(ctx context.Context, r protocol.IOResponse, validate func(context.Context) error) (bool, error) {
	good, skip := s.read(r)
	if !good {
		return false, nil
	}
	if skip {
		s.takeBack()
	} else {
		if good, err := s.check(ctx, validate); err != nil || !good {
			return false, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
	return true, nil
}

// takeBack makes it as if nothing had been answered: a check of the whole may have
// seen answers, and refused them, before a button was pressed that wants none.
func (s *screen) takeBack() {
	for _, p := range s.parts {
		if p.undo != nil {
			p.undo()
		}
	}
}

// read has every component take its part of the answer. skip says that the
// button pressed wants no checks and no values.
func (s *screen) read(r protocol.IOResponse) (good, skip bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.message = ""
	for _, p := range s.parts {
		if p.read != nil {
			p.message = ""
		}
		if p.refused != nil {
			p.refused(nil)
		}
	}
	button, known := s.button(r.Choice)
	switch {
	case !known:
		s.message = "Choose one of the buttons."
		return false, false
	case button.SkipValidation:
		return true, true
	case len(r.Values) != len(s.parts):
		s.message = string(errType)
		return false, false
	}
	return readParts(s.parts, r.Values), false
}

// plainSubmit is what an original dashboard says was chosen where there are no
// buttons to choose from.
const plainSubmit = "Continue"

// button finds the button pressed. Where there is none or one to press, saying
// nothing presses it.
func (s *screen) button(value string) (protocol.ChoiceButton, bool) {
	if value == "" && len(s.buttons) < 2 || value == plainSubmit && len(s.buttons) == 0 {
		return protocol.ChoiceButton{}, true
	}
	i := slices.IndexFunc(s.buttons, func(b protocol.ChoiceButton) bool { return b.Value == value })
	if i < 0 {
		return protocol.ChoiceButton{}, false
	}
	return s.buttons[i], true
}

// check runs the developer's own checks: each component's, then, with the
// answers handed out, the one of the whole.
func (s *screen) check(ctx context.Context, validate func(context.Context) error) (bool, error) {
	good := true
	for _, p := range s.parts {
		if p.check == nil || p.hidden {
			continue
		}
		if err := p.check(ctx); err != nil {
			said, known := messagesOf(p, err)
			if !known {
				return false, p.fault(err)
			}
			good = false
			s.say(said.put)
		}
	}
	if !good {
		return false, nil
	}
	for _, p := range s.parts {
		if p.keep != nil && !p.hidden {
			p.keep()
		}
	}
	if validate == nil {
		return true, nil
	}
	err := validate(ctx)
	if err == nil {
		return true, nil
	}
	said, whole, err := sortRefusals(s.parts, err)
	if err != nil {
		return false, err
	}
	s.say(func() {
		said.put()
		s.message = whole
	})
	return false, nil
}

// say changes a message that a render on its way might be reading.
func (s *screen) say(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}
