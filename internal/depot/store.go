package depot

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"mime/multipart"
)

// Store keeps bytes under names that it is given; see stagedoor.UploadStore, which
// it is, for what its methods have to do.
type Store interface {
	Create(ctx context.Context, name string) (io.WriteCloser, error)
	Open(ctx context.Context, name string, offset int64) (io.ReadCloser, error)
	Remove(ctx context.Context, name string) error
}

// remote keeps files in a store.
type remote struct{ store Store }

func (r remote) create(ctx context.Context, name string) (io.WriteCloser, error) {
	return r.store.Create(ctx, prefix+name)
}

func (r remote) open(ctx context.Context, name string, size int64) (multipart.File, error) {
	s := &stream{size: size, from: func(ctx context.Context, offset int64) (io.ReadCloser, error) {
		return r.store.Open(ctx, prefix+name, offset)
	}}
	s.ctx, s.cancel = context.WithCancel(ctx)
	return s, nil
}

func (r remote) remove(ctx context.Context, name string) error {
	if err := r.store.Remove(ctx, prefix+name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// sweep does nothing: whose a blob is cannot be told from its name.
func (remote) sweep() error { return nil }

func (remote) close() error { return nil }
