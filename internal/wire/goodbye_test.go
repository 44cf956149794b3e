package wire_test

import (
	"context"
	"errors"
	stdio "io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"github.com/stagedoor/stagedoor/internal/wire"
)

// overTCP serves one socket at a time on a real connection, where closing too
// early resets it, and reads from each until it ends.
func overTCP(t *testing.T) (address string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := wire.Accept(w, r, wire.AcceptOptions{CheckOrigin: func(*http.Request) bool { return true }})
		if err != nil {
			t.Error(err)
			return
		}
		for err == nil {
			_, err = c.Read(context.WithoutCancel(r.Context()))
		}
	}))
	t.Cleanup(server.Close)
	return strings.Replace(server.URL, "http", "ws", 1)
}

// goodbye sends bytes to a fresh socket, all of them before it listens, and
// returns the close frame that it hears then.
func goodbye(t *testing.T, address string, send func(*websocket.Conn) error) *websocket.CloseError {
	t.Helper()
	ws, resp, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	defer ws.Close()
	if err := send(ws); err != nil {
		t.Fatalf("send: %v", err)
	}
	_, _, err = ws.ReadMessage()
	why, ok := errors.AsType[*websocket.CloseError](err)
	if !ok {
		t.Fatalf("heard %v, want a close frame", err)
	}
	return why
}

func TestTheReasonIsHeardWhateverElseIsSent(t *testing.T) {
	address := overTCP(t)
	for range 5 {
		why := goodbye(t, address, func(ws *websocket.Conn) error {
			if err := ws.WriteMessage(websocket.TextMessage, make([]byte, 8<<20)); err != nil {
				return err
			}
			return ws.WriteMessage(websocket.TextMessage, []byte("and this"))
		})
		if why.Code != wire.CloseTooLarge || why.Text != "A message may have at most 1048576 bytes." {
			t.Fatalf("heard %v", why)
		}
		why = goodbye(t, address, func(ws *websocket.Conn) error {
			noFrame := append([]byte{0xf3, 0x81}, make([]byte, 8<<20)...)
			_, err := ws.NetConn().Write(noFrame)
			return err
		})
		if why.Code != websocket.CloseProtocolError {
			t.Fatalf("heard %v", why)
		}
	}
}

// A peer that does not answer a goodbye keeps nothing of ours.
func TestAPeerThatStaysIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, c := shakenHands(t)
		start := time.Now()
		c.Close()
		if _, err := stdio.Copy(stdio.Discard, near); err != nil {
			t.Fatal(err)
		}
		if waited := time.Since(start); waited < time.Second || waited > 10*time.Second {
			t.Fatalf("left after %v", waited)
		}
	})
}
