package wire

import (
	"context"
	"errors"
	"sync"
)

// Pipe returns the two ends of a connection inside one process. What goes in is
// bytes and what comes out is bytes: an embedded dashboard learns exactly what a
// remote one would. Messages written before a Close still arrive at the other
// end.
func Pipe() (host, dashboard Conn) {
	up, down := newQueue(), newQueue()
	s := &pipeState{done: make(chan struct{})}
	return &pipeEnd{in: down, out: up, state: s, closed: make(chan struct{})},
		&pipeEnd{in: up, out: down, state: s, closed: make(chan struct{})}
}

// pipeState is what both ends share.
type pipeState struct {
	once  sync.Once
	done  chan struct{}
	cause error // set before done is closed
}

func (s *pipeState) close(cause error) {
	s.once.Do(func() {
		s.cause = cause
		close(s.done)
	})
}

type pipeEnd struct {
	in, out *queue
	state   *pipeState
	once    sync.Once
	closed  chan struct{} // by this end
}

func (p *pipeEnd) Read(ctx context.Context) ([]byte, error) {
	select {
	case <-p.closed:
		return nil, ErrClosed
	default:
	}
	message, err := p.in.wait(ctx, p.state.done)
	if errors.Is(err, ErrClosed) {
		select {
		case <-p.closed: // our own doing: the cause was meant for the other end
		default:
			err = p.state.cause
		}
	}
	return message, err
}

func (p *pipeEnd) Write(ctx context.Context, message []byte) error {
	select {
	case <-p.state.done:
		return ErrClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	default:
	}
	err := p.out.put(message)
	if errors.Is(err, ErrOverflow) {
		p.state.close(ErrOverflow)
	}
	return err
}

func (p *pipeEnd) Close() error {
	p.shut(ErrClosed)
	return nil
}

// CloseWith closes the pipe; the other end's Read returns a [*CloseError].
func (p *pipeEnd) CloseWith(code int, reason string) error {
	p.shut(&CloseError{Code: code, Reason: reason})
	return nil
}

func (p *pipeEnd) shut(cause error) {
	p.once.Do(func() { close(p.closed) })
	p.state.close(cause)
}
