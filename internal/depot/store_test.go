package depot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/stagedoor/stagedoor/internal/depot"
)

// bucket is a store in memory that is as strict as those of object storage: a blob
// is there once it has been closed, names are used once, and what is asked for has
// to be there.
type bucket struct {
	t *testing.T

	mu      sync.Mutex
	blobs   map[string][]byte
	open    int // readers and writers that have not been closed
	asked   int // how often a blob was opened
	broken  map[string]error
	panics  bool
	blocked chan struct{} // told by a Write that waits for its context
}

func newBucket(t *testing.T) *bucket {
	b := &bucket{t: t, blobs: map[string][]byte{}, broken: map[string]error{}}
	t.Cleanup(func() {
		if b.open != 0 {
			t.Errorf("%d readers and writers were not closed", b.open)
		}
	})
	return b
}

func (b *bucket) held() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.blobs) + b.open
}

// fault is what a step fails with.
func (b *bucket) fault(step string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	err := b.broken[step]
	if err != nil && b.panics {
		panic(err)
	}
	return err
}

func (b *bucket) breaks(step string, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broken[step] = err
}

func (b *bucket) count(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open += n
}

func (b *bucket) Create(ctx context.Context, name string) (io.WriteCloser, error) {
	if !strings.HasPrefix(name, "stagedoor-uploads-") || strings.Contains(name, "/") {
		b.t.Errorf("name %q", name)
	}
	if err := b.fault("Create"); err != nil {
		return nil, err
	}
	b.count(1)
	return &blob{bucket: b, ctx: ctx, name: name}, nil
}

func (b *bucket) Open(_ context.Context, name string, offset int64) (io.ReadCloser, error) {
	if err := b.fault("Open"); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	content, ok := b.blobs[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	if offset >= int64(len(content)) {
		return nil, fmt.Errorf("no such range: from %d of %d", offset, len(content))
	}
	b.open++
	b.asked++
	return &reading{bucket: b, Reader: bytes.NewReader(content[offset:])}, nil
}

func (b *bucket) Remove(_ context.Context, name string) error {
	if err := b.fault("Remove"); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ok := b.blobs[name]; !ok {
		return fmt.Errorf("remove: %w", fs.ErrNotExist)
	}
	delete(b.blobs, name)
	return nil
}

// blob is one that is being written.
type blob struct {
	*bucket
	ctx     context.Context
	name    string
	content []byte
}

func (w *blob) Write(p []byte) (int, error) {
	if w.blocked != nil {
		w.blocked <- struct{}{}
		<-w.ctx.Done()
		return 0, w.ctx.Err()
	}
	if err := w.fault("Write"); err != nil {
		return 0, err
	}
	w.content = append(w.content, p...)
	return len(p), nil
}

func (w *blob) Close() error {
	w.count(-1)
	if err := errors.Join(w.ctx.Err(), w.fault("Close")); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.blobs[w.name] = w.content
	return nil
}

// reading is a blob that is read, a few bytes at a time.
type reading struct {
	*bucket
	*bytes.Reader
}

func (r *reading) Read(p []byte) (int, error) {
	if err := r.fault("Read"); err != nil {
		return 0, err
	}
	return r.Reader.Read(p[:min(len(p), 4000)])
}

func (r *reading) Close() error { r.count(-1); return nil }

var errStore = errors.New("the bucket is on fire")

// A store that fails at any step fails that step alone: afterwards nothing is
// counted, and what follows works.
func TestAStoreThatFails(t *testing.T) {
	whole := func(d *depot.Depot) (*depot.File, error) {
		f, err := d.Create()
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte("hello")); err != nil {
			return f, err
		}
		if err := f.Complete(); err != nil {
			return f, err
		}
		in, err := f.Open()
		if err != nil {
			return f, err
		}
		defer in.Close()
		if _, err := io.ReadAll(in); err != nil {
			return f, err
		}
		return f, f.Remove()
	}
	for _, step := range []string{"Create", "Write", "Close", "Open", "Read", "Remove"} {
		b := newBucket(t)
		d := depot.In(b, 5)
		b.breaks(step, errStore)
		f, err := whole(d)
		if !errors.Is(err, errStore) {
			t.Errorf("%s: %v", step, err)
		}
		b.breaks(step, nil)
		if f != nil {
			if err := f.Remove(); err != nil {
				t.Errorf("%s: remove: %v", step, err)
			}
		}
		if _, err := whole(d); err != nil {
			t.Errorf("after %s had failed: %v", step, err)
		}
		if n := b.held(); n != 0 {
			t.Errorf("%s: %d are left", step, n)
		}
		if err := d.Close(); err != nil {
			t.Errorf("%s: close: %v", step, err)
		}
	}
}

