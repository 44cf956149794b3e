package stagedoor_test

import (
	"context"
	"fmt"
	stdio "io"
	"strings"

	"github.com/stagedoor/stagedoor"
)

// objects are what a client for object storage has, such as minio's or one of S3:
// an upload reads what it keeps, until it ends or fails.
type objects interface {
	Upload(ctx context.Context, key string, body stdio.Reader) error
	Download(ctx context.Context, key string, from int64) (stdio.ReadCloser, error)
	Delete(ctx context.Context, key string) error
}

// bucket has such a client keep what people hand over.
type bucket struct{ objects }

// Create has the client read from the other end of a pipe what is written.
func (b bucket) Create(ctx context.Context, name string) (stdio.WriteCloser, error) {
	body, w := stdio.Pipe()
	u := &upload{PipeWriter: w, ctx: ctx, kept: make(chan error, 1)}
	go func() {
		err := b.Upload(ctx, name, body)
		body.CloseWithError(err) // whoever still writes learns of it
		u.kept <- err
	}()
	return u, nil
}

// Open is a ranged read, for example minio's GetObject with SetRange(offset, 0).
func (b bucket) Open(ctx context.Context, name string, offset int64) (stdio.ReadCloser, error) {
	return b.Download(ctx, name, offset)
}

func (b bucket) Remove(ctx context.Context, name string) error { return b.Delete(ctx, name) }

type upload struct {
	*stdio.PipeWriter

	ctx  context.Context
	kept chan error
}

// Close ends the body and waits until the client has kept it. A body that is not
// wanted any more does not end well: nothing is kept of it.
func (u *upload) Close() error {
	u.CloseWithError(u.ctx.Err()) // of nil, it just ends
	return <-u.kept
}

// A client that gives a writer needs less: of gocloud.dev/blob, Create returns
// NewWriter(ctx, name, nil), Open NewRangeReader(ctx, name, offset, -1, nil), and
// Remove calls Delete(ctx, name).
func ExampleUploadStore() {
	var store stagedoor.UploadStore = bucket{memory{}} // goes into Config.UploadStore

	ctx := context.Background()
	w, err := store.Create(ctx, "stagedoor-uploads-1")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Fprint(w, "Hello, Ada")
	if err := w.Close(); err != nil {
		fmt.Println(err)
		return
	}
	r, err := store.Open(ctx, "stagedoor-uploads-1", 7)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	rest, err := stdio.ReadAll(r)
	fmt.Println(string(rest), err)
	// Output: Ada <nil>
}

// memory is a client whose objects do not outlive it.
type memory map[string]string

func (m memory) Upload(_ context.Context, key string, body stdio.Reader) error {
	content, err := stdio.ReadAll(body)
	if err == nil {
		m[key] = string(content)
	}
	return err
}

func (m memory) Download(_ context.Context, key string, from int64) (stdio.ReadCloser, error) {
	return stdio.NopCloser(strings.NewReader(m[key][from:])), nil
}

func (m memory) Delete(_ context.Context, key string) error {
	delete(m, key)
	return nil
}
