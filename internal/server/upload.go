package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// maxFileField is the longest name and media type of a file, in bytes.
const maxFileField = 1024

// uploadForRun gives a person a place to send a file to, once the host of the run
// has said that it takes it.
func (r *request) uploadForRun(in protocol.RunUploadRequest) (any, error) {
	if in.Size < 0 || len(in.Name) > maxFileField || len(in.Type) > maxFileField {
		return nil, refuse(protocol.Invalid, "This is not the description of a file.")
	}
	return nil, r.withMine(in.RunID, access.AnswerRun, func(run *run) error {
		p := run.prompts[in.GroupKey]
		if p == nil || !run.waitsFor(in.GroupKey) || !p.taken(in.Index) {
			return errStale
		}
		host := r.s.services.link(run.hostID)
		if host == nil {
			return errAway
		}
		if err := run.touch(r.ctx); err != nil {
			return err
		}
		sl := &slot{
			permit: permit{id: protocol.NewID(), person: r.person.ID, session: ownSession(r.session)}, host: host,
			ref:  protocol.UploadRef{TransactionID: run.id, InputGroupKey: in.GroupKey, Index: in.Index},
			name: protocol.FileName(in.Name), size: in.Size, slug: run.row.Slug,
		}
		return r.openSlot(sl, protocol.OpenUploadCall{
			TransactionID: run.id, InputGroupKey: in.GroupKey, Index: in.Index,
			Name: in.Name, ContentType: in.Type, Size: in.Size, LastModified: in.LastModified,
		})
	})
}

// ownSession is the session that a file has to come in: one of the panel's own. An
// application may change its own cookies while the socket is open.
func ownSession(key string) string {
	if strings.HasPrefix(key, "own ") {
		return key
	}
	return ""
}

// openSlot asks the host for the file's place, and answers the request when there
// is one.
func (r *request) openSlot(sl *slot, call protocol.OpenUploadCall) error {
	if !r.s.slots.add(sl) {
		return refuse(protocol.TooLarge, "Too many files are on their way from you. Try again when one has arrived.")
	}
	r.replied = true
	r.s.run("opening a place for a file", func(ctx context.Context) {
		place, err := sl.open(ctx, r.s, call)
		var data json.RawMessage
		if err == nil {
			data, err = json.Marshal(place)
		}
		if err != nil {
			r.s.slots.drop(sl, false)
			r.browser.reply(protocol.BrowserReply{ID: r.id, Error: r.explain(r.ctx, "", err)})
			return
		}
		r.browser.reply(protocol.BrowserReply{ID: r.id, Data: data})
	})
	return nil
}

// dropUpload takes back a file that has been sent for the open question.
func (r *request) dropUpload(in protocol.DropUploadRequest) (any, error) {
	return nil, r.withMine(in.RunID, access.AnswerRun, func(run *run) error {
		host, p := r.s.services.link(run.hostID), run.prompts[in.GroupKey]
		if p == nil || !run.waitsFor(in.GroupKey) || host == nil || !p.taken(in.Index) {
			return nil // it goes with the question
		}
		ref := protocol.UploadRef{TransactionID: run.id, InputGroupKey: in.GroupKey, Index: in.Index, UploadID: in.Upload}
		r.s.run("dropping a file", func(ctx context.Context) { r.s.dropFile(ctx, host, ref) })
		return nil
	})
}

// call asks the host something about the file. A reply that refuses is an
// [*uploadError].
func (sl *slot) call(ctx context.Context, method protocol.RPCMethod, in any, reply *protocol.UploadReply) error {
	err := sl.host.peer.Call(ctx, method, in, reply)
	switch {
	case isClosed(err):
		return errAway
	case err != nil:
		return err
	case reply.Type != protocol.TypeUpperSuccess:
		return &uploadError{reply.Fault, cmp.Or(reply.Message, "This file is not taken.")}
	}
	return nil
}

func isClosed(err error) bool { return errors.Is(err, wire.ErrClosed) }

// uploadError is why a host does not take a file.
type uploadError struct {
	fault   protocol.UploadFault
	message string
}

func (e *uploadError) Error() string { return string(e.fault) + ": " + e.message }

// As lets it be told to browsers as it is.
func (e *uploadError) As(target any) bool {
	r, ok := target.(**refusal)
	if ok {
		*r = &refusal{protocol.Invalid, e.message}
	}
	return ok
}

// serveUpload takes the file of a slot, chunk by chunk as the host keeps it.
// Without a slot nothing of the body is read.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request, path string) {
	s.slots.serve(s, w, r, strings.TrimPrefix(path, uploadPath), func(ctx context.Context, sl *slot) {
		i := &intake{Server: s, slot: sl, w: w, r: r}
		file, err := i.copy(ctx)
		i.note(ctx, err)
		if err != nil {
			sl.giveUp(ctx, s)
			i.fail(ctx, err)
			return
		}
		i.say(http.StatusOK, file)
	})
}