// What could not be removed is removed at the end, and a panic ends nothing.
func TestWhatCouldNotBeRemovedIsRemovedAtTheEnd(t *testing.T) {
	b := newBucket(t)
	d := depot.In(b, 5)
	f := create(t, d, "hello")
	b.breaks("Remove", errStore)
	b.panics = true
	if err := f.Remove(); err == nil || !strings.Contains(err.Error(), "on fire") {
		t.Errorf("remove: %v", err)
	}
	if _, err := f.Open(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open: %v", err)
	}
	b.panics = false
	if err := d.Close(); !errors.Is(err, errStore) {
		t.Errorf("close: %v", err)
	}
	b.breaks("Remove", nil)
	if err := d.Close(); err != nil || b.held() != 0 {
		t.Errorf("closed again: %v, %d are left", err, b.held())
	}
}

// Removing a file ends a Write that waits.
func TestRemovalEndsWhatIsWritten(t *testing.T) {
	b := newBucket(t)
	b.blocked = make(chan struct{})
	d := depot.In(b, 5)
	defer d.Close()
	f, err := d.Create()
	if err != nil {
		t.Fatal(err)
	}
	written := make(chan error)
	go func() {
		_, err := f.Write([]byte("hello"))
		written <- err
	}()
	<-b.blocked
	removed := make(chan error)
	go func() { removed <- f.Remove() }()
	if err := <-written; !errors.Is(err, context.Canceled) {
		t.Errorf("write: %v", err)
	}
	if err := <-removed; err != nil || b.held() != 0 {
		t.Errorf("remove: %v, %d are left", err, b.held())
	}
}

// Whoever reads on asks the store once, also by ReadAt, as archives are read.
func TestReadingOnAsksOnce(t *testing.T) {
	b := newBucket(t)
	d := depot.In(b, 1<<20)
	defer d.Close()
	in, err := create(t, d, strings.Repeat("x", 300_000)).Open()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if b.asked != 0 {
		t.Error("asked for before it was read")
	}
	if _, err := io.Copy(io.Discard, io.NewSectionReader(in, 30, 200_000)); err != nil || b.asked != 1 {
		t.Errorf("%v, asked %d times", err, b.asked)
	}
	if _, err := in.ReadAt(make([]byte, 30), 200_100); err != nil || b.asked != 1 {
		t.Errorf("a little further on: %v, asked %d times", err, b.asked)
	}
	if _, err := in.ReadAt(make([]byte, 30), 299_000); err != nil || b.asked != 2 {
		t.Errorf("much further on: %v, asked %d times", err, b.asked)
	}
}

// A blob that holds less than was written has been tampered with.
func TestABlobThatIsTooShort(t *testing.T) {
	b := newBucket(t)
	d := depot.In(b, 100)
	defer d.Close()
	f := create(t, d, "hello")
	for name := range b.blobs {
		b.blobs[name] = []byte("hel")
	}
	in, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if got, err := io.ReadAll(in); err == nil {
		t.Errorf("read %q of hello", got)
	}
}
