package io

import (
	"log/slog"
	"sync"

	"github.com/stagedoor/stagedoor/protocol"
)

// queue handles responses one at a time, in order, away from the connection's
// reader. It has a goroutine only while there is something to do.
type queue struct {
	handle func(protocol.IOResponse)
	log    *slog.Logger

	mu      sync.Mutex
	waiting []protocol.IOResponse
	working bool
}

// longest is how many responses wait for a slow handler; the oldest ones, which
// newer states have overtaken, are given up beyond that.
const longest = 32

func (q *queue) put(r protocol.IOResponse) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == longest {
		q.waiting = q.waiting[1:]
	}
	q.waiting = append(q.waiting, r)
	if !q.working {
		q.working = true
		go q.work()
	}
}

func (q *queue) work() {
	for {
		q.mu.Lock()
		if len(q.waiting) == 0 {
			q.working = false
			q.mu.Unlock()
			return
		}
		r := q.waiting[0]
		q.waiting = q.waiting[1:]
		q.mu.Unlock()
		if err := guard(func() error { q.handle(r); return nil }); err != nil { // the application goes on
			q.log.Error("could not follow a change on the screen", "err", err)
		}
	}
}
