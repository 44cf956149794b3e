package server

import (
	"encoding/json"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
)

// Whatever a frame holds: it is refused, or means the same when written again.
func FuzzRequest(f *testing.F) {
	for _, frame := range []string{
		`{"id":"1","call":"PING"}`, `{"id":"1","call":"OPEN_RUN","data":{"runId":"x","after":0}}`, `{"ID":"1"}`, `[]`, `null`, `{`, "\xff",
	} {
		f.Add(frame)
	}
	f.Fuzz(func(t *testing.T, frame string) {
		request, err := parseRequest([]byte(frame))
		if err != nil {
			return
		}
		if request.ID == "" {
			t.Fatal("a request without id")
		}
		again, err := json.Marshal(request)
		if err != nil {
			t.Fatal(err)
		}
		if second, err := parseRequest(again); err != nil || second.ID != request.ID || second.Call != request.Call {
			t.Fatalf("%q: %+v, %v", again, second, err)
		}
		var in protocol.AnswerRequest
		if strict(request.Data, &in) == nil && new(prompt).check(in.Values, in.Choice) == nil && len(in.Values) > 0 {
			t.Fatal("values for a prompt that has no parts")
		}
	})
}

// No path leads outside the mount, or can be written in two ways.
func FuzzPath(f *testing.F) {
	for _, p := range []string{"/admin/", "/admin/a/b", "/admin/%2e%2e/x", "/admin/..", "/admin", "/administrator", "/admin//x"} {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, target string) {
		if !strings.HasPrefix(target, "/") || strings.ContainsAny(target, " \r\n\t\x00?#") {
			return
		}
		r := httptest.NewRequest("GET", "/", nil)
		u, err := r.URL.Parse(target)
		if err != nil || u.Host != "" {
			return
		}
		r.URL, r.RequestURI = u, target
		p, ok := within("/admin", r)
		if !ok {
			return
		}
		whole := "/admin/" + p
		if path.Clean(whole) != strings.TrimSuffix(whole, "/") || strings.ContainsAny(p, `%\`) {
			t.Fatalf("%q leads to %q", target, p)
		}
	})
}
