// Package depot keeps the files that people hand over until they are removed, in a
// directory of its own or in a store of the application's. Their names are random;
// what people call a file is none of its business.
package depot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"slices"
	"sync"
	"time"
)

const (
	prefix = "stagedoor-uploads-" // of the directories in the base, and of the names in a store

	removeWithin = 10 * time.Second // what a place has to remove a file
)

var (
	// ErrFull means that no more is kept at the same time.
	ErrFull = errors.New("depot: full")

	// ErrClosed means that the depot is no more.
	ErrClosed = errors.New("depot: closed")
)

// place is where bytes lie. Its methods may be called at the same time.
type place interface {
	// create begins a file; what is written is not kept if ctx ends before Close.
	create(ctx context.Context, name string) (io.WriteCloser, error)
	// open returns the content of a complete file of size bytes.
	open(ctx context.Context, name string, size int64) (multipart.File, error)
	// remove removes a file. One that is not there is well, too.
	remove(ctx context.Context, name string) error
	// sweep removes what processes have left behind, as far as that can be told.
	sweep() error
	// close removes what is left of the place.
	close() error
}

// Depot holds files. It is safe for concurrent use.
type Depot struct {
	place place
	most  int64

	ctx    context.Context // of everything that is written and read
	cancel context.CancelFunc

	mu     sync.Mutex
	files  map[*File]struct{} // that have not been removed
	held   int64              // bytes
	closed bool
}

// New returns a depot that keeps at most that many bytes, below base, or below the
// system's directory for temporary files if base is empty. Nothing is made before
// the first file.
func New(base string, most int64) *Depot { return newDepot(newDirectory(base), most) }

// In returns a depot that keeps at most that many bytes, in a store.
func In(store Store, most int64) *Depot { return newDepot(remote{store}, most) }

func newDepot(p place, most int64) *Depot {
	d := &Depot{place: p, most: most, files: map[*File]struct{}{}}
	d.ctx, d.cancel = context.WithCancel(context.Background())
	return d
}

// Sweep removes what processes have left behind that have ended without doing it;
// in a store, where that cannot be told, nothing. It returns what kept it from
// that, and goes on with the rest.
func (d *Depot) Sweep() error { return d.place.sweep() }

// Create returns a new, empty file.
func (d *Depot) Create() (*File, error) {
	f := &File{depot: d, name: rand.Text()}
	f.ctx, f.stop = context.WithCancel(d.ctx)
	if !d.add(f) {
		f.stop()
		return nil, fmt.Errorf("depot: %w", ErrClosed)
	}
	out, err := d.place.create(f.ctx, f.name)
	if err != nil {
		f.stop()
		d.forget(f)
		return nil, fmt.Errorf("depot: %w", err)
	}
	if !f.begin(out) { // the depot was closed meanwhile
		return nil, fmt.Errorf("depot: %w", errors.Join(ErrClosed, f.Remove()))
	}
	return f, nil
}

// add reports whether the depot is still there to hold a file.
func (d *Depot) add(f *File) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closed {
		d.files[f] = struct{}{}
	}
	return !d.closed
}

func (d *Depot) forget(f *File) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.files, f)
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

// Close removes everything, also what could not be removed before. Files cannot be
// read any more. Closing again tries again.
func (d *Depot) Close() error {
	d.cancel()
	d.mu.Lock()
	d.closed = true
	files := slices.Collect(maps.Keys(d.files))
	d.mu.Unlock()
	return errors.Join(RemoveAll(files), d.place.close())
}

// RemoveAll removes files at the same time.
func RemoveAll(files []*File) error {
	failed := make([]error, len(files))
	var all sync.WaitGroup
	for i, f := range files {
		all.Go(func() { failed[i] = f.Remove() })
	}
	all.Wait()
	return errors.Join(failed...)
}
