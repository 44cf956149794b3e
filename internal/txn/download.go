package txn

import (
	"context"
	"encoding/json"
	"errors"
	"io"
)

// Download is a file that a component hands over.
type Download struct {
	Name        string
	ContentType string
	Size        int64 // bytes; -1 when it is not known

	// Write writes the file to w as it is made, and returns how many rows of a
	// table that was. It ends soon after ctx has.
	Write func(ctx context.Context, w io.Writer) (rows int, err error)
}

// DownloadRequest is what a person wants of a component.
type DownloadRequest struct {
	Index  int // of the component
	Format string
	State  json.RawMessage // what they have searched and sorted, of a table
}

// ErrNoDownload means that a component offers no file, or does not any more.
var ErrNoDownload = errors.New("txn: nothing to download")

// Offer has open called for every file that somebody wants of the components
// with this group key, until stop is called. open must not block.
func (t *Transaction) Offer(groupKey string, open func(DownloadRequest) (*Download, error)) (stop func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.offers == nil {
		t.offers = map[string]func(DownloadRequest) (*Download, error){}
	}
	t.offers[groupKey] = open
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.offers, groupKey)
	}
}

// Download opens a file of the components with this group key. It is
// [ErrNoDownload] when there is none.
func (t *Transaction) Download(groupKey string, r DownloadRequest) (*Download, error) {
	t.mu.Lock()
	open, offered := t.offers[groupKey]
	t.mu.Unlock()
	if !offered {
		return nil, ErrNoDownload
	}
	return open(r)
}
