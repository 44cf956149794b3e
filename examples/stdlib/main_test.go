package main

import (
	"bufio"
	"context"
	stdio "io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/examples/internal/shop/shoptest"
)

// program is the example while it runs.
type program struct {
	*testing.T
	base, link string
	printed    chan string // what it said after its two lines
	stop       context.CancelFunc
	ended      chan error
	once       sync.Once
}

func start(t *testing.T, file string) *program {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := stdio.Pipe()
	p := &program{T: t, stop: stop, ended: make(chan error, 1), printed: make(chan string, 1)}
	go func() {
		err := run(ctx, "127.0.0.1:0", file, in)
		_ = in.CloseWithError(stdio.EOF)
		p.ended <- err
	}()
	lines := bufio.NewReader(out)
	panel, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the program ended with %v", <-p.ended)
	}
	link, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	p.link = strings.TrimSpace(strings.TrimPrefix(link, "Sign in"))
	p.base = strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(panel, "Panel")), "/admin/")
	go func() {
		rest, _ := stdio.ReadAll(lines) // always EOF, see above
		p.printed <- string(rest)
	}()
	t.Cleanup(p.end)
	return p
}

// end stops the program and waits for it. Ending twice is harmless.
func (p *program) end() {
	p.once.Do(func() {
		p.stop()
		if err := <-p.ended; err != nil {
			p.Errorf("the program ended with %v", err)
		}
	})
}

func client(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: 20 * time.Second}
}

func (p *program) do(c *http.Client, method, address string, form url.Values) (int, string) {
	p.Helper()
	r, err := http.NewRequestWithContext(p.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		p.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", p.base)
	}
	resp, err := c.Do(r)
	if err != nil {
		p.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := stdio.ReadAll(resp.Body)
	if err != nil {
		p.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func TestShopAndPanelSideBySide(t *testing.T) {
	p := start(t, shoptest.File(t))
	stranger := client(t)
	for path, want := range map[string]string{
		"/":             `href="/admin/"`,
		"/api/products": "Enamel mug",
		"/api/orders/1": `"lines":[`,
	} {
		if status, body := p.do(stranger, http.MethodGet, p.base+path, nil); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("GET %s = %d, without %q", path, status, want)
		}
	}
	if status, body := p.do(stranger, http.MethodGet, p.base+"/admin/", nil); status == http.StatusOK || strings.Contains(body, "panel-base") {
		t.Errorf("GET /admin/ = %d for a stranger", status)
	}
	p.end()
	if more := <-p.printed; more != "" {
		t.Errorf("it also printed %q", more)
	}
}

func TestSignInLinkWorksOnce(t *testing.T) {
	p := start(t, shoptest.File(t))
	ana, late := client(t), client(t)

	for range 2 { // a mail scanner may look at a link as often as it likes
		if status, body := p.do(ana, http.MethodGet, p.link, nil); status != http.StatusOK || !strings.Contains(body, "<button") {
			t.Fatalf("GET the link = %d %s", status, body)
		}
	}
	to, form := signInForm(t, p.link)
	if status, body := p.do(ana, http.MethodPost, to, form); status != http.StatusOK || !strings.Contains(body, `name="panel-base"`) {
		t.Fatalf("sign-in = %d %s", status, body)
	}
	if status, body := p.do(late, http.MethodPost, to, form); status == http.StatusOK || strings.Contains(body, `name="panel-base"`) {
		t.Errorf("the link worked twice: %d", status)
	}
	if status, _ := p.do(late, http.MethodGet, p.base+"/admin/", nil); status == http.StatusOK {
		t.Errorf("the second one is inside")
	}
}

// signInForm is what the button of the link's page sends.
func signInForm(t *testing.T, link string) (to string, form url.Values) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	form = u.Query()
	u.RawQuery = ""
	return u.String(), form
}

func TestAFileIsFilledOnceAndKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "shop.db")
	start(t, file).end()
	second := start(t, file)
	if status, _ := second.do(client(t), http.MethodGet, second.base+"/api/orders/12000", nil); status != http.StatusOK {
		t.Errorf("the last order = %d in the second start", status)
	}
}

func TestWhatCannotStartSaysWhy(t *testing.T) {
	p := start(t, shoptest.File(t))
	err := run(t.Context(), strings.TrimPrefix(p.base, "http://"), filepath.Join(t.TempDir(), "other.db"), stdio.Discard)
	if err == nil || !strings.Contains(err.Error(), "choose another address with -addr") {
		t.Errorf("a port in use = %v", err)
	}
	err = run(t.Context(), "127.0.0.1:0", filepath.Join(t.TempDir(), "no", "such", "folder.db"), stdio.Discard)
	if err == nil || !strings.Contains(err.Error(), "folder.db") {
		t.Errorf("a folder that is not there = %v", err)
	}
}
