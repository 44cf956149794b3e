package host

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

const (
	maxDownloads = 32               // open at once
	chunkWait    = 10 * time.Second // for a chunk that is not ready; then the dashboard asks again
	downloadIdle = 2 * time.Minute  // without a read: nobody wants the rest
)

// download is a file on its way to a dashboard. Whoever writes it waits until
// what it has written is read.
type download struct {
	id     string
	cancel context.CancelFunc
	idle   *time.Timer
	chunks chan []byte

	// set before chunks is closed
	rows int
	err  error
	link *link
}

// errNotRead ends a file that nobody reads any more.
var errNotRead = errors.New("nobody reads the file any more")

// noDownload is what people read about a file that cannot be had.
const noDownload = "This is no longer here to download. Run the action, or open the page, again."

// openDownload starts to make a file that a component offers.
func (h *Host) openDownload(in protocol.OpenDownloadCall) (any, error) {
	h.mu.Lock()
	tx, of, ctx := h.component(in.TransactionID)
	h.mu.Unlock()
	if tx == nil {
		return refuseDownload(noDownload), nil
	}
	var file *txn.Download
	err := protect(func() (err error) {
		file, err = tx.Download(in.InputGroupKey, txn.DownloadRequest{Index: in.Index, Format: in.Format, State: in.State})
		return err
	})
	if errors.Is(err, txn.ErrNoDownload) {
		return refuseDownload(noDownload), nil
	}
	if err != nil {
		return refuseDownload(of.sentence(err)), nil
	}
	d := h.newDownload(ctx, of, file)
	if d == nil {
		return refuseDownload("Too many files are on their way. Try again when one has arrived."), nil
	}
	reply := protocol.OpenDownloadReply{
		Type: protocol.TypeUpperSuccess, DownloadID: d.id, Name: protocol.FileName(file.Name), ContentType: file.ContentType,
	}
	if file.Size >= 0 {
		reply.Size = &file.Size
	}
	return reply, nil
}

// component finds the run or page of a transaction. The caller holds h.mu.
func (h *Host) component(id string) (*txn.Transaction, *link, context.Context) {
	if r := h.runs[id]; r != nil {
		return r.tx, &r.link, r.ctx
	}
	if p := h.pages[id]; p != nil {
		return p.tx, &p.link, p.ctx
	}
	return nil, nil, nil
}

func refuseDownload(message string) protocol.OpenDownloadReply {
	return protocol.OpenDownloadReply{Type: protocol.TypeUpperError, Message: message}
}

// newDownload starts to write file, or returns nil when there are too many. The
// file outlives the run or page that it came from: people leave the screen while
// it is on its way.
func (h *Host) newDownload(ctx context.Context, l *link, file *txn.Download) *download {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	d := &download{id: protocol.NewID(), cancel: cancel, chunks: make(chan []byte), link: l}
	d.idle = time.AfterFunc(downloadIdle, func() { h.dropDownload(d) })
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.files) >= maxDownloads || h.ctx.Err() != nil {
		d.idle.Stop()
		cancel()
		return nil
	}
	h.files[d.id] = d
	stop := context.AfterFunc(h.ctx, cancel)
	h.work.Go(func() {
		defer stop()
		d.write(ctx, file)
	})
	return d
}

// write makes the file, in chunks, as they are read.
func (d *download) write(ctx context.Context, file *txn.Download) {
	w := &chunkWriter{ctx: ctx, out: d.chunks}
	d.err = protect(func() (err error) {
		if d.rows, err = file.Write(ctx, w); err != nil {
			return err
		}
		return w.flush()
	})
	close(d.chunks)
}

// readDownload answers with the next chunk, or an empty one if none is ready in
// time.
func (h *Host) readDownload(ctx context.Context, in protocol.DownloadRef) (any, error) {
	h.mu.Lock()
	d := h.files[in.DownloadID]
	h.mu.Unlock()
	if d == nil {
		return protocol.DownloadChunk{Failed: true, Message: noDownload}, nil
	}
	d.idle.Reset(downloadIdle)
	wait := time.NewTimer(chunkWait)
	defer wait.Stop()
	select {
	case chunk, more := <-d.chunks:
		if more {
			return protocol.DownloadChunk{Data: chunk}, nil
		}
		h.dropDownload(d)
		return d.end(), nil
	case <-wait.C:
		return protocol.DownloadChunk{}, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// end is the last chunk.
func (d *download) end() protocol.DownloadChunk {
	if d.err == nil {
		return protocol.DownloadChunk{Done: true, Rows: d.rows}
	}
	return protocol.DownloadChunk{Failed: true, Message: d.link.sentence(d.err)}
}

// sentence is what people read about err, with the reference to the log.
func (l *link) sentence(err error) string { return l.fault("", err) }

// fault is the same, with other words for what was not written for people.
func (l *link) fault(words string, err error) string {
	public := l.explain(err)
	if public.Reference == "" {
		return public.Message
	}
	return cmp.Or(words, public.Message) + " Reference " + public.Reference + "."
}

// closeDownload gives up a file. Closing twice is harmless.
func (h *Host) closeDownload(in protocol.DownloadRef) (any, error) {
	h.mu.Lock()
	d := h.files[in.DownloadID]
	h.mu.Unlock()
	if d != nil {
		h.dropDownload(d)
	}
	return nil, nil
}

// dropDownload forgets a file and ends whatever still writes it.
func (h *Host) dropDownload(d *download) {
	h.mu.Lock()
	delete(h.files, d.id)
	h.mu.Unlock()
	d.idle.Stop()
	d.cancel()
}

// chunkWriter gathers what is written into chunks, and waits until each is read.
type chunkWriter struct {
	ctx    context.Context
	out    chan<- []byte
	buffer []byte
}

func (w *chunkWriter) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		if w.buffer == nil {
			w.buffer = make([]byte, 0, protocol.MaxChunk)
		}
		room := min(protocol.MaxChunk-len(w.buffer), len(p))
		w.buffer = append(w.buffer, p[:room]...)
		p = p[room:]
		if len(w.buffer) == protocol.MaxChunk {
			if err := w.flush(); err != nil {
				return n - len(p), err
			}
		}
	}
	return n, nil
}

func (w *chunkWriter) flush() error {
	if len(w.buffer) == 0 {
		return w.ctx.Err()
	}
	select {
	case w.out <- w.buffer:
		w.buffer = nil
		return nil
	case <-w.ctx.Done():
		return errNotRead
	}
}
