package server

import (
	"context"
	"errors"
	"sync"
	"time"
)

// errClosed means that the server has been shut down.
var errClosed = errors.New("server: closed")

// life is what a server has started and will end: nothing goes on after
// Shutdown, timers included.
type life struct {
	ctx    context.Context // done once everything has to end
	cancel context.CancelFunc

	mu       sync.Mutex
	draining bool // nothing new starts
	closed   bool
	timers   map[*time.Timer]struct{}
	work     sync.WaitGroup
}

// drain makes takes report false.
func (l *life) drain() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.draining = true
}

// takes reports whether something new may start.
func (l *life) takes() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.draining && !l.closed
}

func (l *life) begin() {
	l.ctx, l.cancel = context.WithCancel(context.Background())
	l.timers = map[*time.Timer]struct{}{}
}

// enter counts the caller in until it calls leave. It reports false after the
// end.
func (l *life) enter() (leave func(), ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil, false
	}
	l.work.Add(1)
	return sync.OnceFunc(l.work.Done), true
}

// run calls f in a goroutine that the end waits for. After the end f is not
// called.
func (s *Server) run(what string, f func(ctx context.Context)) {
	leave, ok := s.life.enter()
	if !ok {
		return
	}
	go func() {
		defer leave()
		defer s.recovered(what)
		f(s.life.ctx)
	}()
}

// after calls f once d has passed, unless stop is called or the server ends.
func (s *Server) after(d time.Duration, what string, f func(ctx context.Context)) (stop func()) {
	l := &s.life
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return func() {}
	}
	var timer *time.Timer
	forget := func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.timers, timer)
	}
	timer = time.AfterFunc(d, func() {
		forget()
		s.run(what, f)
	})
	l.timers[timer] = struct{}{}
	return func() {
		timer.Stop()
		forget()
	}
}

// recovered keeps a mistake in one goroutine from ending the application. It is
// deferred.
func (s *Server) recovered(what string) {
	if v := recover(); v != nil {
		s.log.Error("panic", "in", what, "panic", v, "stack", stack())
	}
}

// end stops everything and waits for it, as long as ctx lasts.
func (l *life) end(ctx context.Context) error {
	l.mu.Lock()
	l.closed = true
	for timer := range l.timers {
		timer.Stop()
	}
	clear(l.timers)
	l.mu.Unlock()
	l.cancel()
	done := make(chan struct{})
	go func() {
		l.work.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// line does jobs one after another, in their order, without making anybody wait.
type line struct {
	mu   sync.Mutex
	jobs []func(context.Context)
	busy bool
}

// add puts a job at the end of the line.
func (l *line) add(s *Server, what string, job func(context.Context)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.jobs = append(l.jobs, job)
	if l.busy {
		return
	}
	l.busy = true
	s.run(what, func(ctx context.Context) {
		for next := l.next(); next != nil; next = l.next() {
			next(ctx)
		}
	})
}

func (l *line) next() func(context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.jobs) == 0 {
		l.busy = false
		return nil
	}
	job := l.jobs[0]
	l.jobs = l.jobs[1:]
	return job
}
