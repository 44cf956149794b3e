package server_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// get sends a request straight to a handler.
func get(h http.Handler, method, target string, header map[string]string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	r.Header.Set("Accept", "text/html")
	for name, value := range header {
		if name == "Host" {
			r.Host = value
			continue
		}
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	must(t, err)
	return string(b)
}

func TestSec_A01_AllowedHosts(t *testing.T) {
	w := newWorld(t, dbtest.Open(t), func(c *server.Config) {
		c.BaseURL, c.ExtraHosts = "https://good.example", []string{"other.example:8443"}
	})
	local := newWorld(t, dbtest.Open(t))
	for _, c := range []struct {
		w    *world
		host string
		ok   bool
	}{
		{w, "good.example", true}, {w, "GOOD.example", true}, {w, "good.example:443", true},
		{w, "good.example:80", false}, {w, "good.example:8443", false}, {w, "good.example.", false},
		{w, "evil.test", false}, {w, "good.example.evil.test", false}, {w, "other.example:8443", true},
		{w, "other.example", false}, {w, "localhost", false}, {w, "127.0.0.1:8080", false}, {w, "", false},
		{local, "localhost:3000", true}, {local, "127.0.0.1", true}, {local, "[::1]:80", true},
		{local, "a.localhost", true}, {local, "evil.test", false}, {local, "localhost.evil.test", false}, {local, "10.0.0.1", false},
	} {
		for _, path := range []string{"/admin/", "/admin/-/socket", "/admin/-/a/main-1.js", "/admin/-/signin"} {
			before := c.w.questions()
			r := get(c.w.server, "GET", path, map[string]string{
				"Host": c.host, "Origin": "https://" + c.host, "X-Forwarded-Host": "good.example", "X-Person": "ada",
			})
			refused := r.StatusCode == http.StatusMisdirectedRequest
			if refused == c.ok {
				t.Errorf("host %q, %s: %d", c.host, path, r.StatusCode)
			}
			if refused && (body(t, r) != "" || c.w.questions() != before) {
				t.Errorf("host %q, %s: something was done for it", c.host, path)
			}
		}
	}
}

func TestSec_A02_WritesFromElsewhere(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	own := "http://localhost"
	for _, c := range []struct {
		site, origin, cookie string
		ok                   bool
	}{
		{"same-origin", own, "a=b", true}, {"same-origin", "", "a=b", true}, {"same-origin", "null", "a=b", true},
		{"", own, "a=b", true}, {"", "", "", true}, {"", "", "a=b", false}, {"none", "", "a=b", false},
		{"cross-site", "http://evil.test", "a=b", false}, {"same-site", "http://localhost:81", "a=b", false},
		{"", "http://evil.test", "a=b", false}, {"", "null", "a=b", false}, {"", "https://localhost", "a=b", false},
		{"", "http://localhost:81", "a=b", false}, {"", "http://a.localhost", "a=b", false}, {"cross-site", "", "a=b", false},
	} {
		for _, path := range []string{"/admin/-/signout", "/admin/-/signin"} {
			header := map[string]string{"Host": "localhost", "X-Person": "ada"}
			for name, value := range map[string]string{"Sec-Fetch-Site": c.site, "Origin": c.origin, "Cookie": c.cookie} {
				if value != "" {
					header[name] = value
				}
			}
			if r := get(w.server, "POST", path, header); (r.StatusCode == http.StatusForbidden) == c.ok {
				t.Errorf("%s from site %q, origin %q, cookie %q: %d", path, c.site, c.origin, c.cookie, r.StatusCode)
			}
		}
	}
}

// Reading changes nothing: a link that is looked at can still be used.
func TestSec_A03_SafeMethods(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	token, err := w.access.IssueLink(t.Context(), access.Person{ID: "cy", Name: "Cy"})
	must(t, err)
	local := map[string]string{"Host": "localhost"}
	for _, method := range []string{"GET", "HEAD", "OPTIONS"} {
		for _, path := range []string{"", "refund", "-/signout", "-/signin?token=" + token, "-/runs/x", "-/socket", "-/a/x"} {
			get(w.server, method, "/admin/"+path, local)
		}
	}
	page := get(w.server, "GET", "/admin/-/signin?token="+token, local)
	if text := body(t, page); page.StatusCode != 200 || strings.Count(text, "<button") != 1 || !strings.Contains(text, token) {
		t.Fatalf("the page of a link: %d %s", page.StatusCode, text)
	}
	post := func() *http.Response {
		r := httptest.NewRequest("POST", "/admin/-/signin", strings.NewReader(url.Values{"token": {token}}.Encode()))
		r.Host = "localhost"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Origin", "null")
		rec := httptest.NewRecorder()
		w.server.ServeHTTP(rec, r)
		return rec.Result()
	}
	in := post()
	if in.StatusCode != http.StatusSeeOther || in.Header.Get("Location") != "/admin/" || len(in.Cookies()) != 1 {
		t.Fatalf("sign in: %d %v", in.StatusCode, in.Header)
	}
	if again := post(); again.StatusCode != http.StatusUnauthorized || len(again.Cookies()) != 0 {
		t.Fatalf("the link once more: %d", again.StatusCode)
	}
	cookie := map[string]string{"Host": "localhost", "Cookie": in.Cookies()[0].Name + "=" + in.Cookies()[0].Value}
	if r := get(w.server, "GET", "/admin/", cookie); r.StatusCode != 200 {
		t.Fatalf("signed in: %d", r.StatusCode)
	}
	cookie["Sec-Fetch-Site"] = "same-origin"
	if r := get(w.server, "POST", "/admin/-/signout", cookie); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("sign out: %d", r.StatusCode)
	}
	if r := get(w.server, "GET", "/admin/", cookie); r.StatusCode != http.StatusUnauthorized {
		t.Fatalf("signed out: %d", r.StatusCode)
	}
}

