package panel_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// records is a log that a test reads.
type records struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (r *records) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *records) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

// logging makes the panel log everything it has to say into r.
func logging(r *records) func(*stagedoor.Config) {
	return func(c *stagedoor.Config) {
		c.Logger = slog.New(slog.NewJSONHandler(r, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
}

// An action cannot send anybody to an address that browsers would run.
func TestSec_F02_Redirects(t *testing.T) {
	reg := stagedoor.NewRegistry()
	reg.Action("leads", stagedoor.Action{Handler: func(ctx context.Context) error {
		params, err := stagedoor.Params(ctx)
		if err != nil {
			return err
		}
		return stagedoor.Redirect(ctx, stagedoor.Link{URL: params.String("to")})
	}})
	_, web := mount(t, dbtest.Open(t), reg)
	b := open(t, web, "ana")
	for address, leads := range map[string]bool{
		"https://example.com/x": true, "/admin/leads": true, "mailto:ada@example.com": true, "//example.com": true,
		"javascript:alert(1)": false, " JavaScript:alert(1)": false, "java\tscript:alert(1)": false, "\x01javascript:x": false,
		"data:text/html,x": false, "vbscript:x": false, "blob:x": false, "file:///etc/passwd": false, "javascript://%0aalert(1)": false,
	} {
		ended := b.start("leads", map[string]string{"to": address}).ends()
		if (ended.Status == protocol.RunRedirected) != leads {
			t.Errorf("%q: the run ended as %s", address, ended.Status)
		}
	}
}

// Addresses are made from the configuration, and signing in leads to the panel's
// own first screen, whatever a request says.
func TestSec_A08_AddressesComeFromTheConfiguration(t *testing.T) {
	db := dbtest.Open(t)
	panel, _ := mount(t, db, stagedoor.NewRegistry(), func(c *stagedoor.Config) { c.SignInLinks, c.BaseURL = true, "http://localhost:8080" })
	ask := func(method, target, body string) *http.Response {
		r := httptest.NewRequest(method, target, strings.NewReader(body))
		r.Host = "localhost:8080"
		for name, value := range map[string]string{
			"X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.test;proto=https", "X-Original-URL": "//evil.test",
			"X-Rewrite-URL": "//evil.test", "Referer": "http://evil.test/", "Sec-Fetch-Site": "same-origin", "Accept": "text/html",
			"Content-Type": "application/x-www-form-urlencoded",
		} {
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		panel.ServeHTTP(w, r)
		return w.Result()
	}
	targets := []string{
		"//evil.test", `/\evil.test`, `\\evil.test`, "https:evil.test", "https://evil.test", "javascript:alert(1)", "%2f%2fevil.test", "/%09/evil.test",
		"/\t/evil.test", "//evil.test/admin/", "/admin/../../x", "/admin//evil.test", "@evil.test", "http:///evil.test", "data:text/html,x",
	}
	for _, to := range targets {
		link, err := panel.SignInLink(t.Context(), stagedoor.User{ID: "ana"})
		if err != nil || !strings.HasPrefix(link, "http://localhost:8080/admin/-/signin?token=") {
			t.Fatalf("the link is %s, %v", link, err)
		}
		_, token, _ := strings.Cut(link, "token=")
		form := url.Values{"token": {token}}
		query := url.Values{}
		for _, name := range []string{"next", "redirect", "redirect_to", "return", "returnTo", "url", "continue"} {
			form.Set(name, to)
			query.Set(name, to)
		}
		page := ask("GET", "/admin/-/signin?token="+token+"&"+query.Encode(), "")
		var text strings.Builder
		if err := page.Write(&text); err != nil || strings.Contains(text.String(), "evil") {
			t.Errorf("%q is on the sign-in page: %v %s", to, err, text.String())
		}
		if in := ask("POST", "/admin/-/signin?"+query.Encode(), form.Encode()); in.StatusCode != http.StatusSeeOther || in.Header.Get("Location") != "/admin/" {
			t.Errorf("%q: signing in leads to %d %q", to, in.StatusCode, in.Header.Get("Location"))
		}
		if out := ask("POST", "/admin/-/signout?"+query.Encode(), query.Encode()); out.Header.Get("Location") != "/admin/" {
			t.Errorf("%q: signing out leads to %q", to, out.Header.Get("Location"))
		}
	}
	for _, path := range []string{"/admin//evil.test/", "/admin/%2fevil.test/", "/admin/%5cevil.test/", "/admin/.//evil.test/"} {
		if to := ask("GET", path, "").Header.Get("Location"); to != "" {
			t.Errorf("%s leads to %q", path, to)
		}
	}
}

// What people type cannot write lines of its own into the log.
func TestSec_I04_LogsCannotBeForged(t *testing.T) {
	forged := "x\n{\"level\":\"ERROR\",\"msg\":\"forged\"}\r\ntime=0 level=ERROR msg=forged \u2028\x1b[31m\x1b]0;title\x07\u202e"
	reg := stagedoor.NewRegistry()
	reg.Action("fails", stagedoor.Action{Handler: func(ctx context.Context) error {
		params, err := stagedoor.Params(ctx)
		return errors.Join(err, errors.New("no such customer: "+params.String("name")))
	}})
	log := &records{}
	_, web := mount(t, dbtest.Open(t), reg, logging(log), func(c *stagedoor.Config) {
		c.Identify = func(r *http.Request) (stagedoor.User, error) {
			u, err := byHeader(r)
			u.Name, u.Email = forged, forged
			return u, err
		}
	})
	b := open(t, web, "ana")
	b.start("fails", map[string]string{"name": forged}).ends()
	b.ask(protocol.CallStartRun, protocol.StartRunRequest{Slug: forged, Key: forged}, nil)
	b.ask(protocol.BrowserCall(forged), map[string]string{forged: forged}, nil)
	failed := false
	for line := range strings.Lines(log.String()) {
		var record map[string]any
		if err := json.Unmarshal([]byte(line), &record); err != nil || record["msg"] == "forged" || record["time"] == nil {
			t.Errorf("a line of its own: %q %v", line, err)
		}
		failed = failed || strings.Contains(line, "no such customer")
	}
	if !failed {
		t.Error("the failure is not in the log: this test looks at the wrong bytes")
	}
	if strings.ContainsAny(log.String(), "\x1b\x07\r") {
		t.Error("a terminal would obey the log")
	}
}

// Tokens, cookies, headers and answers are neither logged nor kept.
func TestSec_I02_SecretsAreNotWrittenDown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		reg := stagedoor.NewRegistry()
		reg.Action("asks", stagedoor.Action{Handler: func(ctx context.Context) error {
			_, err := io.Text("Number of the card").Get(ctx)
			return err
		}})
		log := &records{}
		panel, web := mount(t, db, reg, logging(log), func(c *stagedoor.Config) { c.SignInLinks, c.BaseURL = true, "http://127.0.0.1" })
		link, err := panel.SignInLink(t.Context(), stagedoor.User{ID: "ana"})
		if err != nil {
			t.Fatal(err)
		}
		_, token, _ := strings.Cut(link, "token=")
		cookies := signIn(t, web, token)
		b := open(t, web, "ana")
		run := b.start("asks", nil)
		if !strings.Contains(run.waits().ToRender[0].Label, "card") {
			t.Fatal("another question")
		}
		run.ends(`"canary-4929 0000"`)
		for _, secret := range append(cookies, token, "canary-4929") {
			if strings.Contains(log.String(), secret) {
				t.Errorf("%q is in the log", secret)
			}
		}
		if !strings.Contains(log.String(), "run started") {
			t.Error("the run is not in the log: this test looks at the wrong bytes")
		}
		findCanaryInTables(t, db)
	})
}

// signIn uses a link and one that is wrong, and returns the values of the cookies.
func signIn(t *testing.T, web *httptest.Server, token string) (cookies []string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, form := range []url.Values{{"token": {"canary-wrong"}}, {"token": {token}}} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, web.URL+"/admin/-/signin", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Authorization", "Bearer canary-header")
		response, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		for _, c := range response.Cookies() {
			cookies = append(cookies, c.Value)
		}
	}
	if len(cookies) != 1 {
		t.Fatalf("cookies: %v", cookies)
	}
	return cookies
}

// The key and the address of a remote dashboard may be secret; the log has neither.
func TestSec_I02_RemoteAddressesAreLoggedWithoutSecrets(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	log := &records{}
	heard := slog.NewJSONHandler(writerFunc(func(p []byte) (int, error) {
		cancel() // one record is enough
		return log.Write(p)
	}), nil)
	err := stagedoor.Listen(ctx, stagedoor.NewRegistry(), stagedoor.Remote{
		URL: "ws://ana:canary-password@127.0.0.1:1/websocket?token=canary-query", APIKey: "canary-key", Logger: slog.New(heard),
	})
	if !errors.Is(err, context.Canceled) || !strings.Contains(log.String(), "127.0.0.1:1/websocket") {
		t.Errorf("%v: %s", err, log)
	}
	findCanary(t, "the log", []byte(log.String()))
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
