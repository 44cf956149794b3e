package wire_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/stagedoor/stagedoor/internal/wire"
)

// A dashboard that sends the host elsewhere does not get its key to go there.
func TestSec_D09_RedirectsAreNotFollowed(t *testing.T) {
	var elsewhere []string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		elsewhere = append(elsewhere, r.Header.Get("X-Api-Key"))
	}))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		asked := 0
		first := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked++
			http.Redirect(w, r, "ws"+strings.TrimPrefix(other.URL, "http"), status)
		}))
		_, err := wire.Dial(t.Context(), "ws"+strings.TrimPrefix(first.URL, "http"), http.Header{"X-Api-Key": {"key"}}, wire.DialOptions{})
		first.Close()
		if err == nil || asked != 1 || strings.Contains(err.Error(), "key") {
			t.Errorf("%d: asked %d times, %v", status, asked, err)
		}
	}
	if len(elsewhere) != 0 {
		t.Errorf("the other server heard %q", elsewhere)
	}
}

// Compressed messages count for what they weigh on the wire, not for what they
// become: nobody is offered compression.
func TestSec_D02_NoCompression(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if conn, err := wire.Accept(w, r, wire.AcceptOptions{CheckOrigin: func(*http.Request) bool { return true }}); err == nil {
			conn.Close()
		}
	}))
	defer s.Close()
	d := websocket.Dialer{EnableCompression: true}
	ws, response, err := d.DialContext(t.Context(), "ws"+strings.TrimPrefix(s.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	if offered := response.Header.Get("Sec-WebSocket-Extensions"); offered != "" {
		t.Errorf("the server agrees to %q", offered)
	}
}
