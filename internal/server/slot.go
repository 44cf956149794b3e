package server

import (
	"context"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

const (
	slotLife   = time.Minute // from the slot to the request that fills it
	uploadPath = "-/uploads/"
)

// slot lets one person send one file for one question, once. It is asked for over
// the socket; the file itself is the body of a plain request, so that it comes as
// fast as it can be kept.
type slot struct {
	permit
	host *link
	ref  protocol.UploadRef
	name string // as the browser says
	size int64
	slug string // of the action, for the audit
}

// open asks the host whether it takes the file, and takes the slot back when
// nobody fills it.
func (sl *slot) open(ctx context.Context, s *Server, call protocol.OpenUploadCall) (protocol.UploadSlot, error) {
	wait, cancel := context.WithTimeoutCause(ctx, openWait, wire.ErrResponseTimeout)
	defer cancel()
	var reply protocol.UploadReply
	if err := sl.call(wait, protocol.OpenUpload, call, &reply); err != nil {
		return protocol.UploadSlot{}, err
	}
	s.slots.open(sl, func() { sl.ref.UploadID = reply.UploadID })
	s.after(slotLife, "taking back a place for a file", func(ctx context.Context) {
		if s.slots.drop(sl, true) {
			sl.giveUp(ctx, s)
		}
	})
	return protocol.UploadSlot{Path: uploadPath + sl.id}, nil
}

// giveUp tells the host that the file does not come.
func (sl *slot) giveUp(ctx context.Context, s *Server) {
	s.dropFile(ctx, sl.host, sl.ref)
}

// dropFile has a host remove a file.
func (s *Server) dropFile(ctx context.Context, host *link, ref protocol.UploadRef) {
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerWait)
	defer cancel()
	err := host.peer.Call(wait, protocol.DropUpload, ref, nil)
	if err != nil && !isClosed(err) {
		s.log.WarnContext(ctx, "drop a file", "err", err)
	}
}

// mayFill reports whether a person may still send files for the question.
func (s *Server) mayFill(ctx context.Context, p access.Person, sl *slot) (may bool) {
	err := s.withRun(ctx, sl.ref.TransactionID, func(r *run) error {
		may = access.May(p, access.AnswerRun, r.object()) && r.waitsFor(sl.ref.InputGroupKey)
		return nil
	})
	return may && err == nil
}

// waitsFor reports whether a question of the run is open.
func (r *run) waitsFor(groupKey string) bool { return r.row.Live() && r.row.PendingKey == groupKey }
