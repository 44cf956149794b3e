package host_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// handsOver is an action that offers a file and waits for an answer.
func handsOver(write func(ctx context.Context, w io.Writer) (int, error)) *routes {
	return action("report", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		defer tx.Offer("k", func(r txn.DownloadRequest) (*txn.Download, error) {
			switch r.Format {
			case "none":
				return nil, txn.ErrNoDownload
			case "broken":
				return nil, errors.New("secret")
			case "panic":
				panic("secret")
			}
			return &txn.Download{Name: "a/b.csv", ContentType: "text/csv", Size: 7, Write: write}, nil
		})()
		_, err := prompt(ctx, "k")
		return err
	})
}

func (d *dashboard) file(in protocol.OpenDownloadCall) (reply protocol.OpenDownloadReply) {
	d.Helper()
	in.TransactionID = "tx-1"
	if err := d.peer.Call(d.Context(), protocol.OpenDownload, in, &reply); err != nil {
		d.Fatal(err)
	}
	return reply
}

func (d *dashboard) chunk(id string) (chunk protocol.DownloadChunk) {
	d.Helper()
	if err := d.peer.Call(d.Context(), protocol.ReadDownload, protocol.DownloadRef{DownloadID: id}, &chunk); err != nil {
		d.Fatal(err)
	}
	return chunk
}

func TestDownloadInChunks(t *testing.T) {
	content := bytes.Repeat([]byte("0123456789"), protocol.MaxChunk/4) // two chunks and a half
	bubble(t, host.Config{Routes: handsOver(func(_ context.Context, w io.Writer) (int, error) {
		for part := range bytes.SplitSeq(content, []byte("5")) {
			if _, err := w.Write(append(part, '5')); err != nil {
				return 0, err
			}
		}
		return 12, nil
	})}, func(d *dashboard, _ *host.Host) {
		d.start("tx-1", "report")
		d.next(protocol.SendIOCall)
		reply := d.file(protocol.OpenDownloadCall{InputGroupKey: "k"})
		if reply.Type != "SUCCESS" || reply.Name != "a_b.csv" || *reply.Size != 7 || reply.ContentType != "text/csv" {
			t.Fatalf("opened %+v", reply)
		}
		var got []byte
		chunk := protocol.DownloadChunk{}
		for !chunk.Done {
			chunk = d.chunk(reply.DownloadID)
			if chunk.Failed || len(chunk.Data) > protocol.MaxChunk {
				t.Fatalf("chunk %+v", chunk)
			}
			got = append(got, chunk.Data...)
		}
		if !bytes.Equal(got, append(content, '5')) || chunk.Rows != 12 {
			t.Errorf("%d bytes of %d, %d rows", len(got), len(content), chunk.Rows)
		}
		if again := d.chunk(reply.DownloadID); !again.Failed || again.Message == "" {
			t.Errorf("after the end: %+v", again)
		}
	})
}

func TestDownloadsThatCannotBeOpened(t *testing.T) {
	bubble(t, host.Config{Routes: handsOver(nil)}, func(d *dashboard, _ *host.Host) {
		d.start("tx-1", "report")
		d.next(protocol.SendIOCall)
		for format, want := range map[string]string{"none": "no longer here", "broken": "Reference", "panic": "Reference"} {
			if reply := d.file(protocol.OpenDownloadCall{InputGroupKey: "k", Format: format}); reply.Type != "ERROR" || !strings.Contains(reply.Message, want) || strings.Contains(reply.Message, "secret") {
				t.Errorf("%s: %+v", format, reply)
			}
		}
		if reply := d.file(protocol.OpenDownloadCall{InputGroupKey: "other"}); reply.Type != "ERROR" {
			t.Errorf("another prompt: %+v", reply)
		}
		var reply protocol.OpenDownloadReply
		d.peer.Call(d.Context(), protocol.OpenDownload, protocol.OpenDownloadCall{TransactionID: "tx-2", InputGroupKey: "k"}, &reply)
		if reply.Type != "ERROR" {
			t.Errorf("another run: %+v", reply)
		}
	})
}

