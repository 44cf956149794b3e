package main

import (
	"encoding/json"
	"errors"
	stdio "io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stagedoor/stagedoor/examples/internal/shop"
	"github.com/stagedoor/stagedoor/examples/internal/shop/shoptest"
)

const password = "correct horse"

// visitor is somebody with a browser at the shop.
type visitor struct {
	*testing.T
	base string
	http *http.Client
}

// open serves a shop of its own by gin.
func open(t *testing.T) visitor {
	t.Helper()
	db, closeDB, err := shop.Open(t.Context(), shoptest.File(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = closeDB() })
	people, err := newStaff("ana@shop.example", "Ana Silva", password)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewUnstartedServer(nil)
	base := "http://" + srv.Listener.Addr().String()
	handler, admin, err := routes(db, people, base)
	if err != nil {
		t.Fatal(err)
	}
	srv.Config.Handler = handler
	srv.Start()
	t.Cleanup(srv.Close)
	t.Cleanup(func() {
		if err := admin.Close(); err != nil {
			t.Error(err)
		}
	})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return visitor{t, base, &http.Client{Jar: jar, Timeout: 20 * time.Second}}
}

func (v visitor) do(r *http.Request) (status int, body string, header http.Header) {
	v.Helper()
	resp, err := v.http.Do(r)
	if err != nil {
		v.Fatal(err)
	}
	defer resp.Body.Close()
	all, err := stdio.ReadAll(resp.Body)
	if err != nil {
		v.Fatal(err)
	}
	return resp.StatusCode, string(all), resp.Header
}

