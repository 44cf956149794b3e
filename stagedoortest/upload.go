package stagedoortest

import (
	"encoding/json"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// Upload hands a file over to the expected component and returns what an answer
// says of it.
func (s *Screen) Upload(name string, content []byte) protocol.UploadedFile {
	s.run.t.Helper()
	file, err := s.upload(name, content)
	if err != nil {
		s.run.t.Fatalf("upload of %q for %q: %v", name, s.Component().Label, err)
	}
	return file
}

// UploadError is [Screen.Upload] for a file that is not taken.
func (s *Screen) UploadError(name string, content []byte) error {
	s.run.t.Helper()
	_, err := s.upload(name, content)
	return err
}

func (s *Screen) upload(name string, content []byte) (file protocol.UploadedFile, err error) {
	tx, key := s.run.tx, s.call.InputGroupKey
	u, err := tx.OpenUpload(key, txn.UploadRequest{Index: s.at, Name: name, Size: int64(len(content))})
	if err != nil {
		return file, err
	}
	for at := 0; at < len(content) && err == nil; at += protocol.MaxChunk {
		err = u.Write(int64(at), content[at:min(at+protocol.MaxChunk, len(content))])
	}
	if err == nil {
		err = u.Finish()
	}
	if err != nil {
		tx.DropUpload(key, s.at, u.ID)
		return file, err
	}
	return protocol.UploadedFile{Upload: u.ID, Name: u.Name, Type: u.Type(), Size: u.Size}, nil
}

// AnswerFile hands a file over and answers with it.
func (s *Screen) AnswerFile(name, content string) {
	s.run.t.Helper()
	text, err := json.Marshal(s.Upload(name, []byte(content)))
	if err != nil {
		s.run.t.Fatal(err)
	}
	s.Answer(json.RawMessage(text))
}
