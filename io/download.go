package io

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	stdio "io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// DownloadDisplay hands the person a file.
type DownloadDisplay struct {
	label, name string
	theme       Theme
	size        int64
	write       func(ctx context.Context, w stdio.Writer) error
}

// Download offers content as a file of this name, for as long as the run or page
// is open. The content stays here until somebody asks for it. What it is, its
// name says: the part behind the last dot.
//
// Content that others have written and that a spreadsheet will open needs care;
// see [WriteRows].
func Download(label, name string, content []byte) DownloadDisplay {
	return DownloadDisplay{label: label, name: name, size: int64(len(content)), write: func(_ context.Context, w stdio.Writer) error {
		_, err := w.Write(content)
		return err
	}}
}

// DownloadFrom offers a file that write makes when somebody asks for it, each
// time anew. What is written leaves in chunks: write waits while the person's line
// is slow, and its context ends when they give up. It may be called by several at
// the same time, also after the action has returned.
func DownloadFrom(label, name string, write func(ctx context.Context, w stdio.Writer) error) DownloadDisplay {
	return DownloadDisplay{label: label, name: name, size: -1, write: write}
}

// Theme sets the look of the link. Default: Secondary.
func (d DownloadDisplay) Theme(t Theme) DownloadDisplay {
	d.theme = t
	return d
}

// Show puts the link on the screen.
func (d DownloadDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d DownloadDisplay) part(ctx context.Context) (*part, error) {
	if !speaks(ctx) {
		return d.plain(ctx)
	}
	name := protocol.FileName(d.name)
	theme := d.theme
	if theme == "" {
		theme = Secondary
	}
	p := newPart(protocol.DisplayLink, d.label, map[string]any{"download": name, "theme": theme})
	if p.label == "" {
		p.label = name
	}
	if d.write == nil {
		return nil, p.fault(errors.New("there is nothing that writes the file"))
	}
	if d.size >= 0 {
		p.props["size"] = d.size
	}
	p.download = func(txn.DownloadRequest) (*txn.Download, error) {
		return &txn.Download{
			Name: name, ContentType: contentType(name), Size: d.size,
			Write: func(ctx context.Context, w stdio.Writer) (int, error) { return 0, d.write(ctx, w) },
		}, nil
	}
	return p, nil
}

// contentTypes are of the usual endings. What a system knows besides them differs
// from one to the next.
var contentTypes = map[string]string{
	".csv": "text/csv; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8",
	".json": "application/json", ".pdf": "application/pdf", ".zip": "application/zip", ".gz": "application/gzip",
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// contentType is what the name of a file says about its content.
func contentType(name string) string {
	return cmp.Or(contentTypes[strings.ToLower(path.Ext(name))], "application/octet-stream")
}

// longestCode is how much of a text a dashboard is sent that cannot be handed a
// file, in bytes.
const longestCode = 256 << 10

// plain is the same for a dashboard that cannot be handed a file: a text, which
// it can save.
func (d DownloadDisplay) plain(ctx context.Context) (*part, error) {
	name := protocol.FileName(d.name)
	var content limited
	err := d.write(ctx, &content)
	switch {
	case err != nil && !errors.Is(err, errTooLong):
		return nil, (&part{method: protocol.DisplayLink, label: d.label}).fault(err)
	case err != nil || !utf8.Valid(content.Bytes()):
		return Markdown(fmt.Sprintf("The file `%s` cannot be downloaded in this dashboard.", name)).part(ctx)
	}
	return Code(name, content.String()).part(ctx)
}

var errTooLong = errors.New("io: too long")

// limited keeps what is written to it up to a limit.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > longestCode {
		return 0, errTooLong
	}
	return l.Buffer.Write(p)
}
