package stagedoor

import (
	"context"
	stdio "io"
)

// UploadStore keeps the files that people hand over until the run is over that
// asked for them: a bucket, where the process has no disk of its own or one that is
// too small. It is set as Config.UploadStore.
//
// Names are made here, at random, begin with "stagedoor-uploads-", have no slash,
// and are used once; what people call a file is not in them. Nobody but this process
// reads them, so the bucket should be open to nobody else. How much is kept is
// counted here too, up to Config.UploadSpace.
//
// The methods may be called at the same time, and have to end soon after their
// context does. A person whose file cannot be kept is told so in a sentence, with a
// reference to the log, where the error is; one made with [Fail] is shown as it is.
// The question stays open, and the file can be handed over again.
//
// A process that is killed leaves its files behind, and no other can tell that
// nobody needs them: give the bucket a rule that removes what has this prefix after
// a day, or after whatever the longest run takes.
type UploadStore interface {
	// Create begins a new blob. What is written to it is there once Close has returned
	// nil. If ctx ends before Close is called, nothing has to be kept: the file is not
	// wanted any more, and Close and Remove follow. A writer gets at most 128 KiB at a
	// time; the person is told that it has failed where it takes longer than a minute.
	Create(ctx context.Context, name string) (stdio.WriteCloser, error)

	// Open reads a blob from the byte at offset on to its end. offset is never beyond
	// its last byte. ctx ends when the reader is closed.
	Open(ctx context.Context, name string, offset int64) (stdio.ReadCloser, error)

	// Remove removes a blob, within ten seconds. One that is not there is no error, or
	// one that is [fs.ErrNotExist]. What could not be removed is tried again when
	// the panel closes.
	Remove(ctx context.Context, name string) error
}
