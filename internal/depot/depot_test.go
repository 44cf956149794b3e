package depot_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/depot"
)

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
	d := depot.New(t.TempDir(), 100)
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
		in.Close()
	}
	if _, err := f.Write([]byte("more")); err == nil {
		t.Error("written after it was complete")
	}
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
	base := t.TempDir()
	d := depot.New(base, 100)
	defer d.Close()
	f := create(t, d, "hello")
	half, err := d.Create()
	if err != nil {
		t.Fatal(err)
	}
	if held(t, base) != 2 {
		t.Errorf("%d files", held(t, base))
	}
	for range 2 {
		if err := errors.Join(f.Remove(), half.Remove()); err != nil {
			t.Error(err)
		}
	}
	if held(t, base) != 0 {
		t.Errorf("%d files after removal", held(t, base))
	}
	if _, err := f.Open(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open a removed file: %v", err)
	}
}

func TestADepotHasAnEnd(t *testing.T) {
	d := depot.New(t.TempDir(), 10)
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
}

func TestCloseRemovesEverything(t *testing.T) {
	base := t.TempDir()
	d := depot.New(base, 100)
	f := create(t, d, "hello")
	if err := errors.Join(d.Close(), d.Close()); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(base); len(entries) != 0 {
		t.Errorf("left %v", entries)
	}
	if _, err := f.Open(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open: %v", err)
	}
	if _, err := d.Create(); !errors.Is(err, depot.ErrClosed) {
		t.Errorf("create: %v", err)
	}
	if err := f.Remove(); err != nil {
		t.Errorf("remove: %v", err)
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
