package wire_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

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