func TestSec_A04_SocketOrigin(t *testing.T) {
	w := newWorld(t, dbtest.Open(t), func(c *server.Config) { c.BaseURL = "https://good.example" })
	upgrade := map[string]string{
		"Host": "good.example", "Connection": "Upgrade", "Upgrade": "websocket", "Cookie": "a=b", "X-Person": "ada",
		"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
	}
	for origin, ok := range map[string]bool{
		"https://good.example": true, "https://good.example:443": true, "HTTPS://GOOD.example": true,
		"": false, "null": false, "http://good.example": false, "https://good.example:444": false,
		"https://a.good.example": false, "https://good.example.evil.test": false, "https://good.example.": false,
		"https://evil.test": false, "https://good.example@evil.test": false, "good.example": false,
	} {
		upgrade["Origin"] = origin
		if origin == "" {
			delete(upgrade, "Origin")
		}
		before := w.questions()
		r := get(w.server, "GET", "/admin/-/socket", upgrade)
		if (r.StatusCode == http.StatusForbidden) == ok {
			t.Errorf("origin %q: %d", origin, r.StatusCode)
		}
		if asked := w.questions() != before; asked != ok {
			t.Errorf("origin %q: asked who it is: %v", origin, asked)
		}
	}
	foreign := map[string]string{"Host": "evil.test", "Origin": "https://evil.test"}
	if r := get(w.server, "GET", "/admin/-/socket", foreign); r.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("a name that was pointed here: %d", r.StatusCode)
	}
}

