package host

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// session is one connection, as far as the dashboard's calls are concerned.
type session struct {
	host        *Host
	initialized chan struct{} // closed when the dashboard knows our routes
}

var errUnknownMethod = errors.New("unknown method")

// handle answers one call of the dashboard. None of its parts waits for a person
// or for a handler; the next chunk of a file is waited for a moment.
func (s *session) handle(ctx context.Context, method protocol.RPCMethod, data json.RawMessage) (any, error) {
	select {
	case <-s.initialized: // its answer may be on the way when the first call comes
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	h := s.host
	switch method {
	case protocol.StartTransaction:
		return decodeAnd(data, h.startTransaction)
	case protocol.IOResponseCall:
		return decodeAnd(data, h.ioResponse)
	case protocol.CloseTransaction:
		return decodeAnd(data, h.closeTransaction)
	case protocol.OpenPage:
		return decodeAnd(data, h.openPage)
	case protocol.ClosePage:
		return decodeAnd(data, h.closePage)
	case protocol.OpenDownload:
		return decodeAnd(data, h.openDownload)
	case protocol.ReadDownload:
		return decodeAnd(data, func(in protocol.DownloadRef) (any, error) { return h.readDownload(ctx, in) })
	case protocol.CloseDownload:
		return decodeAnd(data, h.closeDownload)
	case protocol.OpenUpload:
		return decodeAnd(data, h.openUpload)
	case protocol.WriteUpload:
		return decodeAnd(data, h.writeUpload)
	case protocol.FinishUpload:
		return decodeAnd(data, h.finishUpload)
	case protocol.DropUpload:
		return decodeAnd(data, h.dropUpload)
	default:
		return nil, errUnknownMethod
	}
}

// decodeAnd decodes a call's data and hands it on.
func decodeAnd[T any](data json.RawMessage, handle func(T) (any, error)) (any, error) {
	var in T
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, &protocol.FormatError{What: "data", Err: err}
	}
	return handle(in)
}

// initialize declares the routes and returns which additional components the
// dashboard draws.
func (h *Host) initialize(ctx context.Context, peer *wire.Peer) (map[protocol.Method]bool, error) {
	request := protocol.InitializeHostRequest{
		SDKName: h.c.SDKName, SDKVersion: h.c.SDKVersion,
		Timestamp: time.Now().UnixMilli(), InstanceID: h.c.InstanceID,
		Actions: []protocol.ActionDef{},
		Groups:  []protocol.PageDef{},
	}
	actions, pages := h.c.Routes.Actions(), h.c.Routes.Pages()
	for _, slug := range slices.Sorted(maps.Keys(actions)) {
		request.Actions = append(request.Actions, actions[slug].Def)
	}
	for _, slug := range slices.Sorted(maps.Keys(pages)) {
		def := pages[slug].Def
		def.HasHandler = pages[slug].Handler != nil
		request.Groups = append(request.Groups, def)
	}
	var reply *protocol.InitializeHostReply
	if err := peer.Call(ctx, protocol.InitializeHost, request, &reply); err != nil {
		return nil, fmt.Errorf("host: %w", err)
	}
	if reply == nil || reply.Type != protocol.TypeSuccess {
		refused := &RefusedError{Method: protocol.InitializeHost}
		if reply != nil {
			refused.Message = reply.Message
		}
		return nil, refused
	}
	h.report(ctx, reply)
	draws := map[protocol.Method]bool{}
	for _, m := range reply.Components {
		draws[m] = true
	}
	return draws, nil
}

// report logs what the dashboard has to say about the declaration.
func (h *Host) report(ctx context.Context, reply *protocol.InitializeHostReply) {
	for _, slug := range reply.InvalidSlugs {
		h.log.WarnContext(ctx, "dashboard refused a route", "slug", slug)
	}
	for _, warning := range reply.Warnings {
		h.log.WarnContext(ctx, "dashboard warns", "warning", warning)
	}
	if alert := reply.SDKAlert; alert != nil {
		h.log.WarnContext(ctx, "dashboard alerts", "severity", alert.Severity, "message", alert.Message)
	}
}

// recall notes what the dashboard has been told and may have forgotten while it
// was away. What is still on its way is not part of it: whoever sends that goes
// on trying. The returned function says it all again: first the IO calls, then
// the loading states, then the pages.
func (h *Host) recall() (again func(ctx context.Context)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var calls, states, layouts []func(context.Context)
	for _, r := range h.runs {
		if p := r.told(); p != nil {
			calls = append(calls, func(ctx context.Context) { r.showAgain(ctx, p) })
		}
		states = append(states, r.resendLoading)
	}
	for _, p := range h.pages {
		states = append(states, p.resendLoading)
		if last := p.told(); last != nil {
			layouts = append(layouts, func(ctx context.Context) { p.showAgain(ctx, last) })
		}
	}
	return func(ctx context.Context) {
		for _, group := range [][]func(context.Context){calls, states, layouts} {
			each(group, func(say func(context.Context)) { say(ctx) })
		}
	}
}