// intake is one file on its way to a host.
type intake struct {
	*Server
	slot    *slot
	w       http.ResponseWriter
	r       *http.Request
	checked time.Time // when the person was last known to be allowed
	bytes   int64
}

var (
	errTooLong    = &uploadError{protocol.UploadTooLarge, "This file is larger than it was said to be. Choose it again."}
	errFileGone   = &uploadError{protocol.UploadGone, "This file is not asked for any more. Choose it again if it is."}
	errNotWhole   = &uploadError{protocol.UploadBroken, "The file did not arrive whole. Try again."}
	errFileClosed = &uploadError{protocol.UploadBroken, "The service that asks for this file has gone. Try again in a moment."}
)

// copy reads the body and hands it to the host.
func (i *intake) copy(ctx context.Context) (*protocol.UploadedFile, error) {
	if i.r.ContentLength > i.slot.size {
		return nil, errTooLong
	}
	buffer := make([]byte, protocol.MaxChunk)
	for {
		if !i.allowed(ctx) {
			return nil, errFileGone
		}
		n, err := i.read(buffer)
		if n > 0 {
			chunk := protocol.UploadChunk{UploadRef: i.slot.ref, Offset: i.bytes, Data: buffer[:n]}
			if i.bytes += int64(n); i.bytes > i.slot.size {
				return nil, errTooLong
			}
			if err := i.slot.call(ctx, protocol.WriteUpload, chunk, new(protocol.UploadReply)); err != nil {
				return nil, err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return i.finish(ctx)
		case err != nil:
			return nil, errNotWhole
		}
	}
}

// read fills the buffer as far as the body goes. The browser has a while for it,
// whatever the application's server allows for a whole request.
func (i *intake) read(buffer []byte) (int, error) {
	err := http.NewResponseController(i.w).SetReadDeadline(time.Now().Add(chunkPatience))
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	n, err := io.ReadFull(i.r.Body, buffer)
	if errors.Is(err, io.ErrUnexpectedEOF) && (i.r.ContentLength < 0 || i.bytes+int64(n) == i.r.ContentLength) {
		err = io.EOF
	}
	return n, err
}

func (i *intake) finish(ctx context.Context) (*protocol.UploadedFile, error) {
	var reply protocol.UploadReply
	if err := i.slot.call(ctx, protocol.FinishUpload, i.slot.ref, &reply); err != nil {
		return nil, err
	}
	if reply.File == nil {
		return nil, errNotWhole
	}
	return reply.File, nil
}

// allowed looks, at first and then once a second, whether the person may still
// answer the question.
func (i *intake) allowed(ctx context.Context) bool {
	if time.Since(i.checked) < recheckEvery {
		return true
	}
	person, err := i.access.Check(i.r)
	i.checked = time.Now()
	return err == nil && person.ID == i.slot.person &&
		access.May(person, access.EnterPanel, panelObject) && i.mayFill(ctx, person, i.slot)
}

var faultStatus = map[protocol.UploadFault]int{
	protocol.UploadTooLarge: http.StatusRequestEntityTooLarge,
	protocol.UploadType:     http.StatusUnsupportedMediaType,
	protocol.UploadGone:     http.StatusGone,
	protocol.UploadBroken:   http.StatusUnprocessableEntity,
}

// fail says why the file was not taken.
func (i *intake) fail(ctx context.Context, err error) {
	known, ok := errors.AsType[*uploadError](err)
	if !ok {
		if ctx.Err() == nil {
			i.log.WarnContext(ctx, "upload", "bytes", i.bytes, "err", err)
		}
		known = errFileClosed
	}
	status := cmp.Or(faultStatus[known.fault], http.StatusUnprocessableEntity)
	i.say(status, protocol.UploadProblem{Message: known.message})
}

// say answers with JSON.
func (i *intake) say(status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		i.plainError(i.w, i.r, http.StatusInternalServerError)
		return
	}
	i.w.Header().Set("Content-Type", "application/json")
	i.w.WriteHeader(status)
	i.write(i.w, i.r, body)
}

// note writes down who sent what, and how much of it.
func (i *intake) note(ctx context.Context, failure error) {
	detail := fmt.Sprintf("%s, %d bytes", i.slot.name, i.bytes)
	if failure != nil {
		detail += ", not taken"
	}
	entry := store.Entry{PersonID: i.slot.person, Verb: "upload", Object: i.slot.slug, RunID: i.slot.ref.TransactionID, Detail: cut(detail, 1000)}
	if err := i.store.Note(context.WithoutCancel(ctx), entry); err != nil {
		i.log.ErrorContext(ctx, "note an upload", "err", err)
	}
}
