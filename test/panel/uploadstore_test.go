package panel_test

import (
	"bytes"
	"context"
	"errors"
	stdio "io"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// shelves are a store in memory, of which steps can be broken.
type shelves struct {
	mu     sync.Mutex
	blobs  map[string][]byte
	broken string
}

var errShelves = errors.New("the shelves have collapsed at secret.example.com")

func (s *shelves) fault(step string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken == step {
		return errShelves
	}
	return nil
}

func (s *shelves) breaks(step string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = step
}

func (s *shelves) held() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.blobs)
}

func (s *shelves) Create(ctx context.Context, name string) (stdio.WriteCloser, error) {
	return &shelved{shelves: s, ctx: ctx, name: name}, s.fault("Create")
}

func (s *shelves) Open(_ context.Context, name string, offset int64) (stdio.ReadCloser, error) {
	if err := s.fault("Open"); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	content, ok := s.blobs[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return stdio.NopCloser(bytes.NewReader(content[offset:])), nil
}

func (s *shelves) Remove(_ context.Context, name string) error {
	if err := s.fault("Remove"); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.blobs, name)
	return nil
}

// shelved is what is being written.
type shelved struct {
	*shelves
	ctx  context.Context
	name string
	bytes.Buffer
}

func (w *shelved) Write(p []byte) (int, error) {
	if err := w.fault("Write"); err != nil {
		return 0, err
	}
	return w.Buffer.Write(p)
}

func (w *shelved) Close() error {
	if err := errors.Join(w.ctx.Err(), w.fault("Close")); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.blobs == nil {
		w.blobs = map[string][]byte{}
	}
	w.blobs[w.name] = w.Bytes()
	return nil
}

// reads is an action that asks for a file and tells what it reads of it: the whole,
// and five bytes from the middle.
func reads(got *reached) *stagedoor.Registry {
	reg := stagedoor.NewRegistry()
	reg.Action("file", stagedoor.Action{Handler: func(ctx context.Context) error {
		u, err := io.File("File").Get(ctx)
		if err != nil {
			return err
		}
		whole, err := u.Bytes()
		if err != nil {
			return err
		}
		f, err := u.Open()
		if err != nil {
			return err
		}
		defer f.Close()
		part := make([]byte, 5)
		if _, err := f.ReadAt(part, 300_000); err != nil {
			return err
		}
		got.add(string(part) + " of " + u.Type)
		if len(whole) != int(u.Size) || !bytes.Contains(whole, part) {
			return errors.New("the content is another")
		}
		return nil
	}})
	return reg
}

func handed() string { return strings.Repeat("some text\n", 30_000) + "here!" }

// A file goes through the panel into the application's store, is read from there,
// and removed when the run is over.
func TestFilesLieInTheApplicationsStore(t *testing.T) {
	store, got := &shelves{}, &reached{}
	_, web := mount(t, dbtest.Open(t), reads(got), func(c *stagedoor.Config) { c.UploadStore = store })
	run := open(t, web, "ana").start("file", nil)
	file := run.hand(0, "a.txt", handed())
	if store.held() != 1 {
		t.Errorf("%d blobs while the question is open", store.held())
	}
	for name := range store.blobs {
		if !strings.HasPrefix(name, "stagedoor-uploads-") || strings.Contains(name, "a.txt") {
			t.Errorf("a blob is called %q", name)
		}
	}
	if ended := run.ends(file); ended.Status != protocol.RunDone {
		t.Fatalf("the run ended as %+v", ended)
	}
	if all := got.all(); !slices.Equal(all, []string{"here! of text/plain"}) {
		t.Errorf("the action read %q", all)
	}
	if store.held() != 0 {
		t.Errorf("%d blobs after the run", store.held())
	}
}

// A store that fails while a file is handed over is told of in a sentence, and in the
// log; the question stays open and takes the file again.
func TestAStoreThatFails(t *testing.T) {
	for _, step := range []string{"Create", "Write", "Close"} {
		store, got := &shelves{broken: step}, &reached{}
		var log records
		_, web := mount(t, dbtest.Open(t), reads(got), logging(&log), func(c *stagedoor.Config) { c.UploadStore = store })
		run := open(t, web, "ana").start("file", nil)
		status, said := run.offers(0, "a.txt", handed())
		if status == http.StatusOK || !strings.Contains(said, "could not be kept. Try again in a moment. Reference ") || strings.Contains(said, "secret") {
			t.Errorf("%s: %d %s", step, status, said)
		}
		if text := log.String(); !strings.Contains(text, errShelves.Error()) || !strings.Contains(text, `"reference":`) {
			t.Errorf("%s: the log is %s", step, text)
		}
		store.breaks("")
		if ended := run.ends(run.hand(0, "a.txt", handed())); ended.Status != protocol.RunDone || store.held() != 0 {
			t.Errorf("%s: the run ended as %+v, with %d blobs", step, ended, store.held())
		}
	}
}

// What fails later is the action's to handle; that a blob cannot be removed is no
// matter of the run.
func TestAStoreThatFailsLater(t *testing.T) {
	for step, want := range map[string]protocol.RunStatus{"Open": protocol.RunFailed, "Remove": protocol.RunDone} {
		store, got := &shelves{}, &reached{}
		var log records
		panel, web := mount(t, dbtest.Open(t), reads(got), logging(&log), func(c *stagedoor.Config) { c.UploadStore = store })
		run := open(t, web, "ana").start("file", nil)
		file := run.hand(0, "a.txt", handed())
		store.breaks(step)
		ended := run.ends(file)
		if ended.Status != want || strings.Contains(ended.Result.Message, "secret") {
			t.Errorf("%s: the run ended as %+v", step, ended)
		}
		if !strings.Contains(log.String(), errShelves.Error()) {
			t.Errorf("%s: the log is %s", step, log.String())
		}
		store.breaks("")
		if err := panel.Close(); err != nil || store.held() != 0 {
			t.Errorf("%s: closed with %v, %d blobs are left", step, err, store.held())
		}
	}
}
