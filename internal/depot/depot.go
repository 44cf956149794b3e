// Package depot keeps the files that people hand over, in a directory of its own,
// until they are removed. Names on the disk are random; what people call a file
// is none of its business.
package depot

import (
	"crypto/rand"
	"errors"
	"fmt"
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
	prefix   = "stagedoor-uploads-" // of the directories in the base
	lockName = "lock"               // held as long as the process lives
	settling = time.Minute          // how old a directory is before it can be left over: it is locked by then
)

var (
	// ErrFull means that no more is kept at the same time.
	ErrFull = errors.New("depot: full")

	// ErrClosed means that the depot is no more.
	ErrClosed = errors.New("depot: closed")
)

// Depot is a directory with files. It is safe for concurrent use.
type Depot struct {
	base string
	most int64

	mu     sync.Mutex
	dir    *os.Root // nil before the first file
	name   string   // of dir in the base
	lock   *os.File
	held   int64
	closed bool
}

// New returns a depot that keeps at most that many bytes, below base, or below the
// system's directory for temporary files if base is empty. Nothing is made before
// the first file.
func New(base string, most int64) *Depot {
	if base == "" {
		base = os.TempDir()
	}
	return &Depot{base: base, most: most}
}

// Sweep removes what processes have left behind that have ended without doing it.
// It returns what kept it from that, and goes on with the rest.
func (d *Depot) Sweep() error {
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

// open makes the directory. The caller holds d.mu.
func (d *Depot) open() error {
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

// Create returns a new, empty file.
func (d *Depot) Create() (*File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.open(); err != nil {
		return nil, fmt.Errorf("depot: %w", err)
	}
	name := rand.Text()
	f, err := d.dir.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("depot: %w", err)
	}
	return &File{depot: d, name: name, out: f}, nil
}

// take counts n more bytes, or fewer.
func (d *Depot) take(n int64) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n > 0 && d.held+n > d.most {
		return ErrFull
	}
	d.held += n
	return nil
}

// root is the directory; nil when it is no more.
func (d *Depot) root() *os.Root {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.dir
}

// Close removes everything. Files cannot be read any more. Closing again is
// harmless.
func (d *Depot) Close() error {
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

// File is one of a depot. What it holds is written once, from its beginning to its
// end, and read as often as it takes.
type File struct {
	depot *Depot
	name  string

	mu   sync.Mutex
	out  *os.File // nil once it is complete
	size int64
	gone bool
}

// Write adds to the file. It is [ErrFull] when the depot has no room.
func (f *File) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.out == nil {
		return 0, fs.ErrClosed
	}
	if err := f.depot.take(int64(len(p))); err != nil {
		return 0, err
	}
	n, err := f.out.Write(p)
	f.size += int64(n)
	if n < len(p) {
		_ = f.depot.take(int64(n - len(p))) // giving back does not fail
	}
	return n, err
}

// Complete ends the writing.
func (f *File) Complete() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.out == nil {
		return nil
	}
	err := f.out.Close()
	f.out = nil
	return err
}

// Open returns the content, to be read and closed. It is [fs.ErrNotExist] once the
// file has been removed.
func (f *File) Open() (multipart.File, error) {
	f.mu.Lock()
	gone := f.gone
	f.mu.Unlock()
	dir := f.depot.root()
	if gone || dir == nil {
		return nil, fs.ErrNotExist
	}
	in, err := dir.Open(f.name)
	if err != nil {
		return nil, err
	}
	return in, nil
}

// Remove removes the file. Removing again is harmless.
func (f *File) Remove() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.gone {
		return nil
	}
	f.gone = true
	if f.out != nil {
		_ = f.out.Close() // nobody reads what it might not have written
		f.out = nil
	}
	_ = f.depot.take(-f.size)
	dir := f.depot.root()
	if dir == nil {
		return nil
	}
	return dir.Remove(f.name)
}

var _ io.Writer = (*File)(nil)
