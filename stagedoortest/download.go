package stagedoortest

import (
	"bytes"
	"encoding/json"

	"github.com/stagedoor/stagedoor/internal/txn"
)

// Download takes the file that the expected component offers: of a table, its
// export in a format, named by the end of its files' names, as far as state
// selects rows. It returns the file's name and content.
func (s *Screen) Download(format string, state any) (name string, content []byte) {
	s.run.t.Helper()
	name, content, err := s.download(format, state)
	if err != nil {
		s.run.t.Fatalf("download of %q: %v", s.Component().Label, err)
	}
	return name, content
}

// DownloadError is [Screen.Download] for a file that cannot be made.
func (s *Screen) DownloadError(format string, state any) error {
	s.run.t.Helper()
	_, _, err := s.download(format, state)
	return err
}

func (s *Screen) download(format string, state any) (string, []byte, error) {
	s.run.t.Helper()
	var raw json.RawMessage
	if state != nil {
		raw = s.encode(state)
	}
	file, err := s.run.tx.Download(s.call.InputGroupKey, txn.DownloadRequest{Index: s.at, Format: format, State: raw})
	if err != nil {
		return "", nil, err
	}
	var content bytes.Buffer
	_, err = file.Write(txn.NewContext(s.run.t.Context(), s.run.tx), &content) // as hosts do
	return file.Name, content.Bytes(), err
}
