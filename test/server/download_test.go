package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// shelf is what a host hands over.
type shelf struct {
	reply  protocol.OpenDownloadReply
	chunks func(ctx context.Context, n int) protocol.DownloadChunk
	reads  atomic.Int64
}

func (s *shelf) answer(ctx context.Context, method protocol.RPCMethod, _ json.RawMessage) any {
	if method == protocol.OpenDownload {
		return s.reply
	}
	return s.chunks(ctx, int(s.reads.Add(1))-1)
}

// offering is a run that shows a table which can be exported.
func offering(t *testing.T, s *shelf) (w *world, h *fakeHost, b *tab, runID string) {
	t.Helper()
	w = newWorld(t, dbtest.Open(t))
	h, b = w.connect(routesOfTest()), w.open("ada")
	h.files = s.answer
	runID = b.start(h, "money/payout", "k1")
	ok := h.render(runID, protocol.IOCall{ID: "c1", InputGroupKey: "g1", Kind: "RENDER", ToRender: []protocol.Component{
		{MethodName: protocol.DisplayMarkdown, Label: "Hello", Props: json.RawMessage(`{}`)},
		{MethodName: protocol.DisplayTable, Label: "Charges", IsStateful: true, Props: json.RawMessage(`{"exports":[{"format":"csv"}]}`)},
	}})
	if !ok.OK {
		t.Fatalf("render: %+v", ok)
	}
	return w, h, b, runID
}

func opened(name string) protocol.OpenDownloadReply {
	return protocol.OpenDownloadReply{Type: "SUCCESS", DownloadID: "d1", Name: name, ContentType: "text/csv; charset=utf-8"}
}

func ticketFor(b *tab, runID string) (file protocol.Download) {
	b.t.Helper()
	b.must(protocol.CallRunDownload, protocol.RunDownloadRequest{
		RunID: runID, GroupKey: "g1", Index: 1, Format: "csv", State: json.RawMessage(`{"queryTerm":"ada"}`),
	}, &file)
	return file
}

// fetch asks for a file as a browser does that is signed in.
func (w *world) fetch(ctx context.Context, person, path string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.web.URL+"/admin/"+path, nil)
	must(w.t, err)
	r.Header.Set("X-Person", person)
	r.Header.Set("Accept", "*/*")
	return http.DefaultClient.Do(r)
}

func TestADownloadComesInChunks(t *testing.T) {
	parts := []string{"ID,Name\r\n", strings.Repeat("1,Ada\r\n", 1000), "", "2,Ben\r\n"}
	s := &shelf{reply: opened("charges.csv"), chunks: func(_ context.Context, n int) protocol.DownloadChunk {
		if n < len(parts) {
			return protocol.DownloadChunk{Data: []byte(parts[n])}
		}
		return protocol.DownloadChunk{Done: true, Rows: 1001}
	}}
	w, h, b, id := offering(t, s)
	file := ticketFor(b, id)
	var call protocol.OpenDownloadCall
	h.next(protocol.OpenDownload, &call)
	if call.TransactionID != id || call.InputGroupKey != "g1" || call.Index != 1 || call.Format != "csv" || string(call.State) != `{"queryTerm":"ada"}` {
		t.Fatalf("the host was asked for %+v", call)
	}
	r, err := w.fetch(t.Context(), "ada", file.Path)
	must(t, err)
	content, err := io.ReadAll(r.Body)
	must(t, err)
	r.Body.Close()
	if r.StatusCode != http.StatusOK || string(content) != strings.Join(parts, "") || file.Name != "charges.csv" {
		t.Fatalf("%s, %d bytes", r.Status, len(content))
	}
	audit, err := w.store.Audit(t.Context(), id, 1)
	must(t, err)
	if e := audit[0]; e.Verb != "download" || e.PersonID != "ada" || e.Object != "money/payout" ||
		e.Detail != `charges.csv as csv of {"queryTerm":"ada"}, 7016 bytes, 1001 rows` {
		t.Errorf("audit: %+v", e)
	}
}

// A ticket is for one person and one request; nobody else learns that there is
// one.
func TestSec_F05_TicketsArePersonalAndWorkOnce(t *testing.T) {
	s := &shelf{reply: opened("charges.csv"), chunks: func(context.Context, int) protocol.DownloadChunk { return protocol.DownloadChunk{Done: true} }}
	w, _, b, id := offering(t, s)
	file := ticketFor(b, id)
	status := func(person, path string) int {
		r, err := w.fetch(t.Context(), person, path)
		must(t, err)
		defer r.Body.Close()
		_, err = io.Copy(io.Discard, r.Body)
		must(t, err)
		return r.StatusCode
	}
	for _, c := range []struct {
		who, person, path string
		want              int
	}{
		{"a stranger", "", file.Path, http.StatusUnauthorized},
		{"another person", "ben", file.Path, http.StatusNotFound},
		{"a guess", "ada", "-/downloads/" + protocol.NewID(), http.StatusNotFound},
		{"the owner", "ada", file.Path, http.StatusOK},
		{"the owner again", "ada", file.Path, http.StatusNotFound},
	} {
		if got := status(c.person, c.path); got != c.want {
			t.Errorf("%s: %d, want %d", c.who, got, c.want)
		}
	}
	if s.reads.Load() != 1 {
		t.Errorf("%d reads", s.reads.Load())
	}
	post, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.web.URL+"/admin/"+ticketFor(b, id).Path, nil)
	must(t, err)
	post.Header.Set("X-Person", "ada")
	r, err := http.DefaultClient.Do(post)
	must(t, err)
	r.Body.Close()
	if r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a POST: %d", r.StatusCode)
	}
}

