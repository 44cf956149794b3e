package wire_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	stdio "io"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"github.com/stagedoor/stagedoor/internal/wire"
)

// onePipe is a listener that has one connection.
type onePipe struct {
	conns chan net.Conn
	once  sync.Once
	done  chan struct{}
}

func (l *onePipe) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *onePipe) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

func (l *onePipe) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

// wrapped is a response writer of some application, with Unwrap and nothing else.
type wrapped struct{ inner http.ResponseWriter }

func (w wrapped) Header() http.Header         { return w.inner.Header() }
func (w wrapped) Write(b []byte) (int, error) { return w.inner.Write(b) }
func (w wrapped) WriteHeader(code int)        { w.inner.WriteHeader(code) }
func (w wrapped) Unwrap() http.ResponseWriter { return w.inner }

// websocketPair connects two WebSockets through memory.
func websocketPair(t testing.TB) (host, dashboard wire.Conn) {
	t.Helper()
	near, accepted := onePeer(t)
	host, err := wire.Dial(t.Context(), "ws://localhost/websocket", nil, wire.DialOptions{
		NetDial: func(context.Context, string, string) (net.Conn, error) { return near, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	dashboard = <-accepted
	t.Cleanup(func() {
		host.Close()
		dashboard.Close()
	})
	return host, dashboard
}

// onePeer serves the one connection whose other end it returns.
func onePeer(t testing.TB) (near net.Conn, accepted chan wire.Conn) {
	t.Helper()
	near, far := net.Pipe()
	l := &onePipe{conns: make(chan net.Conn, 1), done: make(chan struct{})}
	l.conns <- far
	accepted = make(chan wire.Conn, 1)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := wire.Accept(wrapped{w}, r, wire.AcceptOptions{CheckOrigin: func(*http.Request) bool { return true }})
		if err != nil {
			t.Error(err)
		}
		accepted <- c
	})}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return near, accepted
}

// shakenHands is a peer that has said nothing since the handshake.
func shakenHands(t testing.TB) (near net.Conn, c wire.Conn) {
	t.Helper()
	near, accepted := onePeer(t)
	request := "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
	if _, err := stdio.WriteString(near, request); err != nil {
		t.Fatal(err)
	}
	if _, err := http.ReadResponse(bufio.NewReader(near), nil); err != nil {
		t.Fatal(err)
	}
	return near, <-accepted
}

var transports = map[string]func(testing.TB) (host, dashboard wire.Conn){
	"pipe":      func(testing.TB) (wire.Conn, wire.Conn) { return wire.Pipe() },
	"websocket": websocketPair,
}

// overEach runs body in a bubble over each transport.
func overEach(t *testing.T, body func(t *testing.T, host, dashboard wire.Conn)) {
	t.Helper()
	for name, connect := range transports {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				host, dashboard := connect(t)
				body(t, host, dashboard)
				host.Close()
				dashboard.Close()
			})
		})
	}
}

func TestMessagesArriveWholeAndInOrder(t *testing.T) {
	overEach(t, func(t *testing.T, host, dashboard wire.Conn) {
		messages := [][]byte{[]byte("one"), {}, bytes.Repeat([]byte("x"), 300_000), []byte("ünï")}
		for _, m := range messages {
			if err := host.Write(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		}
		for i, want := range messages {
			if got, err := dashboard.Read(t.Context()); err != nil || !bytes.Equal(got, want) {
				t.Fatalf("message %d = %d bytes, %v, want %d bytes", i, len(got), err, len(want))
			}
		}
	})
}

func TestCloseEndsAWaitingRead(t *testing.T) {
	overEach(t, func(t *testing.T, host, dashboard wire.Conn) {
		go func() {
			time.Sleep(time.Second)
			host.Close()
			host.Close() // again
		}()
		var wg sync.WaitGroup
		for _, c := range []wire.Conn{host, dashboard} {
			wg.Go(func() {
				if _, err := c.Read(t.Context()); !errors.Is(err, wire.ErrClosed) {
					t.Errorf("Read = %v, want ErrClosed", err)
				}
			})
		}
		wg.Wait()
		if err := host.Write(t.Context(), []byte("x")); !errors.Is(err, wire.ErrClosed) {
			t.Errorf("Write = %v, want ErrClosed", err)
		}
	})
}

func TestMessagesBeforeACloseArrive(t *testing.T) {
	overEach(t, func(t *testing.T, host, dashboard wire.Conn) {
		host.Write(t.Context(), []byte("last words"))
		host.(wire.CodeCloser).CloseWith(wire.CloseRestart, "Back soon.")
		if got, err := dashboard.Read(t.Context()); string(got) != "last words" {
			t.Fatalf("Read = %q, %v", got, err)
		}
		_, err := dashboard.Read(t.Context())
		why, ok := errors.AsType[*wire.CloseError](err)
		if !ok || why.Code != wire.CloseRestart || why.Reason != "Back soon." {
			t.Fatalf("Read = %#v, want the reason", err)
		}
	})
}

func TestReadEndsWithItsContext(t *testing.T) {
	overEach(t, func(t *testing.T, host, dashboard wire.Conn) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := host.Read(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("Read = %v", err)
		}
		dashboard.Write(t.Context(), []byte("still open"))
		if got, err := host.Read(t.Context()); string(got) != "still open" {
			t.Fatalf("Read after a canceled one = %q, %v", got, err)
		}
	})
}

