package server

import (
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
)

func pushed(seq int64, size int) item {
	return item{key: "run x", size: size, run: &protocol.RunEvents{Seq: seq, Events: []protocol.RunEvent{{Seq: seq}}}}
}

// Pushes of one run that wait are gathered into one, in their order.
func TestOutboxGathers(t *testing.T) {
	o := newOutbox()
	o.add(pushed(1, 10))
	o.add(item{size: 5})
	for seq := range int64(10_000) {
		o.add(pushed(seq+2, 10))
	}
	first, ok, _ := o.take()
	if !ok || len(first.run.Events) != 10_001 || first.run.Seq != 10_001 || first.run.Events[10_000].Seq != 10_001 {
		t.Fatalf("gathered %d", len(first.run.Events))
	}
	if second, ok, _ := o.take(); !ok || second.key != "" {
		t.Fatalf("second: %+v", second)
	}
	if _, ok, end := o.take(); ok || end != nil || o.size != 0 {
		t.Fatalf("left: %d bytes, %v", o.size, end)
	}
}

// A browser that does not read loses its socket, not the memory of the server.
func TestSec_D04_SlowBrowser(t *testing.T) {
	for name, fill := range map[string]func(*outbox){
		"messages": func(o *outbox) {
			for range maxWaiting + 1 {
				o.add(item{size: 1})
			}
		},
		"bytes": func(o *outbox) {
			for seq := range int64(50) {
				o.add(pushed(seq, 100<<10))
			}
		},
	} {
		o := newOutbox()
		fill(o)
		o.add(item{size: 1}) // after the end nothing is taken
		if _, ok, end := o.take(); ok || end == nil || end.code != codeOverload {
			t.Errorf("%s: %v %+v", name, ok, end)
		}
	}
}

// The last word overtakes everything that waits.
func TestOutboxLastWord(t *testing.T) {
	o := newOutbox()
	o.add(pushed(1, 10))
	o.close(closing{codeSignedOut, ""}, &item{key: "last"})
	o.close(closing{codeRestart, ""}, nil)
	if i, ok, _ := o.take(); !ok || i.key != "last" {
		t.Fatalf("first: %+v", i)
	}
	if _, ok, end := o.take(); ok || end.code != codeSignedOut {
		t.Fatalf("then: %+v", end)
	}
}
