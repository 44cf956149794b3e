package io_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"

func ref(id string) json.RawMessage {
	text, _ := json.Marshal(protocol.UploadedFile{Upload: id, Name: "a.txt"})
	return text
}

func TestAFileIsReadableUntilTheRunIsOver(t *testing.T) {
	var got io.Upload
	run := stagedoortest.Start(t, func(ctx context.Context) (err error) {
		if got, err = io.File("Receipt").MaxSize(100).Help("As it was printed").Get(ctx); err != nil {
			return err
		}
		for range 2 {
			content, err := got.Bytes()
			if err != nil || string(content) != "hello" {
				t.Errorf("content %q, %v", content, err)
			}
		}
		f, err := got.Open()
		if err != nil {
			return err
		}
		defer f.Close()
		part := make([]byte, 3)
		if _, err := f.ReadAt(part, 2); err != nil || string(part) != "llo" {
			t.Errorf("part %q, %v", part, err)
		}
		return nil
	})
	s := run.Expect("Receipt")
	if props, want := string(s.Component().Props), `{"helpText":"As it was printed","maxSize":100}`; props != want {
		t.Errorf("props %s, want %s", props, want)
	}
	if c := s.Component(); c.MethodName != protocol.UploadFile || c.IsMultiple || c.IsOptional {
		t.Errorf("component %+v", c)
	}
	s.AnswerFile(`../..\a/receipt.TXT`, "hello")
	finish(t, run)
	if got.Name != "_.._a_receipt.TXT" || got.Size != 5 || got.Type != "text/plain" {
		t.Errorf("got %+v", got)
	}
	if _, err := got.Open(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after the run: %v", err)
	}
	if _, err := (io.Upload{Name: "x"}).Open(); err == nil {
		t.Error("a file that nobody handed over was opened")
	}
}

func TestSeveralFilesCrossAsTheyAreAskedFor(t *testing.T) {
	run, got := asking(t, io.Files("Pictures").Types("image/*").Extensions("PNG", ".jpg").MaxSize(100).MaxTotal(150).AtLeast(2).AtMost(3))
	s := run.Expect("Pictures")
	want := `{"accept":["image/*"],"allowedExtensions":[".png",".jpg"],"maxFiles":3,"maxSize":100,"maxTotal":150,"minFiles":2}`
	if props := string(s.Component().Props); props != want || !s.Component().IsMultiple || string(s.Component().MultipleProps) != "{}" {
		t.Errorf("props %s, want %s; %+v", props, want, s.Component())
	}
	files := []protocol.UploadedFile{s.Upload("a.png", []byte(png)), s.Upload("b.png", []byte(png+"more"))}
	s.Answer(files)
	finish(t, run)
	if len(*got) != 2 || (*got)[1].Name != "b.png" || (*got)[1].Type != "image/png" || (*got)[1].Size != int64(len(png)+4) {
		t.Errorf("got %+v", *got)
	}
}

