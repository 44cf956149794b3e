package wire

import (
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// FuzzReceive feeds a peer any frame. It must not panic; what it accepts as an
// envelope must survive being written and read again; and every message must be
// acknowledged with its own id.
func FuzzReceive(f *testing.F) {
	for _, seed := range []string{
		`{"id":"a","type":"ACK"}`,
		`{"type":"ACK","id":"a","data":null}`,
		`{"id":"a","type":"MESSAGE","data":"authenticated"}`,
		`{"id":"a","type":"MESSAGE","data":"ping"}`,
		`{"id":"a","type":"MESSAGE","data":"{\"id\":\"1\",\"kind\":\"CALL\",\"methodName\":\"X\",\"data\":{\"transactionId\":\"t\"}}"}`,
		`{"id":"a","type":"MESSAGE","data":"{\"id\":\"1\",\"kind\":\"RESPONSE\",\"methodName\":\"X\"}"}`,
		`{"id":"a","type":"MESSAGE","data":"{\"id\":1}"}`,
		`{"id":"a"`, `null`, ``, "\xff", `[[[[[[[[[[]]]]]]]]]]`,
	} {
		f.Add([]byte(seed))
	}
	log := slog.New(slog.DiscardHandler)
	f.Fuzz(func(t *testing.T, frame []byte) {
		near, far := Pipe()
		p := NewPeer(near, func(_ context.Context, _ protocol.RPCMethod, data json.RawMessage) (any, error) {
			return data, nil
		}, PeerOptions{Logger: log, AckTimeout: time.Microsecond})
		err := p.receive(t.Context(), frame)
		p.lanes.wait()
		e, parseErr := parseEnvelope(frame)
		if (err == nil) != (parseErr == nil) {
			t.Fatalf("receive = %v, parse = %v", err, parseErr)
		}
		if parseErr != nil {
			return
		}
		again, _ := json.Marshal(e)
		if second, err := parseEnvelope(again); err != nil || second.ID != e.ID || second.Type != e.Type {
			t.Fatalf("%s read again = %+v, %v", again, second, err)
		}
		if e.Type == protocol.Message {
			answer, err := far.Read(t.Context())
			ack, ackErr := parseEnvelope(answer)
			if err != nil || ackErr != nil || ack.ID != e.ID || ack.Type != protocol.Ack {
				t.Fatalf("answer = %s, %v, want the ack of %q", answer, err, e.ID)
			}
		}
	})
}
