package server

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

const (
	ticketLife   = time.Minute // from the ticket to the request that uses it
	openWait     = 20 * time.Second
	downloadPath = "-/downloads/"
)

// ticket lets one person fetch one file, once. It is asked for over the socket;
// the file itself comes as the answer to a plain request, so that the browser can
// save it as it arrives.
type ticket struct {
	permit
	host  *link
	file  protocol.OpenDownloadReply // set once it is ready
	slug  string                     // of the action or page, for the audit
	runID string                     // "" of a page
	what  string                     // was asked for, in words for the audit

	// may decides whether a person may have the file now.
	may func(ctx context.Context, p access.Person) bool
}

// downloadOfRun opens a file that a component of a run offers.
func (r *request) downloadOfRun(in protocol.RunDownloadRequest) (any, error) {
	return nil, r.withMine(in.RunID, access.Download, func(run *run) error {
		p := run.prompts[in.GroupKey]
		if p == nil || !p.offered(in.Index) {
			return errAbsent
		}
		t := &ticket{slug: run.row.Slug, runID: run.id, may: r.s.mayDownload(run.id)}
		return r.openFile(t, r.s.services.link(run.hostID), protocol.OpenDownloadCall{
			TransactionID: run.id, InputGroupKey: in.GroupKey, Index: in.Index, Format: in.Format, State: in.State,
		})
	})
}

// mayDownload decides about the files of a run, as it is when it is asked.
func (s *Server) mayDownload(runID string) func(context.Context, access.Person) bool {
	return func(ctx context.Context, p access.Person) (may bool) {
		err := s.withRun(ctx, runID, func(r *run) error {
			may = access.May(p, access.Download, r.object())
			return nil
		})
		return may && err == nil
	}
}

// downloadOfPage opens a file that a component of a page offers.
func (r *request) downloadOfPage(in protocol.PageDownloadRequest) (any, error) {
	page, err := r.view(in.PageKey)
	if err != nil {
		return nil, err
	}
	page.mu.Lock()
	known := !page.closed && in.GroupKey == page.groupKey && in.Index >= 0 && in.Index < len(page.offers) && page.offers[in.Index]
	page.mu.Unlock()
	object := page.object()
	if !known || !access.May(r.person, access.Download, object) {
		return nil, errAbsent
	}
	t := &ticket{slug: page.slug}
	t.may = func(_ context.Context, p access.Person) bool { return access.May(p, access.Download, page.object()) }
	return nil, r.openFile(t, page.link, protocol.OpenDownloadCall{
		TransactionID: page.key, InputGroupKey: in.GroupKey, Index: in.Index, Format: in.Format, State: in.State,
	})
}

// openFile asks the host for the file, and answers the request when it has one.
func (r *request) openFile(t *ticket, host *link, call protocol.OpenDownloadCall) error {
	if host == nil {
		return errAway
	}
	t.permit = permit{id: protocol.NewID(), person: r.person.ID, session: ownSession(r.session)}
	t.host, t.what = host, describe(call)
	if !r.s.tickets.add(t) {
		return refuse(protocol.TooLarge, "Too many files are on their way to you. Try again when one has arrived.")
	}
	r.replied = true
	answer := func(reply protocol.BrowserReply) { reply.ID = r.id; r.browser.reply(reply) }
	r.s.run("opening a file", func(ctx context.Context) {
		ready, err := t.open(ctx, r.s, call)
		if err != nil {
			r.s.tickets.drop(t, false)
			answer(protocol.BrowserReply{Error: r.explain(r.ctx, "", err)})
			return
		}
		data, err := json.Marshal(ready)
		if err != nil {
			answer(protocol.BrowserReply{Error: r.explain(r.ctx, "", err)})
			return
		}
		answer(protocol.BrowserReply{Data: data})
	})
	return nil
}

// open asks the host for the file, and takes it back when nobody fetches it.
func (t *ticket) open(ctx context.Context, s *Server, call protocol.OpenDownloadCall) (protocol.Download, error) {
	wait, cancel := context.WithTimeoutCause(ctx, openWait, wire.ErrResponseTimeout)
	defer cancel()
	var file protocol.OpenDownloadReply
	err := t.host.peer.Call(wait, protocol.OpenDownload, call, &file)
	switch {
	case errors.Is(err, wire.ErrClosed):
		return protocol.Download{}, errAway
	case err != nil:
		return protocol.Download{}, err
	case file.Type != protocol.TypeUpperSuccess:
		return protocol.Download{}, refuse(protocol.Unavailable, "%s", file.Message)
	}
	file.Name = protocol.FileName(file.Name)
	s.tickets.open(t, func() { t.file = file })
	s.after(ticketLife, "taking a file back", func(ctx context.Context) {
		if s.tickets.drop(t, true) {
			t.close(ctx, s)
		}
	})
	return protocol.Download{Path: downloadPath + t.id, Name: file.Name, Size: file.Size}, nil
}

// close tells the host that nobody reads on.
func (t *ticket) close(ctx context.Context, s *Server) {
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerWait)
	defer cancel()
	err := t.host.peer.Call(wait, protocol.CloseDownload, protocol.DownloadRef{DownloadID: t.file.DownloadID}, nil)
	if err != nil && !errors.Is(err, wire.ErrClosed) {
		s.log.WarnContext(ctx, "give up a file", "err", err)
	}
}

// describe says for the audit what was asked for.
func describe(call protocol.OpenDownloadCall) string {
	words := []string{}
	if call.Format != "" {
		words = append(words, "as "+call.Format)
	}
	if state := strings.TrimSpace(string(call.State)); state != "" && state != "null" {
		words = append(words, "of "+state)
	}
	return cut(strings.Join(words, " "), 1000)
}
