package wire_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

var quiet = slog.New(slog.DiscardHandler)

type answerer func(ctx context.Context, method protocol.RPCMethod, data json.RawMessage) (any, error)

// start runs a peer until the connection closes.
func start(t testing.TB, conn wire.Conn, handle answerer, o wire.PeerOptions) *wire.Peer {
	t.Helper()
	o.Logger = quiet
	if handle == nil {
		handle = func(context.Context, protocol.RPCMethod, json.RawMessage) (any, error) { return nil, nil }
	}
	p := wire.NewPeer(conn, wire.Handler(handle), o)
	go p.Run(context.WithoutCancel(t.Context()))
	return p
}

// raw speaks frames by hand with a peer at the other end.
type raw struct {
	*testing.T
	conn wire.Conn
}

func (r raw) send(frame string) {
	r.Helper()
	if err := r.conn.Write(r.Context(), []byte(frame)); err != nil {
		r.Fatal(err)
	}
}

func (r raw) next() protocol.Envelope {
	r.Helper()
	frame, err := r.conn.Read(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	var e protocol.Envelope
	if err := json.Unmarshal(frame, &e); err != nil {
		r.Fatalf("frame %s: %v", frame, err)
	}
	return e
}

// collect takes every frame from conn until it is closed.
func collect(t *testing.T, conn wire.Conn) <-chan protocol.Envelope {
	frames := make(chan protocol.Envelope, 1000)
	go func() {
		defer close(frames)
		for {
			frame, err := conn.Read(context.WithoutCancel(t.Context()))
			if err != nil {
				return
			}
			var e protocol.Envelope
			json.Unmarshal(frame, &e)
			frames <- e
		}
	}()
	return frames
}

// silent fails the test when the peer says anything.
func (r raw) silent() {
	r.Helper()
	ctx, cancel := context.WithTimeout(r.Context(), time.Hour)
	defer cancel()
	if frame, err := r.conn.Read(ctx); err == nil {
		r.Fatalf("unexpected frame %s", frame)
	}
}

func echo(_ context.Context, method protocol.RPCMethod, data json.RawMessage) (any, error) {
	return map[string]any{"method": method, "data": data}, nil
}

func TestCallsInBothDirections(t *testing.T) {
	overEach(t, func(t *testing.T, a, b wire.Conn) {
		host, dashboard := start(t, a, echo, wire.PeerOptions{}), start(t, b, echo, wire.PeerOptions{})
		if err := dashboard.Authenticate(t.Context()); err != nil {
			t.Fatal(err)
		}
		<-host.Authenticated()
		var wg sync.WaitGroup
		for i := range 500 {
			for _, p := range []*wire.Peer{host, dashboard} {
				wg.Go(func() {
					var out struct{ Data int }
					if err := p.Call(t.Context(), "ECHO", i, &out); err != nil || out.Data != i {
						t.Errorf("Call %d = %d, %v", i, out.Data, err)
					}
				})
			}
		}
		wg.Wait()
	})
}

func TestCallsAboutOneTransactionStayInOrder(t *testing.T) {
	overEach(t, func(t *testing.T, a, b wire.Conn) {
		var mu sync.Mutex
		seen := map[string][]int{}
		var running atomic.Int32
		start(t, b, func(_ context.Context, _ protocol.RPCMethod, data json.RawMessage) (any, error) {
			var in struct {
				TransactionID string
				N             int
			}
			json.Unmarshal(data, &in)
			running.Add(1)
			time.Sleep(time.Duration(20-in.N) * time.Second) // later ones are faster
			mu.Lock()
			defer mu.Unlock()
			seen[in.TransactionID] = append(seen[in.TransactionID], in.N)
			return true, nil
		}, wire.PeerOptions{})
		r := raw{t, a}
		collect(t, a)
		for n := range 10 {
			for _, tx := range []string{"tx_1", "tx_2"} {
				text, _ := json.Marshal(fmt.Sprintf(`{"id":"1","kind":"CALL","methodName":"X","data":{"transactionId":%q,"n":%d}}`, tx, n))
				r.send(`{"id":"` + protocol.NewID() + `","type":"MESSAGE","data":` + string(text) + `}`)
			}
		}
		synctest.Wait()
		if running.Load() != 2 {
			t.Errorf("%d handlers at once, want one for each transaction", running.Load())
		}
		time.Sleep(time.Hour)
		mu.Lock()
		defer mu.Unlock()
		for tx, order := range seen {
			for i, n := range order {
				if n != i {
					t.Errorf("%s handled in order %v", tx, order)
					break
				}
			}
		}
		if len(seen["tx_1"]) != 10 || len(seen["tx_2"]) != 10 {
			t.Errorf("handled %v", seen)
		}
	})
}

func TestWhatCannotBeHandledIsAcknowledgedAndNotAnswered(t *testing.T) {
	cases := map[string]string{
		"unknown method":  `{"id":"1","kind":"CALL","methodName":"NO_SUCH"}`,
		"panic":           `{"id":"1","kind":"CALL","methodName":"PANIC"}`,
		"id a number":     `{"id":1,"kind":"CALL","methodName":"OK"}`,
		"no id":           `{"kind":"CALL","methodName":"OK"}`,
		"no method":       `{"id":"1","kind":"CALL"}`,
		"unknown kind":    `{"id":"1","kind":"CALLING","methodName":"OK"}`,
		"kind null":       `{"id":"1","kind":null,"methodName":"OK"}`,
		"not JSON":        `hello`,
		"an array":        `[]`,
		"nothing":         ``,
		"very deep":       `{"id":"1","kind":"CALL","methodName":"OK","data":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`,
		"ping":            `ping`,
		"stray response":  `{"id":"77","kind":"RESPONSE","methodName":"OK"}`,
		"huge number":     `{"id":"1","kind":"CALL","methodName":"NUMBER","data":1e999}`,
		"negative number": `{"id":"1","kind":"CALL","methodName":"NUMBER","data":-5}`,
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			overEach(t, func(t *testing.T, a, b wire.Conn) {
				start(t, b, func(_ context.Context, method protocol.RPCMethod, data json.RawMessage) (any, error) {
					switch method {
					case "OK":
						return true, nil
					case "PANIC":
						panic("boom")
					case "NUMBER":
						var n uint8
						return n, json.Unmarshal(data, &n)
					}
					return nil, errors.New("unknown method")
				}, wire.PeerOptions{})
				r := raw{t, a}
				data, _ := json.Marshal(text)
				r.send(`{"id":"id-1","type":"MESSAGE","data":` + string(data) + `}`)
				if e := r.next(); e.Type != protocol.Ack || e.ID != "id-1" {
					t.Fatalf("got %+v, want the ack", e)
				}
				r.silent()
				r.send(`{"id":"id-2","type":"MESSAGE","data":"{\"id\":\"2\",\"kind\":\"CALL\",\"methodName\":\"OK\"}"}`)
				if e := r.next(); e.ID != "id-2" {
					t.Fatalf("got %+v, want the second ack", e)
				}
				e := r.next()
				if *e.Data != `{"id":"2","kind":"RESPONSE","methodName":"OK","data":true}` {
					t.Fatalf("got %s, want the answer", *e.Data)
				}
				r.send(`{"id":"` + e.ID + `","type":"ACK"}`)
			})
		})
	}
}

