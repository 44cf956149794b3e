package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// Letter is a notice on its way out of the panel, to one receiver. Of the receiver
// it has what is known.
type Letter struct {
	ID, Email, Name string // of the receiver
	Title, Message  string
	URL             string // where it leads, else the panel
	Key             string // the same at every try
}

const (
	carriers  = 4                // how many letters are on their way at once
	carryTime = 30 * time.Second // how long one may take

	// letterLease is how long a letter stays with a process that may have died.
	letterLease = 2 * carryTime
)

// waits are how long a letter waits after each try that failed. After the last,
// it is given up.
var waits = []time.Duration{10 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute}

// post is what carries letters away.
type post struct {
	mu   sync.Mutex
	busy int  // carriers on their way
	more bool // there may be a letter that they have not seen
}

// postLetters sees to it that letters that are due are carried away. It does not
// wait for that.
func (s *Server) postLetters() {
	if s.deliver == nil {
		return
	}
	s.post.mu.Lock()
	defer s.post.mu.Unlock()
	s.post.more = true
	if s.post.busy < carriers {
		s.post.busy++
		s.run("carrying letters", s.carryLetters)
	}
}

// carryLetters carries letters until none is due.
func (s *Server) carryLetters(ctx context.Context) {
	for ctx.Err() == nil && s.post.next() {
		for s.carryNext(ctx) {
			s.postLetters() // others help, where there is more
		}
	}
}

// next reports whether a carrier should look again; one that should not is gone.
func (p *post) next() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	more := p.more
	p.more = false
	if !more {
		p.busy--
	}
	return more
}

// carryNext carries one letter away and reports whether there was one.
func (s *Server) carryNext(ctx context.Context) bool {
	letter, err := s.store.TakeLetter(ctx, letterLease)
	if err != nil {
		if !errors.Is(err, store.ErrNotFound) && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "take a notification to deliver", "err", err)
		}
		return false
	}
	err = s.carry(ctx, letter)
	if err := s.carried(context.WithoutCancel(ctx), letter, err); err != nil {
		s.log.ErrorContext(ctx, "record how a notification was delivered", "notification", letter.Notice.ID, "err", err)
	}
	return true
}

// carry hands a letter to the application.
func (s *Server) carry(ctx context.Context, letter store.Letter) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, stack())
		}
	}()
	to, err := s.store.ContactOf(ctx, letter.Receiver)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, carryTime)
	defer cancel()
	return s.deliver(ctx, Letter{
		ID: to.ID, Email: to.Email, Name: to.Name, Title: letter.Title, Message: letter.Message,
		URL: s.leadsTo(letter.Link), Key: letter.Notice.ID,
	})
}

// carried records how it went.
func (s *Server) carried(ctx context.Context, letter store.Letter, err error) error {
	if err == nil {
		return s.store.DropLetter(ctx, letter.Notice.ID)
	}
	about := []any{"notification", letter.Notice.ID, "receiver", letter.Receiver, "try", letter.Tries, "err", err}
	if letter.Tries > len(waits) {
		s.log.ErrorContext(ctx, "a notification could not be delivered and is given up; it is still at the bell", about...)
		return s.store.DropLetter(ctx, letter.Notice.ID)
	}
	wait := waits[letter.Tries-1]
	if err := s.store.KeepLetter(ctx, letter.Notice.ID, wait); err != nil {
		return err
	}
	s.log.WarnContext(ctx, "a notification could not be delivered and is tried again", append(about, "after", wait)...)
	s.after(wait+time.Second, "posting letters", func(context.Context) { s.postLetters() })
	return nil
}

// leadsTo is the whole address of the link of a notice, or of the panel.
func (s *Server) leadsTo(link json.RawMessage) string {
	home := s.baseURL + s.mount + "/"
	var b protocol.Button
	numbers := json.NewDecoder(bytes.NewReader(link))
	numbers.UseNumber()
	if len(link) == 0 || numbers.Decode(&b) != nil {
		return home
	}
	if b.URL != "" {
		from, err := url.Parse(home)
		if err != nil {
			return home
		}
		to, err := from.Parse(b.URL)
		if err != nil {
			return home
		}
		return to.String()
	}
	query := url.Values{}
	for name, value := range b.Params {
		if value != nil {
			query.Set(name, fmt.Sprint(value))
		}
	}
	return s.baseURL + address(s.mount, (&url.URL{Path: b.Route}).EscapedPath(), query)
}
