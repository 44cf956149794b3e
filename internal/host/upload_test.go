package host_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// takes is an action that takes files for its first question and reads what it
// kept.
func takes(read func(u *txn.Upload) error) *routes {
	return action("report", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		stop := tx.Receive("k", func(r txn.UploadRequest) (*txn.Intake, error) {
			switch r.Name {
			case "broken":
				return nil, errors.New("secret")
			case "panic":
				panic("secret")
			}
			return &txn.Intake{Name: r.Name, MaxFiles: 3, MaxTotal: 1 << 20, Judge: func(head []byte) (string, error) {
				if bytes.HasPrefix(head, []byte("bad")) {
					return "", &txn.UploadError{Fault: protocol.UploadType, Message: "Not that."}
				}
				return "text/plain", nil
			}}, nil
		})
		response, err := prompt(ctx, "k")
		if err != nil {
			stop()
			return err
		}
		id := strings.Trim(string(response.Values[0]), `"`)
		tx.KeepUploads("k", 0, []string{id})
		stop()
		return read(tx.Upload("k", 0, id))
	})
}

func (d *dashboard) sends(method protocol.RPCMethod, in any) (reply protocol.UploadReply) {
	d.Helper()
	if err := d.peer.Call(d.Context(), method, in, &reply); err != nil {
		d.Fatal(err)
	}
	return reply
}

func (d *dashboard) opens(name string, size int64) protocol.UploadReply {
	d.Helper()
	return d.sends(protocol.OpenUpload, protocol.OpenUploadCall{TransactionID: "tx-1", InputGroupKey: "k", Name: name, Size: size})
}

func refTo(id string) protocol.UploadRef {
	return protocol.UploadRef{TransactionID: "tx-1", InputGroupKey: "k", UploadID: id}
}

