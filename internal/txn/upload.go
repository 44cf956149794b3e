package txn

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/internal/depot"
	"github.com/stagedoor/stagedoor/protocol"
)

// UploadRequest is a file that somebody wants to hand over, as their browser
// describes it.
type UploadRequest struct {
	Index    int // of the component
	Name     string
	Type     string
	Size     int64 // bytes
	Modified time.Time
}

// Intake is how a component takes one file.
type Intake struct {
	Name     string
	MaxFiles int   // that are held for the component; older ones make room
	MaxTotal int64 // bytes of them

	// Judge looks at the first [HeadSize] bytes, or at all of a shorter file, and
	// says what kind it is, or refuses it.
	Judge func(head []byte) (contentType string, err error)
}

// HeadSize is how much of a file tells what kind it is, in bytes.
const HeadSize = 3072

// UploadError is why a file is not taken.
type UploadError struct {
	Fault   protocol.UploadFault
	Message string // for people
	Err     error  // for the log; may be nil
}

func (e *UploadError) Error() string { return fmt.Sprintf("txn: upload: %s (%v)", e.Message, e.Err) }
func (e *UploadError) Unwrap() error { return e.Err }

// PublicMessage marks the text as written for people.
func (e *UploadError) PublicMessage() string { return e.Message }

var (
	// ErrUploadGone means that nobody takes the file, or does not any more.
	ErrUploadGone = &UploadError{Fault: protocol.UploadGone, Message: "This file is not asked for any more. Choose it again if it is."}

	errUploadBusy   = &UploadError{Fault: protocol.UploadBroken, Message: "Too many files are on their way. Try again when one has arrived."}
	errUploadLonger = &UploadError{Fault: protocol.UploadTooLarge, Message: "This file is larger than it was said to be. Choose it again."}
	errUploadShort  = &UploadError{Fault: protocol.UploadBroken, Message: "The file did not arrive whole. Try again."}
	errNoRoom       = &UploadError{Fault: protocol.UploadTooLarge, Message: "There is no room for this file at the moment. Try again later, or with a smaller one."}
	errNoDepot      = errors.New("txn: files cannot be kept here")
)

// notKept says that the place where files lie has failed.
func notKept(err error) error {
	return &UploadError{Fault: protocol.UploadBroken, Message: "The file could not be kept. Try again in a moment.", Err: fmt.Errorf("txn: keep a file: %w", err)}
}

// Receive has open called for every file that somebody hands over to the
// components with this group key, until stop is called, which drops what nobody
// has kept. open must not block.
func (t *Transaction) Receive(groupKey string, open func(UploadRequest) (*Intake, error)) (stop func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.intakes == nil {
		t.intakes = map[string]func(UploadRequest) (*Intake, error){}
	}
	t.intakes[groupKey] = open
	return func() {
		t.mu.Lock()
		delete(t.intakes, groupKey)
		t.mu.Unlock()
		t.dropUploads(func(u *Upload) bool { return u.key == groupKey && !u.isKept() })
	}
}

// OpenUpload begins to take a file for the components with this group key.
func (t *Transaction) OpenUpload(groupKey string, r UploadRequest) (*Upload, error) {
	t.mu.Lock()
	open := t.intakes[groupKey]
	t.mu.Unlock()
	if open == nil {
		return nil, ErrUploadGone
	}
	in, err := open(r)
	if err != nil {
		return nil, err
	}
	if t.Depot == nil {
		return nil, errNoDepot
	}
	if err := t.makeRoom(groupKey, r, in); err != nil {
		return nil, err
	}
	file, err := t.Depot.Create()
	if err != nil {
		return nil, notKept(err)
	}
	u := &Upload{ID: protocol.NewID(), Name: in.Name, Size: r.Size, Modified: r.Modified, key: groupKey, index: r.Index, file: file, judge: in.Judge}
	t.mu.Lock()
	if t.intakes[groupKey] != nil {
		t.uploads = append(t.uploads, u)
		t.mu.Unlock()
		return u, nil
	}
	t.mu.Unlock() // the question was answered meanwhile
	t.clear(u)
	return nil, ErrUploadGone
}

// makeRoom drops the oldest files of a component that holds too many: they were
// replaced, or belong to a tab that nobody has open any more.
func (t *Transaction) makeRoom(groupKey string, r UploadRequest, in *Intake) error {
	for {
		var oldest *Upload
		files, total := 0, int64(0)
		t.mu.Lock()
		for _, u := range t.uploads {
			if u.key != groupKey || u.index != r.Index {
				continue
			}
			files++
			total += u.Size
			if oldest == nil && u.Complete() {
				oldest = u
			}
		}
		t.mu.Unlock()
		switch {
		case files < in.MaxFiles && total+r.Size <= in.MaxTotal:
			return nil
		case oldest == nil:
			return errUploadBusy
		}
		t.dropUploads(func(u *Upload) bool { return u == oldest })
	}
}