// Whatever a host says about a file, a browser saves it and does not show it.
func TestSec_F05_FilesAreInert(t *testing.T) {
	for _, c := range []struct{ name, kind, disposition, wantKind string }{
		{"report.csv", "text/csv; charset=utf-8", `attachment; filename="report.csv"; filename*=UTF-8''report.csv`, "text/csv; charset=utf-8"},
		{`..\..\etc/passwd`, "text/plain", `attachment; filename="_.._etc_passwd"; filename*=UTF-8''_.._etc_passwd`, "text/plain"},
		{"a\r\nSet-Cookie: x=1", "text/plain\r\nX: y", `attachment; filename="aSet-Cookie_ x=1"; filename*=UTF-8''aSet-Cookie_%20x%3D1`, "application/octet-stream"},
		{"a\u202efdp.exe", "", `attachment; filename="afdp.exe"; filename*=UTF-8''afdp.exe`, "application/octet-stream"},
		{`q"uo;te%.csv`, "text/csv", `attachment; filename="q_uo;te_.csv"; filename*=UTF-8''q_uo%3Bte%25.csv`, "text/csv"},
		{"Grüße 漢.csv", "text/csv", `attachment; filename="Gr__e _.csv"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%E6%BC%A2.csv`, "text/csv"},
		{"page.html", "text/html", `attachment; filename="page.html"; filename*=UTF-8''page.html`, "application/octet-stream"},
		{"p.svg", "image/svg+xml", `attachment; filename="p.svg"; filename*=UTF-8''p.svg`, "application/octet-stream"},
		{"x.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", `attachment; filename="x.xlsx"; filename*=UTF-8''x.xlsx`, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{" .. ", "text/javascript", `attachment; filename="download"; filename*=UTF-8''download`, "application/octet-stream"},
	} {
		s := &shelf{reply: protocol.OpenDownloadReply{Type: "SUCCESS", DownloadID: "d1", Name: c.name, ContentType: c.kind}}
		s.chunks = func(context.Context, int) protocol.DownloadChunk {
			return protocol.DownloadChunk{Data: []byte("<script>"), Done: true}
		}
		w, _, b, id := offering(t, s)
		r, err := w.fetch(t.Context(), "ada", ticketFor(b, id).Path)
		must(t, err)
		r.Body.Close()
		for name, want := range map[string]string{
			"Content-Disposition": c.disposition, "Content-Type": c.wantKind,
			"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
			"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%q: %s is\n%s, want\n%s", c.name, name, got, want)
			}
		}
	}
	long := protocol.FileName(strings.Repeat("ä", 300) + ".csv")
	if !strings.HasSuffix(long, "ä.csv") || len([]rune(long)) != 120 {
		t.Errorf("a long name becomes %q", long)
	}
}

// endless writes on until its reader has gone.
func endless(context.Context, int) protocol.DownloadChunk {
	return protocol.DownloadChunk{Data: bytes.Repeat([]byte("x"), protocol.MaxChunk)}
}

func TestABrowserThatLeavesEndsTheDownload(t *testing.T) {
	w, h, b, id := offering(t, &shelf{reply: opened("big.csv"), chunks: endless})
	ctx, leave := context.WithCancel(t.Context())
	file := ticketFor(b, id)
	r, err := w.fetch(ctx, "ada", file.Path)
	must(t, err)
	_, err = io.CopyN(io.Discard, r.Body, 1<<20)
	must(t, err)
	second, err := w.fetch(t.Context(), "ada", file.Path)
	must(t, err)
	second.Body.Close()
	if second.StatusCode != http.StatusNotFound {
		t.Errorf("a second request while the first is served: %s", second.Status)
	}
	leave()
	r.Body.Close()
	var closed protocol.DownloadRef
	h.next(protocol.CloseDownload, &closed)
	if closed.DownloadID != "d1" {
		t.Errorf("closed %+v", closed)
	}
}

// A file that breaks off is a failed download, never a short file.
func TestADownloadThatBreaksOff(t *testing.T) {
	w, h, b, id := offering(t, &shelf{reply: opened("big.csv"), chunks: func(ctx context.Context, n int) protocol.DownloadChunk {
		if n == 3 {
			return protocol.DownloadChunk{Failed: true, Message: "The database is away."}
		}
		return endless(ctx, n)
	}})
	r, err := w.fetch(t.Context(), "ada", ticketFor(b, id).Path)
	must(t, err)
	defer r.Body.Close()
	if n, err := io.Copy(io.Discard, r.Body); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%d bytes, then %v", n, err)
	}
	var closed protocol.DownloadRef
	h.next(protocol.CloseDownload, &closed)
}