func TestWhoeverDoesNotReadIsClosed(t *testing.T) {
	overEach(t, func(t *testing.T, host, dashboard wire.Conn) {
		big := bytes.Repeat([]byte("x"), 1000)
		var err error
		n := 0
		for ; err == nil && n < 10_000; n++ { // the WebSocket's peer takes one or two itself
			err = host.Write(t.Context(), big)
		}
		if !errors.Is(err, wire.ErrOverflow) || n < 256 || n > 300 {
			t.Fatalf("Write %d = %v, want ErrOverflow after 256", n, err)
		}
		if err := host.Write(t.Context(), big); !errors.Is(err, wire.ErrClosed) {
			t.Fatalf("Write after that = %v, want ErrClosed", err)
		}
	})
}

func TestFourMebibytesMayWait(t *testing.T) {
	overEach(t, func(t *testing.T, host, _ wire.Conn) {
		if err := host.Write(t.Context(), make([]byte, 4<<20+1)); !errors.Is(err, wire.ErrTooLarge) {
			t.Fatalf("Write = %v, want ErrTooLarge", err)
		}
		synctest.Wait()
		mebibyte := bytes.Repeat([]byte("x"), 1<<20)
		var err error
		n := 0
		for ; err == nil && n < 20; n++ {
			err = host.Write(t.Context(), mebibyte)
		}
		if !errors.Is(err, wire.ErrOverflow) || n < 5 || n > 7 {
			t.Fatalf("Write %d = %v, want ErrOverflow after four", n, err)
		}
	})
}

func TestTooLargeMessageIsRefusedByTheReceiver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		host, dashboard := websocketPair(t)
		host.Write(t.Context(), make([]byte, wire.AcceptLimit+1))
		if _, err := dashboard.Read(t.Context()); !errors.Is(err, wire.ErrClosed) {
			t.Fatalf("Read = %v, want ErrClosed", err)
		}
		_, err := host.Read(t.Context())
		if why, ok := errors.AsType[*wire.CloseError](err); !ok || why.Code != wire.CloseTooLarge {
			t.Fatalf("Read = %v, want code 1009", err)
		}
	})
}

func TestSilentPeerIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, c := shakenHands(t)
		go stdio.Copy(stdio.Discard, near) // takes everything and says nothing
		start := time.Now()
		if _, err := c.Read(t.Context()); !errors.Is(err, wire.ErrClosed) {
			t.Fatalf("Read = %v", err)
		}
		if waited := time.Since(start); waited < time.Minute || waited > 2*time.Minute {
			t.Fatalf("gave up after %v", waited)
		}
	})
}

func TestPingIsAnsweredWithItsPayload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, accepted := onePeer(t)
		d := websocket.Dialer{NetDial: func(string, string) (net.Conn, error) { return near, nil }}
		ws, _, err := d.DialContext(t.Context(), "ws://localhost/", nil)
		if err != nil {
			t.Fatal(err)
		}
		pongs := make(chan string, 10)
		ws.SetPongHandler(func(payload string) error { pongs <- payload; return nil })
		go ws.ReadMessage()
		ws.WriteControl(websocket.PingMessage, []byte("0d2b"), time.Now().Add(time.Minute))
		if got := <-pongs; got != "0d2b" {
			t.Errorf("pong = %q", got)
		}
		(<-accepted).Close()
		ws.Close()
	})
}

func TestLivingPeerIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		host, dashboard := websocketPair(t)
		time.Sleep(24 * time.Hour)
		host.Write(t.Context(), []byte("still here"))
		if got, err := dashboard.Read(t.Context()); string(got) != "still here" {
			t.Fatalf("Read = %q, %v", got, err)
		}
		host.Close()
		dashboard.Close()
	})
}

func TestDialAddresses(t *testing.T) {
	cases := map[string]bool{
		"ws://localhost/websocket": true, "ws://127.0.0.1:1/": true, "ws://[::1]/": true,
		"wss://example.com/": true, "ws://example.com/": false, "ws://localhost.example.com/": false,
		"http://localhost/": false, "ws://10.0.0.1/": false, "://": false,
	}
	for address, allowed := range cases {
		dialed := false
		_, err := wire.Dial(t.Context(), address, nil, wire.DialOptions{
			NetDial: func(context.Context, string, string) (net.Conn, error) {
				dialed = true
				return nil, errors.New("no network")
			},
		})
		if err == nil || dialed != allowed {
			t.Errorf("Dial(%q): dialed %v, want %v (%v)", address, dialed, allowed, err)
		}
	}
}

func TestAcceptNeedsAnOriginCheck(t *testing.T) {
	if _, err := wire.Accept(nil, nil, wire.AcceptOptions{}); err == nil {
		t.Fatal("Accept without CheckOrigin = nil")
	}
}