func (v visitor) get(path string) (status int, body string, header http.Header) {
	v.Helper()
	r, err := http.NewRequestWithContext(v.Context(), http.MethodGet, v.base+path, http.NoBody)
	if err != nil {
		v.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	return v.do(r)
}

func (v visitor) post(path string, form url.Values) (status int, body string) {
	v.Helper()
	r, err := http.NewRequestWithContext(v.Context(), http.MethodPost, v.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", v.base)
	status, body, _ = v.do(r)
	return status, body
}

func (v visitor) signIn() {
	v.Helper()
	status, body := v.post("/staff/signin", url.Values{"email": {"ana@shop.example"}, "password": {password}})
	if status != http.StatusOK || !strings.Contains(body, `name="panel-base"`) {
		v.Fatalf("sign-in = %d %s, want the panel", status, body)
	}
}

func TestTheShopIsServedByGin(t *testing.T) {
	v := open(t)
	for path, want := range map[string]string{
		"/":             "Staff door",
		"/api/products": "Enamel mug",
		"/api/orders/1": `"status":"delivered"`,
		"/staff":        "Sign in",
	} {
		if status, body, _ := v.get(path); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("GET %s = %d, without %q", path, status, want)
		}
	}
}

func TestStrangersStayOutside(t *testing.T) {
	v := open(t)
	for _, path := range []string{"/admin/", "/admin/refunds/refund_user", "/admin/-/runs/x"} {
		status, body, _ := v.get(path)
		if strings.Contains(body, `name="panel-base"`) || status == http.StatusOK {
			t.Errorf("GET %s = %d for a stranger", path, status)
		}
	}
	if _, resp, err := v.dial(""); err == nil || resp == nil || resp.StatusCode < 400 {
		t.Errorf("a stranger opened a socket: %v", err)
	}
	status, body := v.post("/staff/signin", url.Values{"email": {"ana@shop.example"}, "password": {"wrong"}})
	if status != http.StatusUnauthorized || !strings.Contains(body, "do not belong together") {
		t.Errorf("wrong password = %d %s", status, body)
	}
}

func TestDeepLinksAndAssets(t *testing.T) {
	v := open(t)
	v.signIn()
	for _, path := range []string{"/admin", "/admin/", "/admin/refunds/refund_user?email=x", "/admin/charges/record?id=1"} {
		status, body, header := v.get(path)
		if status != http.StatusOK || !strings.Contains(body, `name="panel-base"`) {
			t.Errorf("GET %s = %d %.200s", path, status, body)
		}
		if header.Get("Content-Security-Policy") == "" || header.Get("Cache-Control") != "no-store" {
			t.Errorf("GET %s has the headers %v", path, header)
		}
	}
	_, page, _ := v.get("/admin/")
	assets := regexp.MustCompile(`(?:src|href)="(/admin/-/a/[^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(assets) < 2 {
		t.Fatalf("the page names %d assets: %s", len(assets), page)
	}
	for _, a := range assets {
		status, body, header := v.get(a[1])
		if status != http.StatusOK || body == "" || !strings.Contains(header.Get("Cache-Control"), "immutable") {
			t.Errorf("GET %s = %d, %d bytes, %v", a[1], status, len(body), header)
		}
	}
}

// dial opens the panel's socket with the visitor's cookies and a missing origin
// when origin is empty.
func (v visitor) dial(origin string) (*websocket.Conn, *http.Response, error) {
	v.Helper()
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	dialer := websocket.Dialer{Jar: v.http.Jar, HandshakeTimeout: 20 * time.Second}
	conn, resp, err := dialer.DialContext(v.Context(), strings.Replace(v.base, "http", "ws", 1)+"/admin/-/socket", header)
	if resp != nil && resp.Body != nil {
		_ = resp.Body.Close() // gorilla has read what there is
	}
	return conn, resp, err
}

func TestSocketUpgradesUnderGin(t *testing.T) {
	v := open(t)
	v.signIn()
	for _, origin := range []string{"", "http://elsewhere.example", "null"} {
		if conn, _, err := v.dial(origin); err == nil {
			t.Errorf("the origin %q was let in", origin)
			_ = conn.Close()
		}
	}
	conn := v.socket()
	if err := conn.WriteJSON(map[string]string{"id": "1", "call": "SHELL"}); err != nil {
		t.Fatal(err)
	}
	var reply struct {
		ID   string
		Data struct{ Person struct{ Name string } }
	}
	read(t, conn, func(message []byte) bool {
		return json.Unmarshal(message, &reply) == nil && reply.ID == "1"
	})
	if reply.Data.Person.Name != "Ana Silva" {
		t.Errorf("the shell is for %q", reply.Data.Person.Name)
	}
}

func (v visitor) socket() *websocket.Conn {
	v.Helper()
	conn, _, err := v.dial(v.base)
	if err != nil {
		v.Fatal(err)
	}
	v.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		v.Fatal(err)
	}
	return conn
}

// read reads messages until one is what was waited for.
func read(t *testing.T, conn *websocket.Conn, until func([]byte) bool) {
	t.Helper()
	for {
		_, message, err := conn.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		if until(message) {
			return
		}
	}
}

func TestSigningOutOfTheShopEndsThePanel(t *testing.T) {
	v := open(t)
	v.signIn()
	conn := v.socket()
	if err := conn.WriteJSON(map[string]string{"id": "1", "call": "HOME"}); err != nil {
		t.Fatal(err)
	}
	read(t, conn, func(message []byte) bool { return strings.Contains(string(message), `"id":"1"`) })

	left := time.Now()
	v.post("/staff/signout", nil)
	told, err := false, error(nil)
	for err == nil {
		var message []byte
		if _, message, err = conn.ReadMessage(); strings.Contains(string(message), "SIGN_OUT") {
			told = true
		}
	}
	if _, closed := errors.AsType[*websocket.CloseError](err); !closed {
		t.Errorf("the socket ended with %v, want a close", err)
	}
	if !told {
		t.Error("the dashboard was not told before its socket closed")
	}
	if took := time.Since(left); took > 4*time.Second {
		t.Errorf("the socket lived for %v after the sign-out", took)
	}
	if status, body, _ := v.get("/admin/"); status == http.StatusOK || strings.Contains(body, `name="panel-base"`) {
		t.Errorf("GET /admin/ = %d after the sign-out", status)
	}
	if _, _, err := v.dial(v.base); err == nil {
		t.Error("a new socket opened after the sign-out")
	}
}
