// Package host runs actions and pages for a dashboard: it starts, tracks,
// cancels and finishes transactions over one connection at a time. Transactions
// outlive a connection; the next one finds them where they were.
package host

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/internal/depot"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

// Action is an action and its handler.
type Action struct {
	Def     protocol.ActionDef
	Handler func(context.Context) error
}

// Page is a page and its handler. Without a handler it only groups routes.
type Page struct {
	Def     protocol.PageDef
	Handler func(context.Context) (Layout, error)
}

// Layout is what a page shows. Children may be nil.
type Layout struct {
	Title, Description string
	MenuItems          []protocol.Button
	Beside             *protocol.PagesBeside // nil for none
	Children           txn.Surface
	Refresh            time.Duration // zero for never
}

// Routes are what a host offers, by full slug. The maps may differ from one call
// to the next; see [Host.Reload].
type Routes interface {
	Actions() map[string]Action
	Pages() map[string]Page
}

// Config holds what a Host needs. Routes is required.
type Config struct {
	Routes Routes

	// Logger receives the host's records, the full text of errors among them.
	// Default: slog.Default().
	Logger *slog.Logger

	// InstanceID names this process to the dashboard, across connections. Default:
	// a new one.
	InstanceID string

	// SDKName and SDKVersion are what the host says it is. Default: a name and a
	// version that an original server understands.
	SDKName, SDKVersion string

	// AnswerTimeout is how long an IO call may wait for a person before its
	// transaction is canceled. Zero means 24 hours; negative means forever.
	AnswerTimeout time.Duration

	// Formats are the kinds of file that tables can be exported in, besides CSV.
	Formats []txn.Format

	// UploadDir is where the files that people hand over are kept until the run is
	// over that asked for them. Default: the system's directory for temporary files.
	UploadDir string

	// UploadStore is where they are kept instead. Default: none.
	UploadStore depot.Store

	// UploadSpace is how many bytes of them are kept at the same time. Default: 4 GiB.
	UploadSpace int64

	// Shared says that other services may offer routes to the same dashboard, to
	// which links of this one may lead.
	Shared bool

	// Explain decides what of a handler's error people may read. The default shows
	// nothing but a reference to the log. It must be safe for concurrent use.
	Explain func(error) protocol.PublicError
}

const (
	defaultAnswerTimeout = 24 * time.Hour
	connectTimeout       = 15 * time.Second // for the dashboard to say that we may begin
	reloadWindow         = 200 * time.Millisecond
	closeGrace           = 10 * time.Second // for handlers to notice that the host closes
	keepEnded            = time.Hour        // for the tables of a run that has ended
	defaultUploadSpace   = 4 << 30
)

var (
	// ErrServing means that another connection is being served.
	ErrServing = errors.New("host: already serving a connection")

	// ErrHostClosed means that the host was closed.
	ErrHostClosed = errors.New("host: closed")

	errNotAuthenticated = errors.New("host: the dashboard did not let us begin")
)

// RefusedError is the dashboard's no.
type RefusedError struct {
	Method  protocol.RPCMethod
	Message string // may be empty
}

func (e *RefusedError) Error() string {
	return "host: " + string(e.Method) + " refused: " + cmp.Or(e.Message, "no reason given")
}

// Host runs transactions. Its methods may be called at the same time.
type Host struct {
	c   Config
	log *slog.Logger
	up  uplink

	ctx    context.Context // of everything that outlives a connection
	cancel context.CancelCauseFunc
	reload chan struct{}
	work   sync.WaitGroup // runs, pages and what they send
	depot  *depot.Depot
	swept  sync.Once

	mu       sync.Mutex
	serving  bool
	draining bool
	runs     map[string]*run
	pages    map[string]*opening
	files    map[string]*download
	past     pastIDs
	leads    leads
}

// New returns a host for c. Nothing starts before Serve.
func New(c Config) *Host {
	c.Logger = cmp.Or(c.Logger, slog.Default())
	c.InstanceID = cmp.Or(c.InstanceID, protocol.NewID())
	c.SDKName = cmp.Or(c.SDKName, "@interval/sdk")
	c.SDKVersion = cmp.Or(c.SDKVersion, "2.1.0")
	c.AnswerTimeout = cmp.Or(c.AnswerTimeout, defaultAnswerTimeout)
	if c.Explain == nil {
		c.Explain = explainNothing
	}
	h := &Host{
		c: c, log: c.Logger,
		reload: make(chan struct{}, 1),
		runs:   map[string]*run{},
		pages:  map[string]*opening{},
		files:  map[string]*download{},
		depot:  newDepot(c),
	}
	h.ctx, h.cancel = context.WithCancelCause(context.Background())
	return h
}

func newDepot(c Config) *depot.Depot {
	most := cmp.Or(max(c.UploadSpace, 0), defaultUploadSpace)
	if c.UploadStore != nil {
		return depot.In(c.UploadStore, most)
	}
	return depot.New(c.UploadDir, most)
}

