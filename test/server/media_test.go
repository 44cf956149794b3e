package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// Pictures and films come from the panel's own origin and from where the
// configuration says, and from nowhere else.
func TestSec_F02_MediaHosts(t *testing.T) {
	policyOf := func(change ...func(*server.Config)) string {
		w := newWorld(t, dbtest.Open(t), change...)
		r := get(w.server, "GET", "/admin/", map[string]string{"Host": "localhost", "X-Person": "ada"})
		if r.StatusCode != http.StatusOK {
			t.Fatal(r.Status)
		}
		return r.Header.Get("Content-Security-Policy")
	}
	for _, want := range []string{"img-src 'self' data: blob:;", "media-src 'self' data: blob:;"} {
		if policy := policyOf() + ";"; !strings.Contains(policy, want) {
			t.Errorf("%q is not in %s", want, policy)
		}
	}
	policy := policyOf(func(c *server.Config) { c.MediaHosts = []string{"pictures.example.com", "http://localhost:9000"} }) + ";"
	for _, want := range []string{
		"img-src 'self' data: blob: https://pictures.example.com http://localhost:9000;",
		"media-src 'self' data: blob: https://pictures.example.com http://localhost:9000;",
	} {
		if !strings.Contains(policy, want) {
			t.Errorf("%q is not in %s", want, policy)
		}
	}
	w := newWorld(t, dbtest.Open(t))
	for _, wrong := range []string{"", "*", "https://*.example.com", "a b", "x; script-src *", "javascript:", "https://a/b", "https://u:p@a", "data:"} {
		_, err := server.New(server.Config{Store: w.store, Access: w.access, Files: built, MediaHosts: []string{wrong}})
		if err == nil || !strings.Contains(err.Error(), "MediaHosts") {
			t.Errorf("host %q: %v", wrong, err)
		}
	}
}