// onDisk counts the files below a folder, locks left out.
func onDisk(t *testing.T, folder string) (n int) {
	t.Helper()
	err := filepath.WalkDir(folder, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != "lock" {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAFileArrivesInChunks(t *testing.T) {
	content := bytes.Repeat([]byte("0123456789"), protocol.MaxChunk/4)
	folder := t.TempDir()
	var got []byte
	bubble(t, host.Config{UploadDir: folder, Routes: takes(func(u *txn.Upload) error {
		f, err := u.File().Open()
		if err != nil {
			return err
		}
		defer f.Close()
		got, err = io.ReadAll(f)
		return err
	})}, func(d *dashboard, _ *host.Host) {
		d.start("tx-1", "report")
		d.next(protocol.SendIOCall)
		id := d.opens("a.txt", int64(len(content))).UploadID
		other := d.opens("b.txt", 5).UploadID
		for at := 0; at < len(content); at += protocol.MaxChunk {
			chunk := protocol.UploadChunk{UploadRef: refTo(id), Offset: int64(at), Data: content[at:min(at+protocol.MaxChunk, len(content))]}
			if reply := d.sends(protocol.WriteUpload, chunk); reply.Type != "SUCCESS" {
				t.Fatalf("chunk at %d: %+v", at, reply)
			}
		}
		reply := d.sends(protocol.FinishUpload, refTo(id))
		if reply.Type != "SUCCESS" || reply.File.Upload != id || reply.File.Size != int64(len(content)) || reply.File.Type != "text/plain" {
			t.Errorf("finish: %+v", reply)
		}
		if n := onDisk(t, folder); n != 2 {
			t.Errorf("%d files while the question is open", n)
		}
		d.respond(protocol.IOResponse{TransactionID: "tx-1", ID: "1", InputGroupKey: "k", Kind: protocol.Return, Values: []json.RawMessage{json.RawMessage(`"` + id + `"`)}})
		d.next(protocol.MarkComplete)
		if n := onDisk(t, folder); n != 0 {
			t.Errorf("%d files after the run", n)
		}
		for _, gone := range []string{id, other} {
			if reply := d.sends(protocol.WriteUpload, protocol.UploadChunk{UploadRef: refTo(gone), Data: []byte("x")}); reply.Fault != protocol.UploadGone {
				t.Errorf("a chunk after the run: %+v", reply)
			}
		}
	})
	if !bytes.Equal(got, content) {
		t.Errorf("read %d bytes of %d", len(got), len(content))
	}
}

// Whatever is wrong with a file is the end of it, and leaves nothing.
func TestFilesThatGoWrong(t *testing.T) {
	folder := t.TempDir()
	bubble(t, host.Config{UploadDir: folder, UploadSpace: 100, Routes: takes(nil)}, func(d *dashboard, _ *host.Host) {
		d.start("tx-1", "report")
		d.next(protocol.SendIOCall)
		chunk := func(id string, at int64, data string) protocol.UploadChunk {
			return protocol.UploadChunk{UploadRef: refTo(id), Offset: at, Data: []byte(data)}
		}
		for name, c := range map[string]struct {
			size int64
			data []protocol.UploadChunk
			want protocol.UploadFault
		}{
			"longer than said":  {3, []protocol.UploadChunk{chunk("", 0, "abcd")}, protocol.UploadTooLarge},
			"shorter than said": {3, []protocol.UploadChunk{chunk("", 0, "ab")}, protocol.UploadBroken},
			"a hole":            {9, []protocol.UploadChunk{chunk("", 0, "ab"), chunk("", 3, "d")}, protocol.UploadBroken},
			"a part again":      {9, []protocol.UploadChunk{chunk("", 0, "ab"), chunk("", 0, "ab")}, protocol.UploadBroken},
			"another kind":      {4, []protocol.UploadChunk{chunk("", 0, "bad!")}, protocol.UploadType},
			"more than fits":    {101, []protocol.UploadChunk{chunk("", 0, strings.Repeat("x", 101))}, protocol.UploadTooLarge},
		} {
			id := d.opens("a.txt", c.size).UploadID
			var last protocol.UploadReply
			for _, part := range c.data {
				part.UploadID = id
				last = d.sends(protocol.WriteUpload, part)
			}
			if last.Type == "SUCCESS" {
				last = d.sends(protocol.FinishUpload, refTo(id))
			}
			if last.Type != "ERROR" || last.Fault != c.want || last.Message == "" {
				t.Errorf("%s: %+v", name, last)
			}
			if again := d.sends(protocol.FinishUpload, refTo(id)); again.Fault != protocol.UploadGone {
				t.Errorf("%s, once more: %+v", name, again)
			}
			if n := onDisk(t, folder); n != 0 {
				t.Errorf("%s left %d files", name, n)
			}
		}
		if err := d.peer.Call(d.Context(), protocol.WriteUpload, chunk("x", 0, strings.Repeat("x", protocol.MaxChunk+1)), nil); err == nil {
			t.Error("a chunk that is too long was taken")
		}
	})
}

func TestFilesThatNobodyTakes(t *testing.T) {
	folder := t.TempDir()
	bubble(t, host.Config{UploadDir: folder, Routes: takes(nil)}, func(d *dashboard, _ *host.Host) {
		d.start("tx-1", "report")
		d.next(protocol.SendIOCall)
		for _, name := range []string{"broken", "panic"} {
			if reply := d.opens(name, 1); reply.Type != "ERROR" || !strings.Contains(reply.Message, "Reference") || strings.Contains(reply.Message, "secret") {
				t.Errorf("%s: %+v", name, reply)
			}
		}
		for _, in := range []protocol.OpenUploadCall{
			{TransactionID: "tx-2", InputGroupKey: "k"}, {TransactionID: "tx-1", InputGroupKey: "other"},
		} {
			if reply := d.sends(protocol.OpenUpload, in); reply.Fault != protocol.UploadGone {
				t.Errorf("%+v: %+v", in, reply)
			}
		}
		id := d.opens("a.txt", 1).UploadID
		for _, ref := range []protocol.UploadRef{
			{TransactionID: "tx-2", InputGroupKey: "k", UploadID: id}, {TransactionID: "tx-1", InputGroupKey: "other", UploadID: id},
			{TransactionID: "tx-1", InputGroupKey: "k", Index: 1, UploadID: id},
		} {
			if reply := d.sends(protocol.WriteUpload, protocol.UploadChunk{UploadRef: ref, Data: []byte("x")}); reply.Fault != protocol.UploadGone {
				t.Errorf("%+v: %+v", ref, reply)
			}
			d.sends(protocol.DropUpload, ref)
		}
		if n := onDisk(t, folder); n != 1 {
			t.Errorf("%d files", n)
		}
		d.sends(protocol.DropUpload, refTo(id))
		d.sends(protocol.DropUpload, refTo(id))
		if n := onDisk(t, folder); n != 0 {
			t.Errorf("%d files after all was dropped", n)
		}
		d.opens("a.txt", 1)
		d.respond(protocol.IOResponse{TransactionID: "tx-1", Kind: protocol.Canceled, Values: []json.RawMessage{}})
		synctest.Wait()
		if n := onDisk(t, folder); n != 0 {
			t.Errorf("%d files after the run was canceled", n)
		}
	})
}

// stuck is a store that keeps nothing before it is told to stop.
type stuck struct{ removed atomic.Int32 }

func (s *stuck) Create(ctx context.Context, _ string) (io.WriteCloser, error) {
	return stuckWriter{ctx}, nil
}
func (s *stuck) Open(context.Context, string, int64) (io.ReadCloser, error) {
	return nil, fs.ErrNotExist
}
func (s *stuck) Remove(context.Context, string) error { s.removed.Add(1); return fs.ErrNotExist }

type stuckWriter struct{ ctx context.Context }

func (w stuckWriter) Write([]byte) (int, error) { <-w.ctx.Done(); return 0, context.Cause(w.ctx) }
func (w stuckWriter) Close() error              { return context.Cause(w.ctx) }

// A store that does not get on holds up nothing but its file: others are begun and
// dropped meanwhile, and the run ends when it is over.
func TestAStoreThatIsStuck(t *testing.T) {
	store := &stuck{}
	bubble(t, host.Config{UploadStore: store, Routes: takes(nil)}, func(d *dashboard, _ *host.Host) {
		d.start("tx-1", "report")
		d.next(protocol.SendIOCall)
		id, other := d.opens("a.txt", 2).UploadID, d.opens("b.txt", 2).UploadID
		written := make(chan protocol.UploadReply)
		go func() {
			written <- d.sends(protocol.WriteUpload, protocol.UploadChunk{UploadRef: refTo(id), Data: []byte("x")})
		}()
		synctest.Wait()
		d.sends(protocol.DropUpload, refTo(other))
		if reply := d.opens("c.txt", 2); reply.Type != "SUCCESS" {
			t.Errorf("another file: %+v", reply)
		}
		d.respond(protocol.IOResponse{TransactionID: "tx-1", Kind: protocol.Canceled, Values: []json.RawMessage{}})
		if reply := <-written; reply.Fault != protocol.UploadGone {
			t.Errorf("the file: %+v", reply)
		}
		synctest.Wait()
		if n := store.removed.Load(); n != 3 {
			t.Errorf("%d files were removed", n)
		}
	})
}