func TestSec_A05_Policy(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	seen := map[string]bool{}
	for range 1000 {
		r := get(w.server, "GET", "/admin/refund?id=1", map[string]string{"Host": "localhost", "X-Person": "ada"})
		policy := r.Header.Get("Content-Security-Policy")
		_, rest, _ := strings.Cut(policy, "'nonce-")
		nonce, _, _ := strings.Cut(rest, "'")
		if len(nonce) < 22 || seen[nonce] || !strings.Contains(body(t, r), `nonce="`+nonce+`"`) {
			t.Fatalf("nonce %q in %s", nonce, policy)
		}
		seen[nonce] = true
		for _, want := range []string{
			"default-src 'none'", "require-trusted-types-for 'script'", "trusted-types dompurify", "base-uri 'none'",
			"frame-ancestors 'none'", "style-src 'self' 'nonce-" + nonce, "script-src 'nonce-" + nonce,
		} {
			if !strings.Contains(policy, want) {
				t.Fatalf("%q is not in %s", want, policy)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Fatal(policy)
		}
	}
}

func TestSec_A06_Headers(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	always := map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	}
	const never = "no-store"
	for _, c := range []struct {
		method, path, person string
		status               int
		cache, contentType   string
	}{
		{"GET", "/admin/", "ada", 200, never, "text/html; charset=utf-8"},
		{"HEAD", "/admin/-/history", "ada", 200, never, "text/html; charset=utf-8"},
		{"GET", "/admin/", "", 401, never, "text/html; charset=utf-8"},
		{"GET", "/admin/-/signin", "", 401, never, "text/html; charset=utf-8"},
		{"GET", "/admin/-/a/main-1.js", "", 200, "public, max-age=31536000, immutable", "text/javascript; charset=utf-8"},
		{"GET", "/admin/-/a/none.js", "", 404, never, "text/html; charset=utf-8"},
		{"OPTIONS", "/admin/", "ada", 405, never, "text/html; charset=utf-8"},
		{"DELETE", "/admin/-/signout", "ada", 405, never, "text/html; charset=utf-8"},
		{"GET", "/admin/-/socket", "ada", 400, never, "text/plain; charset=utf-8"},
	} {
		header := map[string]string{"Host": "localhost", "X-Person": c.person}
		if c.method == "OPTIONS" {
			header["Origin"], header["Access-Control-Request-Method"] = "https://evil.test", "POST"
		}
		r := get(w.server, c.method, c.path, header)
		if r.StatusCode != c.status || r.Header.Get("Cache-Control") != c.cache || r.Header.Get("Content-Type") != c.contentType {
			t.Errorf("%s %s: %d %v", c.method, c.path, r.StatusCode, r.Header)
		}
		for name, want := range always {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s %s: %s is %q", c.method, c.path, name, got)
			}
		}
		// A page may do nothing that a browser asks for first. What is no page needs no leave.
		asks := r.Header.Get("Permissions-Policy")
		if html := strings.HasPrefix(c.contentType, "text/html"); html != strings.Contains(asks, "camera=()") {
			t.Errorf("%s %s: Permissions-Policy is %q", c.method, c.path, asks)
		}
		for name := range r.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s %s: %s", c.method, c.path, name)
			}
		}
		if c.method == "HEAD" && body(t, r) != "" {
			t.Error("HEAD with a body")
		}
	}
}

func TestSec_A07_CanonicalPaths(t *testing.T) {
	for _, mount := range []string{"", "/admin", "/a/b"} {
		w := newWorld(t, dbtest.Open(t), func(c *server.Config) { c.Mount = mount })
		person := map[string]string{"Host": "localhost", "X-Person": "ada"}
		for _, path := range []string{
			"/%2e%2e/x", "/..%2fapi", "/x/../y", "/./x", "/api//x", "//x", "/%5cx", "/x%00", "/x%0a", "/-/a/%2e%2e/secret.txt",
			"/-/a/../../secret.txt", "/-//a/main-1.js", "/a%20b", "/%2Fx", "/" + strings.Repeat("x", 2000),
		} {
			if r := get(w.server, "GET", mount+path, person); r.StatusCode != http.StatusNotFound {
				t.Errorf("mount %q, %s: %d %s", mount, path, r.StatusCode, r.Header.Get("Location"))
			}
		}
		if mount != "" {
			for _, path := range []string{mount + "..", mount + "istrator", strings.ToUpper(mount) + "/", "/", mount + "%2fapi"} {
				if r := get(w.server, "GET", path, person); r.StatusCode != http.StatusNotFound {
					t.Errorf("mount %q, %s: %d", mount, path, r.StatusCode)
				}
			}
		}
		for _, path := range []string{"/", "/refund", "/money/payout?id=7", "/-/runs/x", "/secret.txt"} {
			r := get(w.server, "GET", mount+path, person)
			if text := body(t, r); r.StatusCode != 200 || !strings.Contains(text, `src="`+mount+`/-/a/main-1.js"`) {
				t.Errorf("mount %q, %s: %d %s", mount, path, r.StatusCode, text)
			}
		}
		for path, to := range map[string]string{"/refund/": "/refund", "/-/history/?q=1": "/-/history?q=1"} {
			if r := get(w.server, "GET", mount+path, person); r.Header.Get("Location") != mount+to {
				t.Errorf("mount %q, %s goes to %q", mount, path, r.Header.Get("Location"))
			}
		}
	}
}

