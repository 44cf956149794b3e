package depot_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stagedoor/stagedoor/internal/depot"
)

// where is a place to test: how to make a depot in it, and how many files lie there.
type where struct {
	depot func(most int64) *depot.Depot
	held  func() int
}

// eachPlace runs a test in a directory and in a store.
func eachPlace(t *testing.T, test func(t *testing.T, w where)) {
	t.Run("directory", func(t *testing.T) {
		base := t.TempDir()
		test(t, where{func(most int64) *depot.Depot { return depot.New(base, most) }, func() int { return held(t, base) }})
	})
	t.Run("store", func(t *testing.T) {
		b := newBucket(t)
		test(t, where{func(most int64) *depot.Depot { return depot.In(b, most) }, b.held})
	})
}

// held counts the files below a directory, locks left out.
func held(t *testing.T, base string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(base, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != "lock" {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func create(t *testing.T, d *depot.Depot, content string) *depot.File {
	t.Helper()
	f, err := d.Create()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := f.Complete(); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAFileIsReadAsOftenAsItTakes(t *testing.T) {
	eachPlace(t, func(t *testing.T, w where) {
		d := w.depot(100)
		defer d.Close()
		f := create(t, d, "hello")
		for range 2 {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(in)
			if err != nil || string(got) != "hello" {
				t.Errorf("read %q, %v", got, err)
			}
			if err := in.Close(); err != nil {
				t.Error(err)
			}
			if _, err := in.Read(make([]byte, 1)); !errors.Is(err, fs.ErrClosed) {
				t.Errorf("read after it was closed: %v", err)
			}
			if err := in.Close(); !errors.Is(err, fs.ErrClosed) {
				t.Errorf("closed twice: %v", err)
			}
		}
		if _, err := f.Write([]byte("more")); err == nil {
			t.Error("written after it was complete")
		}
	})
}

// Whatever order the parts of a file are asked for in, they are what was written.
func TestAFileIsReadFromWhereverItTakes(t *testing.T) {
	content := make([]byte, 300_000)
	for i := range content {
		content[i] = byte(i * 7 / 3)
	}
	eachPlace(t, func(t *testing.T, w where) {
		d := w.depot(1 << 20)
		defer d.Close()
		for _, content := range [][]byte{content, content[:1], nil} {
			in, err := create(t, d, string(content)).Open()
			if err != nil {
				t.Fatal(err)
			}
			if err := iotest.TestReader(in, content); err != nil {
				t.Error(err)
			}
			in.Close()
		}
		in, err := create(t, d, string(content)).Open()
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		for _, at := range []int64{0, 10, 20, 250_000, 5, 299_990, 100} {
			got := make([]byte, 10)
			if _, err := in.ReadAt(got, at); err != nil || !bytes.Equal(got, content[at:at+10]) {
				t.Errorf("at %d: %v, %v", at, got, err)
			}
		}
		if n, err := in.ReadAt(make([]byte, 10), 299_995); n != 5 || !errors.Is(err, io.EOF) {
			t.Errorf("beyond the end: %d, %v", n, err)
		}
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				at, got := int64(i*30_000), make([]byte, 20_000)
				if _, err := in.ReadAt(got, at); err != nil || !bytes.Equal(got, content[at:at+20_000]) {
					t.Errorf("at %d, at the same time: %v", at, err)
				}
			})
		}
		all.Wait()
	})
}

func TestNothingIsMadeBeforeTheFirstFile(t *testing.T) {
	base := filepath.Join(t.TempDir(), "not", "yet")
	d := depot.New(base, 100)
	if err := d.Sweep(); err != nil {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(base); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the directory: %v", err)
	}
}

func TestRemovedFilesLeaveNothing(t *testing.T) {
	eachPlace(t, func(t *testing.T, w where) {
		d := w.depot(100)
		defer d.Close()
		f := create(t, d, "hello")
		half, err := d.Create()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := half.Write([]byte("hel")); err != nil {
			t.Fatal(err)
		}
		if w.held() == 0 {
			t.Error("nothing is held")
		}
		for range 2 {
			if err := errors.Join(f.Remove(), half.Remove()); err != nil {
				t.Error(err)
			}
		}
		if w.held() != 0 {
			t.Errorf("%d files after removal", w.held())
		}
		if _, err := f.Open(); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("open a removed file: %v", err)
		}
		if _, err := half.Write([]byte("lo")); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("write to a removed file: %v", err)
		}
	})
}

func TestADepotHasAnEnd(t *testing.T) {
	eachPlace(t, func(t *testing.T, w where) {
		d := w.depot(10)
		defer d.Close()
		f := create(t, d, "0123456")
		g, err := d.Create()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := g.Write([]byte("0123")); !errors.Is(err, depot.ErrFull) {
			t.Errorf("more than there is room for: %v", err)
		}
		f.Remove()
		f.Remove() // gives its room back once
		if _, err := g.Write(bytes.Repeat([]byte("x"), 10)); err != nil {
			t.Errorf("after room was made: %v", err)
		}
		if _, err := g.Write([]byte("x")); !errors.Is(err, depot.ErrFull) {
			t.Errorf("after it was given back twice: %v", err)
		}
	})
}

func TestCloseRemovesEverything(t *testing.T) {
	eachPlace(t, func(t *testing.T, w where) {
		d := w.depot(100)
		f := create(t, d, "hello")
		half, err := d.Create()
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(d.Close(), d.Close()); err != nil {
			t.Fatal(err)
		}
		if w.held() != 0 {
			t.Errorf("%d files are left", w.held())
		}
		if _, err := f.Open(); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("open: %v", err)
		}
		if _, err := half.Write([]byte("x")); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("write: %v", err)
		}
		if _, err := d.Create(); !errors.Is(err, depot.ErrClosed) {
			t.Errorf("create: %v", err)
		}
		if err := f.Remove(); err != nil {
			t.Errorf("remove: %v", err)
		}
	})
}

func TestClosingADirectoryRemovesIt(t *testing.T) {
	base := t.TempDir()
	d := depot.New(base, 100)
	create(t, d, "hello")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(base); len(entries) != 0 {
		t.Errorf("left %v", entries)
	}
}

// A directory whose process has died is removed; one that is in use, one that is
// only just being made and what is not ours stay.
func TestSweepRemovesWhatWasLeftBehind(t *testing.T) {
	base := t.TempDir()
	living := depot.New(base, 100)
	defer living.Close()
	create(t, living, "in use")
	entries, err := os.ReadDir(base)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v, %v", entries, err)
	}
	inUse := entries[0].Name()

	const dead, fresh, strange = "stagedoor-uploads-dead", "stagedoor-uploads-fresh", "other-uploads"
	for _, name := range []string{dead, fresh, strange} {
		for _, file := range []string{"lock", "A2B"} {
			if err := os.MkdirAll(filepath.Join(base, name), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(base, name, file), []byte("secret"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	long := time.Now().Add(-time.Hour)
	for _, name := range []string{dead, strange, inUse} {
		if err := os.Chtimes(filepath.Join(base, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	if err := depot.New(base, 100).Sweep(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{dead: false, fresh: true, strange: true, inUse: true} {
		_, err := os.Stat(filepath.Join(base, name))
		if there := err == nil; there != want {
			t.Errorf("%s is there: %v, want %v", name, there, want)
		}
	}
}
