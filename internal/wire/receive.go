package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/stagedoor/stagedoor/protocol"
)

var (
	errEnvelope = errors.New("neither a message nor an acknowledgement")
	errFlood    = errors.New("wire: too many calls at once")
)

// frameLimits are for the envelope, rpcLimits for the text inside it.
var (
	frameLimits = protocol.Limits{Depth: 8}
	rpcLimits   = protocol.Limits{Depth: protocol.MaxDepth + 8, Elements: 10 * protocol.MaxElements}
)

// parseEnvelope reads one frame, strictly.
func parseEnvelope(frame []byte) (protocol.Envelope, error) {
	var e protocol.Envelope
	if err := frameLimits.Check(frame); err != nil {
		return e, err
	}
	if err := json.Unmarshal(frame, &e); err != nil {
		return e, &protocol.FormatError{What: "envelope", Err: err}
	}
	message := e.Type == protocol.Message && e.Data != nil
	if e.ID == "" || len(e.ID) > 64 || !message && e.Type != protocol.Ack {
		return e, &protocol.FormatError{What: "envelope", Err: errEnvelope}
	}
	return e, nil
}

// parseRPC reads the text of a call or response.
func parseRPC(text string) (protocol.RPC, error) {
	var r protocol.RPC
	if err := rpcLimits.Check([]byte(text)); err != nil {
		return r, err
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return r, &protocol.FormatError{What: "call", Err: err}
	}
	if r.ID == "" || r.MethodName == "" || r.Kind != protocol.Call && r.Kind != protocol.Response {
		return r, &protocol.FormatError{What: "call", Err: errors.New("id, kind or methodName is missing")}
	}
	return r, nil
}

// receive acts on one frame. An error ends the connection.
func (p *Peer) receive(ctx context.Context, frame []byte) error {
	e, err := parseEnvelope(frame)
	if err != nil {
		return err
	}
	if e.Type == protocol.Ack {
		p.acked(e.ID)
		return nil
	}
	if err := p.write(ctx, protocol.Envelope{ID: e.ID, Type: protocol.Ack}); err != nil {
		return err
	}
	switch *e.Data {
	case protocol.Authenticated:
		p.authOnce.Do(func() { close(p.authenticated) })
		return nil
	case protocol.Ping:
		return nil
	}
	r, err := parseRPC(*e.Data)
	if err != nil { // acknowledged and never answered, as on the original wire
		p.log.WarnContext(ctx, "message not understood", "err", err)
		return nil
	}
	if r.Kind == protocol.Response {
		p.answered(r)
		return nil
	}
	return p.lanes.run(laneOf(r), func() { p.serve(ctx, r) })
}

// acked ends the wait of a message. Ids that nobody waits for are ignored.
func (p *Peer) acked(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if waiting, ok := p.acks[id]; ok {
		delete(p.acks, id)
		close(waiting)
	}
}

// answered ends the wait of a call. The first response counts.
func (p *Peer) answered(r protocol.RPC) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if waiting, ok := p.calls[r.ID]; ok {
		delete(p.calls, r.ID)
		waiting <- r.Data
	}
}

// serve handles one call and answers it.
func (p *Peer) serve(ctx context.Context, r protocol.RPC) {
	if ctx.Err() != nil {
		return
	}
	result, err := p.protected(ctx, r)
	if err == nil {
		err = p.respond(ctx, r, result)
	}
	if err != nil && ctx.Err() == nil {
		p.log.WarnContext(ctx, "call not answered", "method", r.MethodName, "err", err)
	}
}

func (p *Peer) respond(ctx context.Context, r protocol.RPC, result any) error {
	answer := protocol.RPC{ID: r.ID, Kind: protocol.Response, MethodName: r.MethodName}
	if result != nil {
		data, err := json.Marshal(result)
		if err != nil {
			return err
		}
		answer.Data = data
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	return p.send(ctx, string(text), p.o.AckTimeout, nil)
}

// protected calls the handler; a panic in it is an error of this call alone.
func (p *Peer) protected(ctx context.Context, r protocol.RPC) (result any, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	return p.handle(ctx, r.MethodName, r.Data)
}

// laneOf names what a call is about: a transaction, a page, a file, or the method.
func laneOf(r protocol.RPC) string {
	var about struct {
		TransactionID string `json:"transactionId"`
		PageKey       string `json:"pageKey"`
		DownloadID    string `json:"downloadId"`
		UploadID      string `json:"uploadId"`
	}
	// Data of another form is the handler's to refuse; its lane does not matter.
	_ = json.Unmarshal(r.Data, &about)
	switch {
	case r.MethodName == protocol.OpenUpload: // where files lie may be slow, and the run is to be answered and canceled meanwhile
		return "files of " + about.TransactionID
	case r.MethodName == protocol.WriteUpload, r.MethodName == protocol.FinishUpload:
		return "file " + about.UploadID
	case about.TransactionID != "":
		return "about " + about.TransactionID
	case about.PageKey != "":
		return "about " + about.PageKey
	case about.DownloadID != "":
		return "about " + about.DownloadID
	default:
		return string(r.MethodName)
	}
}
