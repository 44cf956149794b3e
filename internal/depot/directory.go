package depot

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

const (
	lockName = "lock"      // held as long as the process lives
	settling = time.Minute // how old a directory is before it can be left over: it is locked by then
)

// directory keeps files in one of its own in a base.
type directory struct {
	base string

	mu     sync.Mutex
	dir    *os.Root // nil before the first file
	name   string   // of dir in the base
	lock   *os.File
	closed bool
}

func newDirectory(base string) *directory {
	if base == "" {
		base = os.TempDir()
	}
	return &directory{base: base}
}

func (d *directory) sweep() error {
	base, err := os.OpenRoot(d.base)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer base.Close()
	entries, err := fs.ReadDir(base.FS(), ".")
	if err != nil {
		return err
	}
	var failed []error
	for _, e := range entries {
		if e.IsDir() && strings.HasPrefix(e.Name(), prefix) && leftOver(base, e) {
			failed = append(failed, base.RemoveAll(e.Name()))
		}
	}
	return errors.Join(failed...)
}

// leftOver reports whether nobody holds the lock of a directory. One that belongs
// to somebody else does not let us look.
func leftOver(base *os.Root, e fs.DirEntry) bool {
	info, err := e.Info()
	if err != nil || time.Since(info.ModTime()) < settling {
		return false
	}
	dir, err := base.OpenRoot(e.Name())
	if err != nil {
		return false
	}
	defer dir.Close()
	return abandoned(dir)
}

// ensure makes the directory. The caller holds d.mu.
func (d *directory) ensure() error {
	if d.closed {
		return ErrClosed
	}
	if d.dir != nil {
		return nil
	}
	if err := os.MkdirAll(d.base, 0o700); err != nil {
		return err
	}
	path, err := os.MkdirTemp(d.base, prefix)
	if err != nil {
		return err
	}
	dir, err := os.OpenRoot(path)
	if err != nil {
		return err
	}
	lock, err := dir.OpenFile(lockName, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err == nil {
		err = hold(lock)
	}
	if err != nil {
		return errors.Join(err, dir.Close(), os.RemoveAll(path))
	}
	d.dir, d.name, d.lock = dir, filepath.Base(path), lock
	return nil
}

func (d *directory) create(_ context.Context, name string) (io.WriteCloser, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.ensure(); err != nil {
		return nil, err
	}
	return d.dir.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

func (d *directory) open(_ context.Context, name string, _ int64) (multipart.File, error) {
	dir := d.root()
	if dir == nil {
		return nil, fs.ErrNotExist
	}
	in, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	return in, nil
}

func (d *directory) remove(_ context.Context, name string) error {
	dir := d.root()
	if dir == nil {
		return nil
	}
	if err := dir.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// root is the directory; nil when it is no more.
func (d *directory) root() *os.Root {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.dir
}

func (d *directory) close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	if d.dir == nil {
		return nil
	}
	err := errors.Join(d.lock.Close(), d.dir.Close(), os.RemoveAll(filepath.Join(d.base, d.name)))
	d.dir = nil
	return err
}
