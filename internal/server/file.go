package server

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// chunkPatience is how long a browser may take for one chunk.
const chunkPatience = time.Minute

// serveFile answers with the file of a ticket, chunk by chunk as the browser
// takes it. A file that cannot be had to its end breaks off, so that nobody takes
// a part of it for all of it.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, path string) {
	s.tickets.serve(s, w, r, strings.TrimPrefix(path, downloadPath), func(ctx context.Context, t *ticket) {
		f := &fetch{Server: s, ticket: t, w: w, r: r}
		err := f.copy(ctx)
		f.note(ctx, err)
		if err == nil {
			return
		}
		t.close(ctx, s)
		if f.bytes == 0 && ctx.Err() == nil {
			s.plainError(w, r, http.StatusNotFound)
			return
		}
		panic(http.ErrAbortHandler) //nolint:forbidigo // the agreed way to end a response early
	})
}

// fetch is one file on its way to a browser.
type fetch struct {
	*Server
	ticket  *ticket
	w       http.ResponseWriter
	r       *http.Request
	checked time.Time // when the person was last known to be allowed
	bytes   int64
	rows    int
}

var errNotAllowed = errors.New("server: no longer allowed")

// copy reads the file from its host and writes it to the browser.
func (f *fetch) copy(ctx context.Context) error {
	begun := false
	for {
		if !f.allowed(ctx) {
			return errNotAllowed
		}
		var chunk protocol.DownloadChunk
		ref := protocol.DownloadRef{DownloadID: f.ticket.file.DownloadID}
		if err := f.ticket.host.peer.Call(ctx, protocol.ReadDownload, ref, &chunk); err != nil {
			return err
		}
		switch {
		case chunk.Failed:
			return refuse(protocol.Unavailable, "%s", chunk.Message)
		case len(chunk.Data) > protocol.MaxChunk:
			return &protocol.FormatError{What: "chunk", Err: protocol.ErrLimit}
		}
		if !begun && (len(chunk.Data) > 0 || chunk.Done) {
			f.header()
			begun = true
		}
		if err := f.write(chunk.Data); err != nil {
			return err
		}
		if chunk.Done {
			f.rows = chunk.Rows
			return f.patience(time.Time{})
		}
	}
}

// write sends one chunk. The browser decides how fast.
func (f *fetch) write(data []byte) error {
	if len(data) == 0 {
		return nil
	}
	if err := f.patience(time.Now().Add(chunkPatience)); err != nil {
		return err
	}
	n, err := f.w.Write(data)
	f.bytes += int64(n)
	return err
}

// patience says how long the browser has for what is written next, whatever the
// application's server allows for a whole response. The zero time means for ever.
func (f *fetch) patience(until time.Time) error {
	err := http.NewResponseController(f.w).SetWriteDeadline(until)
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

// allowed looks, at first and then once a second, whether the person may still
// have the file.
func (f *fetch) allowed(ctx context.Context) bool {
	if time.Since(f.checked) < recheckEvery {
		return true
	}
	person, err := f.access.Check(f.r)
	f.checked = time.Now()
	return err == nil && person.ID == f.ticket.person &&
		access.May(person, access.EnterPanel, panelObject) && f.ticket.may(ctx, person)
}

// header says what comes: a file to be saved, never to be shown or run here.
func (f *fetch) header() {
	h := f.w.Header()
	h.Set("Content-Type", inertType(f.ticket.file.ContentType))
	h.Set("Content-Disposition", disposition(f.ticket.file.Name))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
	if size := f.ticket.file.Size; size != nil && *size >= 0 {
		h.Set("Content-Length", strconv.FormatInt(*size, 10))
	}
	f.w.WriteHeader(http.StatusOK)
}

// activeTypes are what a browser might run, were it to show it.
var activeTypes = []string{"html", "xml", "svg", "javascript", "ecmascript", "multipart", "pdf"}

// inertType is the media type of a file, unless a browser could take it for
// something to run.
func inertType(text string) string {
	const plain = "application/octet-stream"
	kind, params, err := mime.ParseMediaType(text)
	if err != nil || !strings.Contains(kind, "/") {
		return plain
	}
	for _, active := range activeTypes {
		if strings.Contains(kind, active) && !strings.Contains(kind, "openxmlformats") {
			return plain
		}
	}
	if safe := mime.FormatMediaType(kind, params); safe != "" {
		return safe
	}
	return plain
}

// disposition names the file to save, in the plain form for old programs and in
// the exact one.
func disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII || r < ' ' || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
	return fmt.Sprintf(`attachment; filename="%s"; filename*=UTF-8''%s`, plain, strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
}

// note writes down who took what, and how much of it.
func (f *fetch) note(ctx context.Context, failure error) {
	detail := f.ticket.file.Name
	if f.ticket.what != "" {
		detail += " " + f.ticket.what
	}
	detail += fmt.Sprintf(", %d bytes", f.bytes)
	switch {
	case failure != nil:
		detail += ", broken off"
	case f.rows > 0:
		detail += fmt.Sprintf(", %d rows", f.rows)
	}
	entry := store.Entry{PersonID: f.ticket.person, Verb: "download", Object: f.ticket.slug, RunID: f.ticket.runID, Detail: detail}
	if err := f.store.Note(context.WithoutCancel(ctx), entry); err != nil {
		f.log.ErrorContext(ctx, "note a download", "err", err)
	}
	if failure != nil && ctx.Err() == nil {
		f.log.WarnContext(ctx, "download", "name", f.ticket.file.Name, "bytes", f.bytes, "err", failure)
	}
}