func TestMounts(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	mux := http.NewServeMux()
	mux.Handle("/admin/", w.server)
	stripped := http.NewServeMux()
	stripped.Handle("/admin/", http.StripPrefix("/admin", w.server))
	for name, h := range map[string]http.Handler{"direct": w.server, "mux": mux, "StripPrefix": stripped} {
		for _, path := range []string{"/admin/", "/admin/admin/x", "/admin/-/runs/x"} {
			r := get(h, "GET", path, map[string]string{"Host": "localhost", "X-Person": "ada"})
			if text := body(t, r); r.StatusCode != 200 || !strings.Contains(text, `"/admin/-/a/main-1.js"`) {
				t.Errorf("%s %s: %d %s", name, path, r.StatusCode, text)
			}
		}
		if r := get(h, "GET", "/admin/-/a/main-1.js", map[string]string{"Host": "localhost"}); r.StatusCode != 200 {
			t.Errorf("%s: asset: %d", name, r.StatusCode)
		}
	}
	r := get(w.server, "GET", "/admin?x=1", map[string]string{"Host": "localhost"})
	if r.Header.Get("Location") != "/admin/?x=1" {
		t.Errorf("the mount without its slash goes to %q", r.Header.Get("Location"))
	}
}

func TestIndexIsFilled(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	must(t, w.store.SetTheme(t.Context(), "ada", "dark"))
	text := body(t, get(w.server, "GET", "/admin/", map[string]string{"Host": "localhost", "X-Person": "ada"}))
	for _, want := range []string{
		`<html lang="en" data-theme="dark">`, `<title>Shop &amp; Co</title>`, `name="panel-base" content="/admin/"`, `src="/admin/-/a/main-1.js"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
	if strings.Contains(text, "__") {
		t.Errorf("a place is left empty: %s", text)
	}
}

func TestAssetsAreZipped(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	for accepts, zipped := range map[string]bool{"gzip, br": true, "": false, "br": false, "gzip;q=0": false, "deflate, gzip;q=0.5": true} {
		r := get(w.server, "GET", "/admin/-/a/main-1.js", map[string]string{"Host": "localhost", "Accept-Encoding": accepts})
		if (r.Header.Get("Content-Encoding") == "gzip") != zipped || r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("accepts %q: %v", accepts, r.Header)
		}
		var content io.Reader = r.Body
		if zipped {
			z, err := gzip.NewReader(r.Body)
			must(t, err)
			content = z
		}
		if text, err := io.ReadAll(content); err != nil || string(text) != longScript {
			t.Errorf("accepts %q: %v %.40s", accepts, err, text)
		}
	}
}

// A stranger learns the name of the panel and nothing else.
func TestStrangers(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	w.connect(routesOfTest())
	w.open("ada").must(protocol.CallPing, nil, nil)
	for _, path := range []string{"/admin/", "/admin/refund", "/admin/-/runs/x", "/admin/-/socket"} {
		r := get(w.server, "GET", path, map[string]string{"Host": "localhost"})
		text := body(t, r)
		if r.StatusCode != http.StatusUnauthorized || strings.Contains(text, "refund") || strings.Contains(text, "Ada") || strings.Contains(text, "main-1.js") {
			t.Errorf("%s: %d %s", path, r.StatusCode, text)
		}
	}
	if r := get(w.server, "GET", "/admin/refund", map[string]string{"Host": "localhost", "X-Person": "ada", "Accept": "image/png"}); r.StatusCode != http.StatusNotFound {
		t.Errorf("a picture at a page's address: %d", r.StatusCode)
	}
}