// Whoever may not read the run any more gets no more of its files, also in the
// middle of one.
func TestSec_F05_PermissionIsAskedForAgain(t *testing.T) {
	w, h, b, id := offering(t, &shelf{reply: opened("big.csv"), chunks: endless})
	unused, first := ticketFor(b, id), ticketFor(b, id)
	r, err := w.fetch(t.Context(), "ada", first.Path)
	must(t, err)
	defer r.Body.Close()
	_, err = io.CopyN(io.Discard, r.Body, 1<<20)
	must(t, err)
	w.change(func(people map[string]access.Person) {
		ada := people["ada"]
		ada.Teams = nil
		people["ada"] = ada
	})
	if _, err := io.Copy(io.Discard, r.Body); err == nil {
		t.Error("the file came to its end")
	}
	late, err := w.fetch(t.Context(), "ada", unused.Path)
	must(t, err)
	late.Body.Close()
	if late.StatusCode != http.StatusNotFound {
		t.Errorf("a ticket of before: %s", late.Status)
	}
	var closed protocol.DownloadRef
	h.next(protocol.CloseDownload, &closed)
}

func TestDownloadsThatAreNotOffered(t *testing.T) {
	s := &shelf{reply: protocol.OpenDownloadReply{Type: "ERROR", Message: "This is no longer here."}, chunks: endless}
	w, h, b, id := offering(t, s)
	for what, in := range map[string]protocol.RunDownloadRequest{
		"a display without a file": {RunID: id, GroupKey: "g1", Index: 0},
		"no component":             {RunID: id, GroupKey: "g1", Index: 7},
		"a negative place":         {RunID: id, GroupKey: "g1", Index: -1},
		"another prompt":           {RunID: id, GroupKey: "g2", Index: 1},
	} {
		if reply := b.ask(protocol.CallRunDownload, in); codeOf(reply) != protocol.NotFound {
			t.Errorf("%s: %+v", what, reply)
		}
	}
	if reply := b.ask(protocol.CallRunDownload, protocol.RunDownloadRequest{RunID: id, GroupKey: "g1", Index: 1}); codeOf(reply) != protocol.Unavailable ||
		reply.Error.Message != "This is no longer here." {
		t.Errorf("refused by the host: %+v", reply)
	}
	s.reply = opened("x.csv")
	for range 10 {
		ticketFor(b, id)
	}
	if reply := b.ask(protocol.CallRunDownload, protocol.RunDownloadRequest{RunID: id, GroupKey: "g1", Index: 1}); codeOf(reply) != protocol.TooLarge {
		t.Errorf("an eleventh: %+v", reply)
	}
	if reply := w.open("ben").ask(protocol.CallRunDownload, protocol.RunDownloadRequest{RunID: id, GroupKey: "g1", Index: 1}); codeOf(reply) != protocol.NotFound {
		t.Errorf("another person: %+v", reply)
	}
	h.end()
	if reply := b.ask(protocol.CallRunDownload, protocol.RunDownloadRequest{RunID: id, GroupKey: "g1", Index: 1}); codeOf(reply) != protocol.Unavailable {
		t.Errorf("without a host: %+v", reply)
	}
}

func TestADownloadOfAPage(t *testing.T) {
	s := &shelf{reply: opened("page.csv"), chunks: func(_ context.Context, n int) protocol.DownloadChunk {
		return protocol.DownloadChunk{Data: []byte("x"), Done: true}
	}}
	w, h, b, _ := offering(t, s)
	var page protocol.OpenedPage
	b.must(protocol.CallOpenPage, protocol.OpenPageRequest{Slug: "overview"}, &page)
	var call protocol.OpenPageCall
	h.next(protocol.OpenPage, &call)
	layout := `{"kind":"BASIC","children":{"id":"t1","inputGroupKey":"g1","kind":"RENDER","toRender":[{"methodName":"DISPLAY_LINK","label":"Report","props":{"download":"page.csv"}}]},"errors":[]}`
	var shown bool
	h.call(protocol.SendPage, protocol.SendPageRequest{PageKey: page.PageKey, Page: &layout}, &shown)
	until(b, protocol.PushPage, "the layout", func(p protocol.PageRender) bool { return p.Layout != nil })
	var file protocol.Download
	b.must(protocol.CallPageDownload, protocol.PageDownloadRequest{PageKey: page.PageKey, GroupKey: "g1"}, &file)
	r, err := w.fetch(t.Context(), "ada", file.Path)
	must(t, err)
	content, err := io.ReadAll(r.Body)
	must(t, err)
	r.Body.Close()
	if string(content) != "x" {
		t.Errorf("got %q", content)
	}
	if reply := b.ask(protocol.CallPageDownload, protocol.PageDownloadRequest{PageKey: page.PageKey, GroupKey: "other"}); codeOf(reply) != protocol.NotFound {
		t.Errorf("another prompt: %+v", reply)
	}
}
