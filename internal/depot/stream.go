package depot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

// passOver is how many bytes are rather read in vain than asked for anew.
const passOver = 64 << 10

var (
	errWhence   = errors.New("depot: seek: no such whence")
	errNegative = errors.New("depot: seek: before the beginning")
)

// stream reads a blob from wherever it takes: it goes on with what it has open as
// long as what is read follows, and opens the blob anew otherwise. Nothing is asked
// for before the first byte is read. Its methods may be called at the same time.
type stream struct {
	ctx    context.Context
	cancel context.CancelFunc
	from   func(ctx context.Context, offset int64) (io.ReadCloser, error)
	size   int64

	mu     sync.Mutex
	cursor int64         // of Read and Seek
	in     io.ReadCloser // nil for none
	at     int64         // of in
	closed bool
}

// Read reads on from where the last Read or Seek ended.
func (s *stream) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.read(p, s.cursor)
	s.cursor += int64(n)
	return n, err
}

// ReadAt fills p from an offset.
func (s *stream) ReadAt(p []byte, offset int64) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if offset < 0 {
		return 0, errNegative
	}
	for n < len(p) && err == nil {
		var more int
		more, err = s.read(p[n:], offset+int64(n))
		n += more
	}
	if n == len(p) {
		err = nil
	}
	return n, err
}

// Seek says where the next Read begins.
func (s *stream) Seek(offset int64, whence int) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += s.cursor
	case io.SeekEnd:
		offset += s.size
	default:
		return 0, errWhence
	}
	if offset < 0 {
		return 0, errNegative
	}
	s.cursor = offset
	return offset, nil
}

// Close ends the reading.
func (s *stream) Close() error {
	s.cancel()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fs.ErrClosed
	}
	s.closed = true
	s.drop()
	return nil
}

// read reads what there is at an offset. The caller holds s.mu.
func (s *stream) read(p []byte, offset int64) (int, error) {
	switch {
	case s.closed:
		return 0, fs.ErrClosed
	case len(p) == 0:
		return 0, nil
	case offset >= s.size: // stores take it for a mistake to ask for nothing
		return 0, io.EOF
	}
	if err := s.reach(offset); err != nil {
		return 0, fmt.Errorf("depot: %w", err)
	}
	n, err := s.in.Read(p[:min(int64(len(p)), s.size-offset)])
	s.at += int64(n)
	if err == nil || n > 0 && errors.Is(err, io.EOF) {
		return n, nil // whether it was the last is asked for next
	}
	s.drop()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF // it holds less than was written
	}
	return n, fmt.Errorf("depot: %w", err)
}

// reach has in stand at an offset. The caller holds s.mu.
func (s *stream) reach(offset int64) error {
	if gap := offset - s.at; s.in != nil && gap >= 0 && gap <= passOver {
		n, err := io.CopyN(io.Discard, s.in, gap)
		s.at += n
		if err == nil {
			return nil
		}
	}
	s.drop()
	in, err := s.from(s.ctx, offset)
	if err != nil {
		return err
	}
	s.in, s.at = in, offset
	return nil
}

// drop closes what is open: that nothing more is read of it cannot go wrong. The
// caller holds s.mu.
func (s *stream) drop() {
	if s.in != nil {
		_ = s.in.Close()
		s.in = nil
	}
}