func TestDownloadThatGoesWrong(t *testing.T) {
	for what, write := range map[string]func(context.Context, io.Writer) (int, error){
		"error": func(_ context.Context, w io.Writer) (int, error) {
			_, _ = io.WriteString(w, "half")
			return 0, errors.New("secret")
		},
		"panic":     func(context.Context, io.Writer) (int, error) { panic("secret") },
		"goroutine": func(context.Context, io.Writer) (int, error) { runtime.Goexit(); return 0, nil },
	} {
		bubble(t, host.Config{Routes: handsOver(write)}, func(d *dashboard, _ *host.Host) {
			d.start("tx-1", "report")
			d.next(protocol.SendIOCall)
			id := d.file(protocol.OpenDownloadCall{InputGroupKey: "k"}).DownloadID
			if chunk := d.chunk(id); !chunk.Failed || len(chunk.Data) > 0 || strings.Contains(chunk.Message, "secret") {
				t.Errorf("%s: %+v", what, chunk)
			}
		})
	}
}

// Nothing is made ahead of who reads it, and nothing is left behind by who does
// not.
func TestDownloadNobodyReads(t *testing.T) {
	for what, leave := range map[string]func(d *dashboard, h *host.Host, id string){
		"closed": func(d *dashboard, _ *host.Host, id string) {
			d.say(protocol.CloseDownload, protocol.DownloadRef{DownloadID: id})
			d.say(protocol.CloseDownload, protocol.DownloadRef{DownloadID: id})
		},
		"forgotten": func(*dashboard, *host.Host, string) { time.Sleep(3 * time.Minute) },
		"the end":   func(_ *dashboard, h *host.Host, _ string) { h.Close() },
	} {
		var chunks atomic.Int64
		ended := make(chan error, 1)
		bubble(t, host.Config{Routes: handsOver(func(ctx context.Context, w io.Writer) (int, error) {
			for {
				if _, err := w.Write(make([]byte, protocol.MaxChunk)); err != nil {
					ended <- ctx.Err()
					return 0, err
				}
				chunks.Add(1)
			}
		})}, func(d *dashboard, h *host.Host) {
			d.start("tx-1", "report")
			d.next(protocol.SendIOCall)
			id := d.file(protocol.OpenDownloadCall{InputGroupKey: "k"}).DownloadID
			for range 3 {
				d.chunk(id)
			}
			synctest.Wait()
			if n := chunks.Load(); n != 3 {
				t.Errorf("%s: %d chunks were made for 3 that were read", what, n)
			}
			leave(d, h, id)
			synctest.Wait()
			select {
			case err := <-ended:
				if !errors.Is(err, context.Canceled) {
					t.Errorf("%s: %v", what, err)
				}
			default:
				t.Errorf("%s: it is still being made", what)
			}
		})
	}
}

// A file goes on when its run has ended and nobody looks at it any more: people
// leave the screen while it arrives. One that is slow says so with empty chunks.
func TestDownloadOutlivesItsRun(t *testing.T) {
	var proceed chan struct{} // made inside the bubble
	routes := action("report", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		tx.Offer("k", func(txn.DownloadRequest) (*txn.Download, error) {
			return &txn.Download{Name: "x", Size: -1, Write: func(ctx context.Context, w io.Writer) (int, error) {
				select {
				case <-proceed:
				case <-ctx.Done():
					return 0, ctx.Err()
				}
				_, err := io.WriteString(w, "late")
				return 0, err
			}}, nil
		})
		return nil
	})
	synctest.Test(t, func(t *testing.T) {
		proceed = make(chan struct{})
		d := ready(t, newHost(t, host.Config{Routes: routes}))
		d.start("tx-1", "report")
		d.next(protocol.MarkComplete)
		reply := d.file(protocol.OpenDownloadCall{InputGroupKey: "k"})
		if reply.Size != nil {
			t.Errorf("size %d", *reply.Size)
		}
		d.say(protocol.CloseTransaction, protocol.CloseTransactionRequest{TransactionID: "tx-1"})
		if chunk := d.chunk(reply.DownloadID); chunk.Failed || chunk.Done || len(chunk.Data) > 0 {
			t.Errorf("while nothing is ready: %+v", chunk)
		}
		close(proceed)
		if chunk := d.chunk(reply.DownloadID); string(chunk.Data) != "late" {
			t.Errorf("then %+v", chunk)
		}
		if chunk := d.chunk(reply.DownloadID); !chunk.Done {
			t.Errorf("at last %+v", chunk)
		}
	})
}
