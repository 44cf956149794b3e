package server

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// link is one connection of a host.
type link struct {
	s        *Server
	peer     *wire.Peer
	hostID   string        // set by the first declaration, before declared is closed
	declared chan struct{} // closed by the first declaration
	once     sync.Once
	turn     atomic.Int64 // of the newest declaration
	ended    bool         // guarded by services
}

// afterReply is the time a host has to read the reply to its declaration before
// it is given work: some ignore work that comes earlier.
const afterReply = 20 * time.Millisecond

// ServeHost serves the dashboard's end of a host's connection until it closes,
// ctx is done or the server ends, and returns why. Runs of the host outlive it:
// they wait for the host to come back under the same instance id.
func (s *Server) ServeHost(ctx context.Context, conn wire.Conn) error {
	leave, ok := s.life.enter()
	if !ok {
		closeConn(conn, codeRestart, "Closing briefly for scheduled server restart.")
		return errClosed
	}
	defer leave()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(s.life.ctx, func() {
		closeConn(conn, codeRestart, "Closing briefly for scheduled server restart.")
	})
	defer stop()
	l := &link{s: s, declared: make(chan struct{})}
	l.peer = wire.NewPeer(conn, l.handle, wire.PeerOptions{Logger: s.log})
	var work sync.WaitGroup
	defer work.Wait()
	work.Go(func() { l.keepAlive(ctx) })
	err := l.peer.Run(ctx)
	cancel()
	s.hostLost(l)
	return err
}

// keepAlive greets the host and then, several times within the grace period,
// records that it is there and ends the runs of hosts that are not.
func (l *link) keepAlive(ctx context.Context) {
	defer l.s.recovered("keeping a host alive")
	if err := l.peer.Authenticate(ctx); err != nil {
		l.peer.CloseWith(wire.CloseProtocol, "Failed confirming authentication.")
		return
	}
	select {
	case <-l.declared:
	case <-ctx.Done():
		return
	}
	since := time.Now()
	tick := time.NewTicker(l.s.grace / 5)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := l.s.store.Beat(ctx, l.hostID, l.s.name); err != nil && ctx.Err() == nil {
			l.s.log.ErrorContext(ctx, "record that a host is there", "host", l.hostID, "err", err)
		}
		l.s.postLetters()                  // those of processes that died with them
		if time.Since(since) > l.s.grace { // others had the time to come back, too
			l.s.sweep(ctx)
			l.s.endLeft(ctx)
		}
	}
}

// sweep ends the runs whose hosts no process has heard of, and drops what is past
// its time.
func (s *Server) sweep(ctx context.Context) {
	lost, err := s.store.InterruptLost(ctx, s.grace)
	if err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "end the runs of lost hosts", "err", err)
	}
	for _, row := range lost {
		s.ended(ctx, row)
	}
	if _, err := s.store.DropExpired(ctx); err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "drop what is past its time", "err", err)
	}
}

// handle answers a call of the host. An error means that there is no answer,
// which is how this wire refuses what it does not understand.
func (l *link) handle(ctx context.Context, method protocol.RPCMethod, data json.RawMessage) (any, error) {
	switch method {
	case protocol.InitializeHost:
		return from(ctx, data, l.initialize)
	case protocol.BeginHostShutdown:
		l.s.services.drain(l)
		l.s.shellChanged()
		return protocol.TypedReply{Type: protocol.TypeSuccess}, nil
	case protocol.SendIOCall:
		return from(ctx, data, l.ioCall)
	case protocol.SendLoadingCall:
		return from(ctx, data, l.loading)
	case protocol.SendLog:
		return from(ctx, data, l.logLine)
	case protocol.SendRedirect:
		return from(ctx, data, l.redirect)
	case protocol.MarkComplete:
		return from(ctx, data, l.complete)
	case protocol.SendPage:
		return from(ctx, data, l.page)
	case protocol.Notify:
		return from(ctx, data, l.notify)
	default:
		return nil, fmt.Errorf("server: unknown method %q", method)
	}
}

// from decodes the data of a call for its handler.
func from[T any](ctx context.Context, data json.RawMessage, handle func(context.Context, T) (any, error)) (any, error) {
	var in *T
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, &protocol.FormatError{What: "call", Err: err}
	}
	if in == nil {
		return nil, &protocol.FormatError{What: "call", Err: errFrame}
	}
	return handle(ctx, *in)
}

// initialize takes a host's declaration and lets what waits for it go on.
func (l *link) initialize(ctx context.Context, in protocol.InitializeHostRequest) (any, error) {
	if in.Actions == nil {
		return nil, &protocol.FormatError{What: "declaration without actions", Err: errFrame}
	}
	if in.SDKName == "" || in.SDKVersion == "" {
		return json.RawMessage("null"), nil
	}
	l.once.Do(func() {
		l.hostID = in.InstanceID
		if l.hostID == "" || len(l.hostID) > 128 {
			l.hostID = protocol.NewID()
		}
		close(l.declared)
	})
	speaks := dialectOf(in.SDKName, in.SDKVersion)
	if err := l.s.store.Beat(ctx, l.hostID, l.s.name); err != nil {
		l.peer.CloseWith(codeRestart, "The dashboard cannot take hosts at the moment.") // it comes back by itself
		return nil, err
	}
	t, invalid, warnings := newTree(in, speaks.access)
	turn := l.turn.Add(1)
	l.s.after(afterReply, "taking a host's routes", func(context.Context) {
		if l.turn.Load() == turn && l.s.services.declare(l, t, speaks) {
			l.s.hostBack(l.hostID)
		}
		l.s.first.Do(l.s.begin)
		l.s.postLetters()
	})
	return protocol.InitializeHostReply{
		Type: protocol.TypeSuccess, Environment: l.s.environmentFor(speaks),
		InvalidSlugs: orEmpty(invalid), Warnings: orEmpty(warnings),
		Organization: &protocol.Organization{Name: l.s.name, Slug: "stagedoor"},
		DashboardURL: l.s.baseURL + l.s.mount + "/", Components: drawable,
	}, nil
}

// begin is called once the first host has declared its routes.
func (s *Server) begin() {
	close(s.ready)
	if s.listSchedules != nil {
		s.run("keeping time", func(ctx context.Context) { keepTime(ctx, s.Tick) })
	}
}

// environmentFor is the environment in words that the host knows.
func (s *Server) environmentFor(speaks dialect) string {
	switch {
	case speaks.slugs:
		return s.environment
	case s.production:
		return "live"
	default:
		return "development"
	}
}

func orEmpty(texts []string) []string {
	if texts == nil {
		return []string{}
	}
	return texts
}