func TestMalformedEnvelopeCloses(t *testing.T) {
	cases := map[string]string{
		"not JSON":         `hello`,
		"empty":            ``,
		"array":            `[]`,
		"null":             `null`,
		"no id":            `{"type":"MESSAGE","data":"ping"}`,
		"empty id":         `{"id":"","type":"ACK"}`,
		"id a number":      `{"id":1,"type":"ACK"}`,
		"id very long":     `{"id":"` + strings.Repeat("x", 65) + `","type":"ACK"}`,
		"unknown type":     `{"id":"a","type":"NACK"}`,
		"no type":          `{"id":"a","data":"ping"}`,
		"data an object":   `{"id":"a","type":"MESSAGE","data":{}}`,
		"message no data":  `{"id":"a","type":"MESSAGE"}`,
		"deep":             `{"id":"a","type":"ACK","x":` + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + `}`,
		"invalid UTF-8":    "{\"id\":\"\xff\",\"type\":\"ACK\"}",
		"two values":       `{"id":"a","type":"ACK"}{}`,
		"unfinished":       `{"id":"a","type":"ACK"`,
		"closed too often": `]`,
	}
	for name, frame := range cases {
		t.Run(name, func(t *testing.T) {
			overEach(t, func(t *testing.T, a, b wire.Conn) {
				p := wire.NewPeer(b, echo, wire.PeerOptions{Logger: quiet})
				ended := make(chan error, 1)
				go func() { ended <- p.Run(t.Context()) }()
				a.Write(t.Context(), []byte(frame))
				if err := <-ended; err == nil || errors.Is(err, wire.ErrClosed) {
					t.Fatalf("Run = %v, want what was wrong", err)
				}
				_, err := a.Read(t.Context())
				if why, ok := errors.AsType[*wire.CloseError](err); !ok || why.Code != wire.CloseProtocol {
					t.Fatalf("Read = %v, want code 1008", err)
				}
			})
		})
	}
}

func TestStrayAcknowledgementsAreIgnored(t *testing.T) {
	overEach(t, func(t *testing.T, a, b wire.Conn) {
		start(t, b, echo, wire.PeerOptions{})
		r := raw{t, a}
		for range 3 {
			r.send(`{"type":"ACK","id":"nobody","data":null}`)
		}
		r.send(`{"id":"id-1","type":"MESSAGE","data":"ping"}`)
		if e := r.next(); e.ID != "id-1" || e.Type != protocol.Ack {
			t.Fatalf("got %+v", e)
		}
	})
}

