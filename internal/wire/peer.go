package wire

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

var (
	// ErrAckTimeout means that the other side did not acknowledge a message.
	ErrAckTimeout = errors.New("wire: no acknowledgement in time")

	// ErrResponseTimeout means that a call was acknowledged and not answered. The
	// wire has no errors: a call that the other side does not understand ends so.
	ErrResponseTimeout = errors.New("wire: no response in time")

	// ErrUnanswered means that the connection closed after the other side had
	// acknowledged a call and before it answered. It is an [ErrClosed], too.
	ErrUnanswered = fmt.Errorf("wire: acknowledged and not answered: %w", ErrClosed)
)

// Handler handles a call of the other side. The result is encoded as JSON; nil
// is a response without data. After an error there is no response at all,
// because this wire has none for errors; the error is logged.
//
// Calls about the same transaction or page are handled one after another in
// their order, and so are the parts of one file that is handed over; all others are
// handled at the same time. ctx ends with the connection.
type Handler func(ctx context.Context, method protocol.RPCMethod, data json.RawMessage) (any, error)

// PeerOptions says how patient a peer is. Zero fields have defaults.
type PeerOptions struct {
	// Logger receives what cannot be answered. Default: slog.Default().
	Logger *slog.Logger
	// AckTimeout is how long to wait for an acknowledgement. Default: 5 s. Attempt
	// n waits n times as long.
	AckTimeout time.Duration
	// ResponseTimeout is how long to wait for a response. Default: 75 s, because
	// some calls may take a minute.
	ResponseTimeout time.Duration
	// Attempts is how often a call is made that is not acknowledged; the other
	// side may then see it more than once. Default: 1.
	Attempts int
}

// maxWaiting is how many calls may wait to be handled. More are a broken peer.
const maxWaiting = 8192

// Peer speaks for one side of a connection. Its methods may be called at the
// same time.
type Peer struct {
	conn   Conn
	handle Handler
	o      PeerOptions
	log    *slog.Logger

	nextID        atomic.Int64
	window        window
	authenticated chan struct{}
	authOnce      sync.Once
	done          chan struct{} // closed when Run returns
	doneOnce      sync.Once

	mu    sync.Mutex
	acks  map[string]chan struct{}
	calls map[string]chan json.RawMessage

	lanes lanes
}

// NewPeer returns a peer that answers with handle. Nothing starts before Run.
func NewPeer(conn Conn, handle Handler, o PeerOptions) *Peer {
	o.Logger = cmp.Or(o.Logger, slog.Default())
	o.AckTimeout = cmp.Or(o.AckTimeout, 5*time.Second)
	o.ResponseTimeout = cmp.Or(o.ResponseTimeout, 75*time.Second)
	o.Attempts = max(o.Attempts, 1)
	return &Peer{
		conn: conn, handle: handle, o: o, log: o.Logger,
		authenticated: make(chan struct{}),
		done:          make(chan struct{}),
		acks:          map[string]chan struct{}{},
		calls:         map[string]chan json.RawMessage{},
	}
}

// Run receives until the connection is closed or ctx is done, and returns why.
// Every handler has returned by then. A frame that is no envelope closes the
// connection.
func (p *Peer) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer func() {
		p.doneOnce.Do(func() { close(p.done) })
		p.conn.Close()
		cancel()
		p.lanes.wait()
	}()
	for {
		frame, err := p.conn.Read(ctx)
		if err != nil {
			return err
		}
		if err := p.receive(ctx, frame); err != nil {
			closeWith(p.conn, CloseProtocol, "Malformed message.")
			return err
		}
	}
}

// Close closes the connection, which ends Run.
func (p *Peer) Close() error { return p.conn.Close() }

// CloseWith closes the connection with a close code and a reason for people.
func (p *Peer) CloseWith(code int, reason string) { closeWith(p.conn, code, reason) }

// Authenticate tells the host that it may begin and waits until it has heard.
func (p *Peer) Authenticate(ctx context.Context) error {
	return p.send(ctx, protocol.Authenticated, p.o.AckTimeout, nil)
}

// Authenticated is closed when the dashboard has said that the host may begin.
func (p *Peer) Authenticated() <-chan struct{} { return p.authenticated }

// Call calls method and decodes the answer into out, which may be nil. It
// returns [ErrAckTimeout], [ErrResponseTimeout], [ErrUnanswered], [ErrTooLarge],
// a [*protocol.FormatError] for an answer of the wrong form, what ctx ended with,
// or another error that is [ErrClosed].
func (p *Peer) Call(ctx context.Context, method protocol.RPCMethod, in, out any) error {
	data, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("wire: encode %s: %w", method, err)
	}
	for attempt := 1; ; attempt++ {
		answer, err := p.attempt(ctx, method, data, attempt)
		if errors.Is(err, ErrAckTimeout) && attempt < p.o.Attempts {
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", method, err)
		}
		return decodeAnswer(method, answer, out)
	}
}

func decodeAnswer(method protocol.RPCMethod, answer json.RawMessage, out any) error {
	if out == nil || len(answer) == 0 {
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return &protocol.FormatError{What: "answer to " + string(method), Err: err}
	}
	return nil
}

// attempt makes one call with an id of its own. A response counts even when its
// acknowledgement was lost.
func (p *Peer) attempt(ctx context.Context, method protocol.RPCMethod, data json.RawMessage, n int) (json.RawMessage, error) {
	id := strconv.FormatInt(p.nextID.Add(1), 10)
	answer := make(chan json.RawMessage, 1)
	p.mu.Lock()
	p.calls[id] = answer
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		delete(p.calls, id)
		p.mu.Unlock()
	}()
	text, err := json.Marshal(protocol.RPC{ID: id, Kind: protocol.Call, MethodName: method, Data: data})
	if err != nil {
		return nil, err
	}
	if err := p.send(ctx, string(text), time.Duration(n)*p.o.AckTimeout, answer); err != nil {
		return nil, err
	}
	timeout := time.NewTimer(p.o.ResponseTimeout)
	defer timeout.Stop()
	select {
	case data := <-answer:
		return data, nil
	case <-timeout.C:
		return nil, ErrResponseTimeout
	case <-p.done:
		select {
		case data := <-answer: // it came before the end
			return data, nil
		default:
			return nil, ErrUnanswered
		}
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// send sends one message and waits until it is acknowledged, or until answered
// has something, which comes to the same.
func (p *Peer) send(ctx context.Context, payload string, patience time.Duration, answered chan json.RawMessage) error {
	if err := p.window.enter(ctx, len(payload), p.done); err != nil {
		return err
	}
	defer p.window.leave(len(payload))
	id, acked := protocol.NewID(), make(chan struct{})
	p.mu.Lock()
	p.acks[id] = acked
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		delete(p.acks, id)
		p.mu.Unlock()
	}()
	if err := p.write(ctx, protocol.Envelope{ID: id, Type: protocol.Message, Data: &payload}); err != nil {
		return err
	}
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	select {
	case <-acked:
		return nil
	case data := <-answered:
		answered <- data // its buffer is empty again
		return nil
	case <-timeout.C:
		return ErrAckTimeout
	case <-p.done:
		select {
		case <-acked: // it came before the end
			return nil
		default:
		}
		if len(answered) > 0 {
			return nil
		}
		return ErrClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (p *Peer) write(ctx context.Context, e protocol.Envelope) error {
	frame, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return p.conn.Write(ctx, frame)
}