// The rules are the host's: nothing that a browser says goes past them.
func TestFilesThatAreNotTaken(t *testing.T) {
	var book bytes.Buffer
	z := zip.NewWriter(&book)
	w, _ := z.Create("readme.txt")
	w.Write([]byte("not a workbook"))
	z.Close()
	large := strings.Repeat("x", 101)
	for name, c := range map[string]struct {
		in      io.FileInput
		file    string
		content string
		fault   protocol.UploadFault // "" for one that is taken
		says    string
	}{
		"too large":            {io.File("x").MaxSize(100), "a.txt", large, "TOO_LARGE", "“a.txt” is too large: it has 101 bytes, at most 100 bytes are taken."},
		"just as large":        {io.File("x").MaxSize(101), "a.txt", large, "", ""},
		"another end":          {io.File("x").Extensions(".csv", "txt"), "a.exe", "MZ", "TYPE", "“a.exe” is not taken. Choose a file whose name ends in .csv or .txt."},
		"end alone":            {io.File("x").Extensions(".csv"), ".csv", "a", "TYPE", "ends in .csv."},
		"two ends":             {io.File("x").Extensions(".tar.gz"), "a.TAR.GZ", "\x1f\x8b\x08more", "", ""},
		"capitals":             {io.File("x").Extensions(".CSV"), "a.Csv", "a,b\n1,2\n", "", ""},
		"picture called csv":   {io.File("x").Extensions(".csv"), "a.csv", png, "TYPE", "is not what its name says: its content is a picture (PNG)."},
		"text called picture":  {io.File("x").Extensions(".png"), "a.png", "hello", "TYPE", "its content is plain text."},
		"markup called text":   {io.File("x").Extensions(".txt"), "a.txt", "<html><script>alert(1)</script>", "", ""},
		"markup as a picture":  {io.File("x").Types("image/png"), "a.png", "<svg xmlns='http://www.w3.org/2000/svg'></svg>", "TYPE", "its content is a picture (SVG). Choose a file that is a picture (PNG)."},
		"picture of any kind":  {io.File("x").Types("image/*"), "a", png, "", ""},
		"no picture":           {io.File("x").Types("image/*"), "a.png", "hello", "TYPE", "its content is plain text. Choose a file that is a picture."},
		"neither of two":       {io.File("x").Types("image/png", "image/jpeg", "application/pdf"), "a.gif", "GIF89a\x01\x00\x01\x00", "TYPE", "its content is a picture (GIF). Choose a file that is a picture (PNG or JPEG) or PDF."},
		"a kind without name":  {io.File("x").Types("application/x-own", "video/*", "audio/mpeg"), "a.txt", "hello", "TYPE", "Choose a file that is a film, a sound (MP3) or application/x-own."},
		"a table by its name":  {io.File("x").Types("text/csv"), "a.csv", "a;b", "", ""},
		"a picture as a table": {io.File("x").Types("text/csv"), "a.csv", png, "TYPE", "a picture (PNG). Choose a file that is CSV."},
		"a note as a table":    {io.File("x").Types("text/csv"), "a.txt", "a;b", "TYPE", "Choose a file that is CSV."},
		"json by its content":  {io.File("x").Types("application/json"), "a", `{"a":1}`, "", ""},
		"a program":            {io.File("x").Types("application/pdf", "image/*"), "a.pdf", "MZ\x90\x00", "TYPE", "a picture or PDF."},
		"any archive":          {io.File("x").Extensions(".xlsx"), "a.xlsx", book.String(), "", ""}, // its parts may come in any order
		"empty":                {io.File("x").Extensions(".txt"), "a.txt", "", "TYPE", "“a.txt” is empty."},
		"empty and well":       {io.File("x"), "a.txt", "", "", ""},
		"name that hides":      {io.File("x").Extensions(".txt"), "a.exe\x00.txt", "hi", "", ""},
		"name of a stranger":   {io.File("x").Extensions(".txt"), "a\u202etxt.exe", "hi", "TYPE", "“atxt.exe” is not taken"},
	} {
		run, _ := asking(t, c.in)
		err := run.Expect("x").UploadError(c.file, []byte(c.content))
		fault, _ := errors.AsType[*txn.UploadError](err)
		switch {
		case c.fault == "" && err != nil, c.fault != "" && (fault == nil || fault.Fault != c.fault || !strings.Contains(fault.Message, c.says)):
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An answer names files that were sent for the very question in the very run.
func TestAnswersThatNameOtherFiles(t *testing.T) {
	other, _ := asking(t, io.File("x"))
	strange := other.Expect("x").Upload("a.txt", []byte("theirs"))

	var first, second io.Upload
	var several []io.Upload
	run := stagedoortest.Start(t, func(ctx context.Context) (err error) {
		if first, err = io.File("First").Get(ctx); err != nil {
			return err
		}
		return io.Group(io.File("Second").Into(&second), io.Files("Several").AtMost(2).MaxSize(10).MaxTotal(15).Optional().Into(&several)).Ask(ctx)
	})
	s := run.Expect("First")
	mine := s.Upload("a.txt", []byte("mine"))
	const gone = "A file is no longer here. Remove it and choose it again."
	for raw, want := range map[string]string{
		`null`: "Please choose a file.", `"x"`: "This answer does not fit the question.", `[]`: "This answer does not fit the question.",
		`{}`: "This answer does not fit the question.", `{"upload":""}`: "This answer does not fit the question.",
		`{"upload":7}`:                       "This answer does not fit the question.",
		`{"upload":"nothing"}`:               gone,
		`{"upload":"../../etc/passwd"}`:      gone,
		string(ref(strange.Upload)):          gone,
		`{"url":"http://169.254.169.254/x"}`: "This answer does not fit the question.",
	} {
		s.Answer(json.RawMessage(raw))
		s = run.Expect("First")
		if s.Message() != want {
			t.Errorf("answer %s: %q, want %q", raw, s.Message(), want)
		}
	}
	s.Answer(ref(mine.Upload)) // what else it says is not looked at
	run.Expect("Second")
	s = run.Expect("Several")
	a, b, c := s.Upload("a.txt", []byte("12345678")), s.Upload("b.txt", []byte("12345678")), s.Upload("c.txt", []byte("1"))
	for _, bad := range []struct {
		second, several any
		want            string
	}{
		{ref(mine.Upload), []any{}, gone},               // of the question before
		{a, []any{}, gone},                              // of the component beside it
		{nil, []any{a, b}, "too large together"},        // each is well
		{nil, []any{a, c, c}, "Choose at most 2 files"}, // too many
		{nil, []any{a, a}, "does not fit"},              // twice the same
	} {
		s.AnswerAll(bad.second, bad.several)
		run.Expect("Second")
		s = run.Expect("Several")
		said := s.Call().ToRender[0].ValidationErrorMessage + s.Call().ToRender[1].ValidationErrorMessage
		if !strings.Contains(said, bad.want) {
			t.Errorf("%+v: %q", bad, said)
		}
	}
	last := run.Expect("Second").Upload("z.txt", []byte("z"))
	run.Expect("Several")
	s.AnswerAll(last, []any{a, c})
	finish(t, run)
	if first.Name != "a.txt" || second.Name != "z.txt" || len(several) != 2 {
		t.Errorf("got %+v, %+v, %+v", first, second, several)
	}
}

// Files that were replaced make room, so that a question cannot fill the disk.
func TestOldFilesMakeRoom(t *testing.T) {
	run, got := asking(t, io.File("x").MaxSize(4))
	s := run.Expect("x")
	first := s.Upload("1.txt", []byte("1"))
	for _, name := range []string{"2.txt", "3.txt"} {
		s.Upload(name, []byte("12"))
	}
	s.Answer(first)
	s = run.Expect("x")
	if !strings.Contains(s.Message(), "no longer here") {
		t.Errorf("the oldest: %q", s.Message())
	}
	s.AnswerFile("4.txt", "4")
	finish(t, run)
	if got.Name != "4.txt" {
		t.Errorf("got %+v", *got)
	}
}

func TestFilesThatCannotBeAskedFor(t *testing.T) {
	for name, in := range map[string]getter[io.Upload]{
		"no size":  io.File("x").MaxSize(0),
		"default":  io.File("x").Default(io.Upload{Name: "a"}),
		"negative": io.File("x").MaxSize(-1),
	} {
		run, _ := asking(t, in)
		if _, err := run.Wait(); err == nil {
			t.Errorf("%s: asked", name)
		}
	}
	run, _ := asking(t, io.Files("x").AtLeast(3).AtMost(2))
	if _, err := run.Wait(); err == nil {
		t.Error("at least three and at most two")
	}
}

// A check sees the content; what it refuses is asked for again.
func TestAFileIsChecked(t *testing.T) {
	run, got := asking(t, io.File("x").Validate(func(_ context.Context, u io.Upload) error {
		content, err := u.Bytes()
		if err == nil && !strings.HasPrefix(string(content), "ID") {
			return io.Invalid("%s has no column ID.", u.Name)
		}
		return err
	}))
	run.Expect("x").AnswerFile("a.csv", "Name\n")
	s := run.Expect("x")
	if s.Message() != "a.csv has no column ID." {
		t.Errorf("message %q", s.Message())
	}
	s.AnswerFile("b.csv", "ID\n")
	finish(t, run)
	if got.Name != "b.csv" {
		t.Errorf("got %+v", *got)
	}
}

func TestAnOptionalFile(t *testing.T) {
	run, got := asking(t, io.File("x").Optional())
	run.Expect("x").Answer(nil)
	finish(t, run)
	if *got != nil {
		t.Errorf("got %+v", *got)
	}
	many, files := asking(t, io.Files("x").Optional())
	many.Expect("x").Answer(json.RawMessage(`[]`))
	finish(t, many)
	if *files != nil {
		t.Errorf("got %+v", *files)
	}
}

func TestNoFileIsTakenAfterTheAnswer(t *testing.T) {
	run := stagedoortest.Start(t, func(ctx context.Context) error {
		if _, err := io.File("x").Get(ctx); err != nil {
			return err
		}
		_, err := io.Text("y").Get(ctx)
		return err
	})
	s := run.Expect("x")
	s.AnswerFile("a.txt", "a")
	run.Expect("y")
	if err := s.UploadError("b.txt", []byte("b")); !errors.Is(err, txn.ErrUploadGone) {
		t.Errorf("a file for a question that is answered: %v", err)
	}
	y := run.Expect("y")
	if err := y.UploadError("b.txt", []byte("b")); !errors.Is(err, txn.ErrUploadGone) {
		t.Errorf("a file for a text: %v", err)
	}
	y.Answer("z")
	finish(t, run)
}

// An original dashboard has a storage of its own, where nothing is fetched from,
// whatever an answer says.
func TestFilesOfAnOriginalDashboard(t *testing.T) {
	original := stagedoortest.Options{Original: true}
	var got *io.Upload
	run := stagedoortest.StartWith(t.Context(), t, original, func(ctx context.Context) (err error) {
		got, err = io.File("x").Extensions(".txt").Types("text/plain").MaxSize(5).Optional().Get(ctx)
		return err
	})
	s := run.Expect("x")
	if props := string(s.Component().Props); props != `{"allowedExtensions":[".txt"]}` {
		t.Errorf("props %s", props)
	}
	s.Answer(json.RawMessage(`{"name":"a.txt","type":"text/plain","lastModified":1,"size":2,"url":"http://169.254.169.254/a.txt"}`))
	if s = run.Expect("x"); s.Message() != "A file cannot be fetched from here. Leave this empty." {
		t.Errorf("message %q", s.Message())
	}
	s.Answer(nil)
	finish(t, run)
	if got != nil {
		t.Errorf("got %+v", got)
	}
	run = stagedoortest.StartWith(t.Context(), t, original, func(ctx context.Context) error {
		_, err := io.Files("x").Get(ctx)
		return err
	})
	_, err := run.Wait()
	var public interface{ PublicMessage() string }
	if !errors.As(err, &public) || !strings.Contains(public.PublicMessage(), "in the panel of the service itself") {
		t.Errorf("a file that is needed: %v", err)
	}
}