func TestNobodyAcknowledges(t *testing.T) {
	overEach(t, func(t *testing.T, a, b wire.Conn) {
		p := start(t, a, nil, wire.PeerOptions{Attempts: 3})
		frames := collect(t, b)
		began := time.Now()
		if err := p.Call(t.Context(), "X", nil, nil); !errors.Is(err, wire.ErrAckTimeout) {
			t.Fatalf("Call = %v, want ErrAckTimeout", err)
		}
		if waited := time.Since(began); waited != 30*time.Second { // 5 + 10 + 15
			t.Errorf("waited %v", waited)
		}
		a.Close()
		ids := map[string]bool{}
		for e := range frames {
			var call protocol.RPC
			json.Unmarshal([]byte(*e.Data), &call)
			ids[e.ID], ids["call "+call.ID] = true, true
		}
		if len(ids) != 6 {
			t.Errorf("attempts share ids: %v", ids)
		}
	})
}

func TestResponseCountsWithoutItsAcknowledgement(t *testing.T) {
	overEach(t, func(t *testing.T, a, b wire.Conn) {
		p := start(t, a, nil, wire.PeerOptions{})
		result := make(chan error, 1)
		var out string
		go func() { result <- p.Call(t.Context(), "X", nil, &out) }()
		r := raw{t, b}
		var call protocol.RPC
		json.Unmarshal([]byte(*r.next().Data), &call)
		r.send(`{"id":"a","type":"MESSAGE","data":"{\"id\":\"` + call.ID + `\",\"kind\":\"RESPONSE\",\"methodName\":\"X\",\"data\":\"yes\"}"}`)
		if err := <-result; err != nil || out != "yes" {
			t.Fatalf("Call = %q, %v", out, err)
		}
	})
}

func TestNobodyAnswers(t *testing.T) {
	overEach(t, func(t *testing.T, a, b wire.Conn) {
		start(t, b, func(context.Context, protocol.RPCMethod, json.RawMessage) (any, error) {
			return nil, errors.New("no")
		}, wire.PeerOptions{})
		p := start(t, a, nil, wire.PeerOptions{})
		began := time.Now()
		err := p.Call(t.Context(), "X", nil, nil)
		if !errors.Is(err, wire.ErrResponseTimeout) || time.Since(began) != 75*time.Second {
			t.Fatalf("Call = %v after %v", err, time.Since(began))
		}
	})
}

func TestCallsEndWithTheConnection(t *testing.T) {
	overEach(t, func(t *testing.T, a, b wire.Conn) {
		entered := make(chan struct{})
		left := make(chan struct{})
		start(t, b, func(ctx context.Context, _ protocol.RPCMethod, _ json.RawMessage) (any, error) {
			close(entered)
			<-ctx.Done() // handlers hear of it too
			close(left)
			return nil, nil
		}, wire.PeerOptions{})
		p := start(t, a, nil, wire.PeerOptions{})
		go func() {
			<-entered
			synctest.Wait() // the acknowledgement arrives
			p.Close()
		}()
		if err := p.Call(t.Context(), "X", nil, nil); !errors.Is(err, wire.ErrUnanswered) || !errors.Is(err, wire.ErrClosed) {
			t.Fatalf("Call = %v, want ErrUnanswered", err)
		}
		<-left
		if err := p.Call(t.Context(), "X", nil, nil); !errors.Is(err, wire.ErrClosed) || errors.Is(err, wire.ErrUnanswered) {
			t.Fatalf("Call after close = %v, want ErrClosed", err)
		}
	})
}

func TestAnswerOfTheWrongForm(t *testing.T) {
	overEach(t, func(t *testing.T, a, b wire.Conn) {
		start(t, b, echo, wire.PeerOptions{})
		var out int
		err := start(t, a, nil, wire.PeerOptions{}).Call(t.Context(), "X", nil, &out)
		if _, ok := errors.AsType[*protocol.FormatError](err); !ok {
			t.Fatalf("Call = %v, want a FormatError", err)
		}
	})
}

func TestFloodOfCallsCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := wire.Pipe()
		p := wire.NewPeer(b, func(ctx context.Context, _ protocol.RPCMethod, _ json.RawMessage) (any, error) {
			<-ctx.Done()
			return nil, nil
		}, wire.PeerOptions{Logger: quiet})
		ended := make(chan error, 1)
		go func() { ended <- p.Run(t.Context()) }()
		go func() { // takes the acknowledgements
			for {
				if _, err := a.Read(t.Context()); err != nil {
					return
				}
			}
		}()
		for i := range 9000 {
			text := fmt.Sprintf(`{"id":"i%d","type":"MESSAGE","data":"{\"id\":\"1\",\"kind\":\"CALL\",\"methodName\":\"M%d\"}"}`, i, i)
			if a.Write(t.Context(), []byte(text)) != nil {
				break
			}
			if i%100 == 0 {
				synctest.Wait()
			}
		}
		if err := <-ended; err == nil || errors.Is(err, wire.ErrClosed) {
			t.Fatalf("Run = %v, want too many calls", err)
		}
	})
}

func BenchmarkCall(b *testing.B) {
	for name, connect := range transports {
		b.Run(name, func(b *testing.B) {
			host, dashboard := connect(b)
			defer host.Close()
			defer dashboard.Close()
			start(b, dashboard, echo, wire.PeerOptions{})
			p := start(b, host, nil, wire.PeerOptions{})
			b.ReportAllocs()
			for b.Loop() {
				if err := p.Call(b.Context(), "ECHO", "hello", nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