// Upload returns a file of a component, complete or not; nil if there is none with
// this id.
func (t *Transaction) Upload(groupKey string, index int, id string) *Upload {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, u := range t.uploads {
		if u.ID == id && u.key == groupKey && u.index == index {
			return u
		}
	}
	return nil
}

// KeepUploads has these files of a component outlive its question, until the run
// is over, and no others.
func (t *Transaction) KeepUploads(groupKey string, index int, ids []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, u := range t.uploads {
		if u.key == groupKey && u.index == index {
			u.keep(slices.Contains(ids, u.ID))
		}
	}
}

// DropUpload removes a file of a component whose question is open. One that is not
// there is well, too.
func (t *Transaction) DropUpload(groupKey string, index int, id string) {
	t.mu.Lock()
	open := t.intakes[groupKey] != nil
	t.mu.Unlock()
	if open {
		t.dropUploads(func(u *Upload) bool { return u.ID == id && u.key == groupKey && u.index == index })
	}
}

// DropUploads removes all files: the run is over.
func (t *Transaction) DropUploads() { t.dropUploads(func(*Upload) bool { return true }) }

func (t *Transaction) dropUploads(which func(*Upload) bool) {
	var dropped []*Upload
	t.mu.Lock()
	rest := t.uploads[:0:0]
	for _, u := range t.uploads {
		if which(u) {
			dropped = append(dropped, u)
		} else {
			rest = append(rest, u)
		}
	}
	t.uploads = rest
	t.mu.Unlock()
	t.clear(dropped...)
}

// clear removes files. What cannot be removed now, the depot's own end removes.
func (t *Transaction) clear(dropped ...*Upload) {
	files := make([]*depot.File, len(dropped))
	for i, u := range dropped {
		u.drop()
		files[i] = u.file
	}
	if err := depot.RemoveAll(files); err != nil {
		cmp.Or(t.Logger, slog.Default()).Warn("could not remove a file that was handed over", "transaction", t.ID, "err", err)
	}
}

// Upload is a file that somebody hands over. Its methods may be called at the same
// time.
type Upload struct {
	ID       string
	Name     string
	Size     int64 // bytes: it has to have exactly so many
	Modified time.Time

	key   string
	index int
	file  *depot.File
	judge func([]byte) (string, error)

	arriving sync.Mutex // one part at a time, however long it takes to be kept
	at       int64
	head     []byte
	judged   bool

	mu       sync.Mutex
	kind     string // media type, once judged
	complete bool
	kept     bool
	dropped  bool
}

// Write takes the part of the file that begins at an offset.
func (u *Upload) Write(at int64, p []byte) error {
	u.arriving.Lock()
	defer u.arriving.Unlock()
	switch {
	case u.over():
		return ErrUploadGone
	case at != u.at:
		return errUploadShort
	case int64(len(p)) > u.Size-u.at:
		return errUploadLonger
	}
	if room := HeadSize - len(u.head); room > 0 {
		u.head = append(u.head, p[:min(room, len(p))]...)
	}
	if len(u.head) == HeadSize || u.at+int64(len(p)) == u.Size {
		if err := u.look(); err != nil {
			return err
		}
	}
	if _, err := u.file.Write(p); err != nil {
		return u.unkept(err)
	}
	u.at += int64(len(p))
	return nil
}

// unkept is why a part of the file cannot be kept.
func (u *Upload) unkept(err error) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	switch {
	case u.dropped: // which ends the writing
		return ErrUploadGone
	case errors.Is(err, depot.ErrFull):
		return errNoRoom
	}
	return notKept(err)
}

// look judges the beginning of the file, once.
func (u *Upload) look() error {
	if u.judged {
		return nil
	}
	u.judged = true
	kind, err := u.judge(u.head)
	u.head = nil
	u.mu.Lock()
	defer u.mu.Unlock()
	u.kind = kind
	return err
}

// Finish says that nothing more comes.
func (u *Upload) Finish() error {
	u.arriving.Lock()
	defer u.arriving.Unlock()
	switch {
	case u.Complete(): // it was said already
		return nil
	case u.over():
		return ErrUploadGone
	case u.at != u.Size:
		return errUploadShort
	}
	if err := u.look(); err != nil { // of an empty file
		return err
	}
	if err := u.file.Complete(); err != nil {
		return u.unkept(err)
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.complete = true
	return nil
}

// over reports whether nothing more is taken.
func (u *Upload) over() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.dropped || u.complete
}

// Complete reports whether the file has arrived whole.
func (u *Upload) Complete() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.complete && !u.dropped
}

// Type is the media type of the file, once it is complete.
func (u *Upload) Type() string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.kind
}

func (u *Upload) keep(on bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.kept = on
}

func (u *Upload) isKept() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.kept
}

// File is where the content is.
func (u *Upload) File() *depot.File { return u.file }

// drop has whatever is still written to the file refused.
func (u *Upload) drop() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.dropped = true
}
