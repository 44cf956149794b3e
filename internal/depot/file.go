package depot

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"mime/multipart"
	"sync"
)

// File is one of a depot. What it holds is written once, from its beginning to its
// end, and read as often as it takes.
type File struct {
	depot *Depot
	name  string
	ctx   context.Context // of whoever writes it
	stop  context.CancelFunc

	mu      sync.Mutex
	out     io.WriteCloser // nil once it is complete
	size    int64
	gone    bool // nobody is to read it any more
	removed bool // and its bytes are no more
}

// begin hands over where to write; false if the file has gone meanwhile.
func (f *File) begin(out io.WriteCloser) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.out, f.removed = out, false
	return !f.gone
}

// Write adds to the file. It is [ErrFull] when the depot has no room.
func (f *File) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.out == nil || f.gone {
		return 0, fs.ErrClosed
	}
	if err := f.depot.take(int64(len(p))); err != nil {
		return 0, err
	}
	f.size += int64(len(p)) // also of what fails: it is given back with the file
	n, err := f.out.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	return n, err
}

// Complete ends the writing. After an error there is nothing to read.
func (f *File) Complete() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.out == nil {
		return nil
	}
	defer f.stop()
	out := f.out
	f.out = nil
	return out.Close()
}

// Open returns the content, to be read and closed. It is [fs.ErrNotExist] once the
// file has been removed.
func (f *File) Open() (multipart.File, error) {
	f.mu.Lock()
	gone, size := f.gone, f.size
	f.mu.Unlock()
	if gone {
		return nil, fs.ErrNotExist
	}
	return f.depot.place.open(f.depot.ctx, f.name, size)
}

// Remove removes the file, and ends whatever still writes it. The place has ten
// seconds for it. Removing again is harmless, and tries again what has failed.
func (f *File) Remove() error {
	f.stop()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.removed {
		return nil
	}
	if !f.gone {
		f.gone = true
		_ = f.depot.take(-f.size) // giving back does not fail
	}
	ctx, cancel := context.WithTimeout(context.Background(), removeWithin)
	defer cancel()
	if err := guarded(func() error { return f.clear(ctx) }); err != nil {
		return fmt.Errorf("depot: remove a file: %w", err)
	}
	f.removed = true
	f.depot.forget(f)
	return nil
}

// clear removes what lies in the place. The caller holds f.mu.
func (f *File) clear(ctx context.Context) error {
	if out := f.out; out != nil {
		f.out = nil
		_ = out.Close() // nobody reads what it might not have written
	}
	return f.depot.place.remove(ctx, f.name)
}

// guarded returns a panic of do as an error: files are removed where it would end
// the application.
func guarded(do func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return do()
}

var _ io.Writer = (*File)(nil)
