package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// desk is where a host takes files.
type desk struct {
	mu      sync.Mutex
	content []byte
	refuse  map[protocol.RPCMethod]protocol.UploadReply
	wait    chan struct{} // each chunk waits for one
}

func (d *desk) answer(ctx context.Context, method protocol.RPCMethod, data json.RawMessage) any {
	if d.wait != nil && method == protocol.WriteUpload {
		select {
		case <-d.wait:
		case <-ctx.Done():
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if reply, ok := d.refuse[method]; ok {
		return reply
	}
	switch method {
	case protocol.WriteUpload:
		var chunk protocol.UploadChunk
		if json.Unmarshal(data, &chunk) != nil || chunk.Offset != int64(len(d.content)) || chunk.UploadID != "u1" || chunk.InputGroupKey != "g1" {
			return protocol.UploadReply{Type: "ERROR", Fault: protocol.UploadBroken, Message: "Out of order."}
		}
		d.content = append(d.content, chunk.Data...)
	case protocol.FinishUpload:
		return protocol.UploadReply{Type: "SUCCESS", File: &protocol.UploadedFile{Upload: "u1", Name: "a.txt", Type: "text/plain", Size: int64(len(d.content))}}
	}
	return protocol.UploadReply{Type: "SUCCESS", UploadID: "u1"}
}

func (d *desk) bytes() []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	return bytes.Clone(d.content)
}

// receiving is a run that asks for a file.
func receiving(t *testing.T, d *desk) (w *world, h *fakeHost, b *tab, runID string) {
	t.Helper()
	w = newWorld(t, dbtest.Open(t))
	h, b = w.connect(routesOfTest()), w.open("ada")
	h.files = d.answer
	runID = b.start(h, "money/payout", "k1")
	ok := h.render(runID, protocol.IOCall{ID: "c1", InputGroupKey: "g1", Kind: "RENDER", ToRender: []protocol.Component{
		{MethodName: protocol.InputText, Label: "Note", Props: json.RawMessage(`{"maxSize":9}`)},
		{MethodName: protocol.UploadFile, Label: "Receipt", Props: json.RawMessage(`{"maxSize":9000000}`)},
		{MethodName: protocol.UploadFile, Label: "Of an original host", Props: json.RawMessage(`{}`)},
		{MethodName: protocol.UploadFile, Label: "Off", Props: json.RawMessage(`{"maxSize":9,"disabled":true}`)},
	}})
	if !ok.OK {
		t.Fatalf("render: %+v", ok)
	}
	return w, h, b, runID
}

func slotFor(b *tab, runID string, size int) (slot protocol.UploadSlot) {
	b.t.Helper()
	b.must(protocol.CallRunUpload, protocol.RunUploadRequest{RunID: runID, GroupKey: "g1", Index: 1, Name: "../a.txt", Type: "text/plain", Size: int64(size)}, &slot)
	return slot
}

// send fills a slot as a browser does that is signed in. change makes it another.
func (w *world) send(path string, body io.Reader, change func(*http.Request)) (status int, said string) {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.web.URL+"/admin/"+path, body)
	must(w.t, err)
	r.Header.Set("X-Person", "ada")
	r.Header.Set("Accept", "*/*")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if change != nil {
		change(r)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(text)
}

func TestAFileGoesToItsHostInChunks(t *testing.T) {
	d := &desk{}
	w, h, b, id := receiving(t, d)
	content := bytes.Repeat([]byte("0123456789"), protocol.MaxChunk/4)
	slot := slotFor(b, id, len(content))
	var call protocol.OpenUploadCall
	h.next(protocol.OpenUpload, &call)
	if call.TransactionID != id || call.InputGroupKey != "g1" || call.Index != 1 || call.Name != "../a.txt" || call.Size != int64(len(content)) {
		t.Fatalf("the host was asked about %+v", call)
	}
	status, said := w.send(slot.Path, bytes.NewReader(content), nil)
	if status != http.StatusOK || said != `{"upload":"u1","name":"a.txt","type":"text/plain","size":327680}` || !bytes.Equal(d.bytes(), content) {
		t.Fatalf("%d %s, %d bytes", status, said, len(d.bytes()))
	}
	audit, err := w.store.Audit(t.Context(), id, 1)
	must(t, err)
	if e := audit[0]; e.Verb != "upload" || e.PersonID != "ada" || e.Object != "money/payout" || e.Detail != "_a.txt, 327680 bytes" {
		t.Errorf("audit: %+v", e)
	}
	b.must(protocol.CallDropUpload, protocol.DropUploadRequest{RunID: id, GroupKey: "g1", Index: 1, Upload: "u1"}, nil)
	var ref protocol.UploadRef
	h.next(protocol.DropUpload, &ref)
	if ref.UploadID != "u1" || ref.TransactionID != id || ref.Index != 1 {
		t.Errorf("dropped %+v", ref)
	}
}

// A slot is for one person and one request, from one of our own pages; nothing of
// what comes without one is read.
func TestSec_G01_SlotsArePersonalAndWorkOnce(t *testing.T) {
	d := &desk{}
	w, _, b, id := receiving(t, d)
	slot := slotFor(b, id, 5)
	as := func(person string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("X-Person", person) }
	}
	for _, c := range []struct {
		who, path string
		change    func(*http.Request)
		want      int
	}{
		{"a stranger", slot.Path, as(""), http.StatusUnauthorized},
		{"another person", slot.Path, as("ben"), http.StatusNotFound},
		{"a guess", "-/uploads/" + protocol.NewID(), nil, http.StatusNotFound},
		{"the id that answers name", "-/uploads/u1", nil, http.StatusNotFound},
		{"a path", "-/uploads/../uploads/x", nil, http.StatusNotFound},
		{"another site", slot.Path, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, http.StatusForbidden},
		{"another origin", slot.Path, func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, http.StatusForbidden},
		{"a cookie from nowhere", slot.Path, func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Cookie", "a=b") }, http.StatusForbidden},
		{"a GET", slot.Path, func(r *http.Request) { r.Method = http.MethodGet }, http.StatusMethodNotAllowed},
	} {
		if status, _ := w.send(c.path, strings.NewReader("hello"), c.change); status != c.want {
			t.Errorf("%s: %d, want %d", c.who, status, c.want)
		}
	}
	if len(d.bytes()) != 0 {
		t.Errorf("%d bytes went to the host", len(d.bytes()))
	}
	for _, want := range []int{http.StatusOK, http.StatusNotFound} {
		if status, said := w.send(slot.Path, strings.NewReader("hello"), nil); status != want {
			t.Errorf("the owner: %d %s, want %d", status, said, want)
		}
	}
}

func TestSec_G02_SizesAreEnforcedWhileFilesAreSent(t *testing.T) {
	d := &desk{}
	w, h, b, id := receiving(t, d)
	var ref protocol.UploadRef
	status, said := w.send(slotFor(b, id, 5).Path, strings.NewReader("hello, world"), nil) // says how long it is
	if status != http.StatusRequestEntityTooLarge || !strings.Contains(said, "larger than it was said to be") || len(d.bytes()) != 0 {
		t.Errorf("a longer file: %d %s, %d bytes", status, said, len(d.bytes()))
	}
	h.next(protocol.DropUpload, &ref)
	long := io.MultiReader(strings.NewReader("hello"), strings.NewReader(", world")) // does not
	status, said = w.send(slotFor(b, id, 5).Path, long, nil)
	if status != http.StatusRequestEntityTooLarge || len(d.bytes()) > 5 {
		t.Errorf("a longer file of unknown length: %d %s, %d bytes", status, said, len(d.bytes()))
	}
	h.next(protocol.DropUpload, &ref)
	audit, err := w.store.Audit(t.Context(), id, 1)
	must(t, err)
	if e := audit[0]; e.Verb != "upload" || !strings.HasSuffix(e.Detail, "not taken") {
		t.Errorf("audit: %+v", e)
	}
}

// What a host says of a file reaches the person, with a status that fits.
func TestFilesThatAHostDoesNotTake(t *testing.T) {
	for fault, want := range map[protocol.UploadFault]int{
		protocol.UploadTooLarge: http.StatusRequestEntityTooLarge, protocol.UploadType: http.StatusUnsupportedMediaType,
		protocol.UploadGone: http.StatusGone, protocol.UploadBroken: http.StatusUnprocessableEntity, "NEW": http.StatusUnprocessableEntity,
	} {
		for _, method := range []protocol.RPCMethod{protocol.WriteUpload, protocol.FinishUpload} {
			d := &desk{refuse: map[protocol.RPCMethod]protocol.UploadReply{method: {Type: "ERROR", Fault: fault, Message: "Not <this>."}}}
			w, h, b, id := receiving(t, d)
			status, said := w.send(slotFor(b, id, 5).Path, strings.NewReader("hello"), nil)
			if status != want || said != `{"message":"Not \u003cthis\u003e."}` {
				t.Errorf("%s of %s: %d %s", fault, method, status, said)
			}
			var ref protocol.UploadRef
			h.next(protocol.DropUpload, &ref)
		}
	}
	d := &desk{refuse: map[protocol.RPCMethod]protocol.UploadReply{protocol.OpenUpload: {Type: "ERROR", Fault: protocol.UploadType, Message: "Not this."}}}
	_, _, b, id := receiving(t, d)
	reply := b.ask(protocol.CallRunUpload, protocol.RunUploadRequest{RunID: id, GroupKey: "g1", Index: 1, Name: "a"})
	if codeOf(reply) != protocol.Invalid || reply.Error.Message != "Not this." {
		t.Errorf("refused at once: %+v", reply)
	}
}

func TestSlotsThatAreNotGiven(t *testing.T) {
	w, h, b, id := receiving(t, &desk{})
	for what, c := range map[string]struct {
		in   protocol.RunUploadRequest
		want protocol.ErrorCode
	}{
		"a text":            {protocol.RunUploadRequest{GroupKey: "g1", Index: 0}, protocol.Stale},
		"an original host":  {protocol.RunUploadRequest{GroupKey: "g1", Index: 2}, protocol.Stale},
		"one that is off":   {protocol.RunUploadRequest{GroupKey: "g1", Index: 3}, protocol.Stale},
		"no component":      {protocol.RunUploadRequest{GroupKey: "g1", Index: 7}, protocol.Stale},
		"a negative place":  {protocol.RunUploadRequest{GroupKey: "g1", Index: -1}, protocol.Stale},
		"another prompt":    {protocol.RunUploadRequest{GroupKey: "g2", Index: 1}, protocol.Stale},
		"less than nothing": {protocol.RunUploadRequest{GroupKey: "g1", Index: 1, Size: -1}, protocol.Invalid},
		"an endless name":   {protocol.RunUploadRequest{GroupKey: "g1", Index: 1, Name: strings.Repeat("x", 65536)}, protocol.Invalid},
	} {
		c.in.RunID = id
		if reply := b.ask(protocol.CallRunUpload, c.in); codeOf(reply) != c.want {
			t.Errorf("%s: %+v", what, reply)
		}
	}
	for range 10 {
		slotFor(b, id, 1)
	}
	in := protocol.RunUploadRequest{RunID: id, GroupKey: "g1", Index: 1}
	if reply := b.ask(protocol.CallRunUpload, in); codeOf(reply) != protocol.TooLarge {
		t.Errorf("an eleventh: %+v", reply)
	}
	if reply := w.open("ben").ask(protocol.CallRunUpload, in); codeOf(reply) != protocol.NotFound {
		t.Errorf("another person: %+v", reply)
	}
	h.end()
	if reply := b.ask(protocol.CallRunUpload, in); codeOf(reply) != protocol.Unavailable {
		t.Errorf("without a host: %+v", reply)
	}
}

// A browser that leaves, a right that is lost and a question that is answered all
// end a file on its way, and the host is told to drop it.
func TestFilesThatEndOnTheirWay(t *testing.T) {
	for what, end := range map[string]func(w *world, b *tab, runID string, body *io.PipeWriter){
		"the browser leaves": func(_ *world, _ *tab, _ string, body *io.PipeWriter) { body.CloseWithError(context.Canceled) },
		"a right is lost": func(w *world, _ *tab, _ string, _ *io.PipeWriter) {
			w.change(func(people map[string]access.Person) {
				ada := people["ada"]
				ada.Teams = nil
				people["ada"] = ada
			})
		},
		"the question is answered": func(_ *world, b *tab, runID string, _ *io.PipeWriter) {
			null := json.RawMessage("null")
			b.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: runID, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{null, null, null, null}}, nil)
		},
	} {
		t.Run(what, func(t *testing.T) {
			w, h, b, id := receiving(t, &desk{})
			out, in := io.Pipe()
			sent := make(chan int, 1)
			slot := slotFor(b, id, 1<<40)
			go func() {
				status, _ := w.send(slot.Path, out, nil)
				out.Close()
				sent <- status
			}()
			chunk := bytes.Repeat([]byte("x"), protocol.MaxChunk)
			_, err := in.Write(chunk)
			must(t, err)
			end(w, b, id, in)
			for err == nil {
				_, err = in.Write(chunk)
			}
			if status := <-sent; status == http.StatusOK {
				t.Error("the file was taken")
			}
			var ref protocol.UploadRef
			h.next(protocol.DropUpload, &ref)
			if ref.UploadID != "u1" {
				t.Errorf("dropped %+v", ref)
			}
		})
	}
}