// InstanceID returns the name under which this process connects.
func (h *Host) InstanceID() string { return h.c.InstanceID }

// Serve speaks with the dashboard at the other end of conn until it closes or
// ctx is done, and returns why. It closes conn. Runs that have not ended go on
// and meet the dashboard again with the next Serve; everything else it started
// has ended. A dashboard that refuses the host gives a [*RefusedError].
func (h *Host) Serve(ctx context.Context, conn wire.Conn) error {
	if err := h.begin(); err != nil {
		conn.Close()
		return err
	}
	defer h.end()
	h.swept.Do(h.sweep)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := context.AfterFunc(h.ctx, func() { cancel(ErrHostClosed) })
	defer stop()

	s := &session{host: h, initialized: make(chan struct{})}
	peer := wire.NewPeer(conn, s.handle, wire.PeerOptions{Logger: h.log, Attempts: 10})
	var reader sync.WaitGroup
	reader.Go(func() { cancel(peer.Run(ctx)) })
	defer reader.Wait()
	defer peer.Close()
	return h.converse(ctx, peer, s)
}

func (h *Host) begin() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ctx.Err() != nil {
		return ErrHostClosed
	}
	if h.serving {
		return ErrServing
	}
	h.serving = true
	return nil
}

// sweep removes files that an earlier process has left behind.
func (h *Host) sweep() {
	if err := h.depot.Sweep(); err != nil {
		h.log.Warn("could not remove files that were left behind", "err", err)
	}
}

func (h *Host) end() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.serving = false
}

// converse is the host's part of a connection: introduce itself, say again what
// is open, and introduce itself anew whenever the routes change.
func (h *Host) converse(ctx context.Context, peer *wire.Peer, s *session) error {
	if err := awaitAuthenticated(ctx, peer); err != nil {
		return err
	}
	draws, err := h.initialize(ctx, peer)
	if err != nil {
		return err
	}
	again := h.recall()
	h.up.connect(peer, draws)
	defer h.up.disconnect(peer)
	close(s.initialized)
	again(ctx)
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-h.reload:
			if err := h.reinitialize(ctx, peer); err != nil {
				return err
			}
		}
	}
}

func awaitAuthenticated(ctx context.Context, peer *wire.Peer) error {
	timeout := time.NewTimer(connectTimeout)
	defer timeout.Stop()
	select {
	case <-peer.Authenticated():
		return nil
	case <-timeout.C:
		return errNotAuthenticated
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Reload tells the dashboard about changed routes. Several changes within 200
// milliseconds are told at once.
func (h *Host) Reload() {
	select {
	case h.reload <- struct{}{}:
	default: // the next one tells this change too
	}
}

// reinitialize collects changes for a moment and tells them.
func (h *Host) reinitialize(ctx context.Context, peer *wire.Peer) error {
	window := time.NewTimer(reloadWindow)
	defer window.Stop()
	select {
	case <-window.C:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select { // changes since then are in what follows
	case <-h.reload:
	default:
	}
	draws, err := h.initialize(ctx, peer)
	if err == nil {
		h.up.connect(peer, draws)
	}
	return err
}

// Close cancels every run and page, ends Serve, and waits a short while for
// handlers to notice. Closing again is harmless.
func (h *Host) Close() {
	h.mu.Lock() // whatever starts a run looks at the context under the same lock
	h.cancel(ErrHostClosed)
	h.mu.Unlock()
	ended := make(chan struct{})
	go func() {
		h.work.Wait()
		close(ended)
	}()
	grace := time.NewTimer(closeGrace)
	defer grace.Stop()
	select {
	case <-ended:
	case <-grace.C:
		h.log.Warn("handlers still running after close", "runs", h.live())
	}
	if err := h.depot.Close(); err != nil {
		h.log.Warn("could not remove the files that people handed over", "err", err)
	}
}

// Shutdown tells the dashboard to start nothing new here and waits until every
// run has ended or ctx is done. Runs that ask wait for their answers meanwhile. A
// dashboard that refuses gives a [*RefusedError], and the host goes on as before.
func (h *Host) Shutdown(ctx context.Context) error {
	h.drain(true)
	var reply protocol.TypedReply
	if err := h.up.now(ctx, protocol.BeginHostShutdown, struct{}{}, &reply); err != nil {
		h.log.WarnContext(ctx, "shutdown not announced", "err", err)
	} else if reply.Type == protocol.TypeError {
		h.drain(false)
		return &RefusedError{Method: protocol.BeginHostShutdown, Message: reply.Message}
	}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for h.live() > 0 {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

func (h *Host) drain(on bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.draining = on
}

// live counts the runs whose handler has not ended.
func (h *Host) live() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, r := range h.runs {
		if !r.hasEnded() {
			n++
		}
	}
	return n
}
