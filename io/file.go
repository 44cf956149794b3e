package io

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	stdio "io"
	"mime/multipart"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/internal/depot"
	"github.com/stagedoor/stagedoor/protocol"
)

const (
	maxFile  = 32_000_000 // bytes of a file, where nothing is said
	maxFiles = 20         // of a question for several
	maxAll   = 100_000_000
)

// Upload is a file that somebody has handed over. Its content is on the host's
// disk, or in the application's store, until the run is over; an action that wants to
// keep it copies it.
type Upload struct {
	// Name is what it is called where it came from, without a path and safe to use
	// as the name of a file. It is no key: two files may be called the same.
	Name string `json:"name"`

	// Type is the media type that its content has, as far as that can be told, for
	// example "image/png".
	Type string `json:"type"`

	Size     int64     `json:"size"` // bytes
	Modified time.Time `json:"lastModified,omitzero"`

	id   string
	file *depot.File
}

// Open returns the content, to be read from its beginning and closed. It may be
// called more than once. The error is fs.ErrNotExist once the run is over. Where an
// application's store keeps it, nothing is fetched before the first read, whose error
// may be the store's.
func (u Upload) Open() (multipart.File, error) {
	if u.file == nil {
		return nil, fmt.Errorf("io: open %q: %w", u.Name, errNotUploaded)
	}
	f, err := u.file.Open()
	if err != nil {
		return nil, fmt.Errorf("io: open %q: %w", u.Name, err)
	}
	return f, nil
}

// Bytes returns the whole content. It is meant for small files.
func (u Upload) Bytes() ([]byte, error) {
	f, err := u.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var content bytes.Buffer
	content.Grow(int(min(u.Size, maxFile)))
	if _, err := stdio.Copy(&content, f); err != nil {
		return nil, fmt.Errorf("io: read %q: %w", u.Name, err)
	}
	return content.Bytes(), nil
}

// FileInput asks for a file.
type FileInput struct{ Input[FileInput, Upload] }

// File asks for one file of at most 32 MB. It is sent while the question is open
// and kept on the host's disk or in the application's store, never whole in memory,
// until the run is over; see [Upload].
//
// A dashboard of the original Interval puts files into a storage of its own, from
// where they are not fetched: there, an action that needs one fails, and says so.
func File(label string) FileInput {
	return fileInput(spec{method: protocol.UploadFile, label: label, kind: fileKind{}})
}

func fileInput(s spec) FileInput { return FileInput{Input[FileInput, Upload]{s, fileInput}} }

// Extensions takes only files whose names end in one of these, in capitals or not:
// ".csv", ".tar.gz". Their content has to be what the name says, where that can be
// told.
func (f FileInput) Extensions(ends ...string) FileInput { return fileInput(extensions(f.spec, ends)) }

// Types takes only files whose content is of one of these media types:
// "application/pdf", or "image/*" for every kind of picture.
func (f FileInput) Types(types ...string) FileInput {
	return fileInput(f.spec.with("accept", slices.Clone(types)))
}

// MaxSize is how large the file may be, in bytes. Default: 32 MB.
func (f FileInput) MaxSize(bytes int64) FileInput { return fileInput(f.spec.with("maxSize", bytes)) }

// FilesInput asks for several files.
type FilesInput struct{ Input[FilesInput, []Upload] }

// Files asks for several files: at least one, at most 20, each of at most 32 MB,
// and 100 MB together. What else holds of them, see [File].
func Files(label string) FilesInput {
	return filesInput(spec{method: protocol.UploadFile, label: label, kind: filesKind{}})
}

func filesInput(s spec) FilesInput { return FilesInput{Input[FilesInput, []Upload]{s, filesInput}} }

// Extensions is as of [FileInput].
func (f FilesInput) Extensions(ends ...string) FilesInput {
	return filesInput(extensions(f.spec, ends))
}

// Types is as of [FileInput].
func (f FilesInput) Types(types ...string) FilesInput {
	return filesInput(f.spec.with("accept", slices.Clone(types)))
}

// MaxSize is how large each file may be, in bytes. Default: 32 MB.
func (f FilesInput) MaxSize(bytes int64) FilesInput { return filesInput(f.spec.with("maxSize", bytes)) }

// MaxTotal is how large all files together may be, in bytes. Default: 100 MB.
func (f FilesInput) MaxTotal(bytes int64) FilesInput {
	return filesInput(f.spec.with("maxTotal", bytes))
}

// AtLeast is the fewest files accepted. Default: 1.
func (f FilesInput) AtLeast(n int) FilesInput { return filesInput(f.spec.with("minFiles", n)) }

// AtMost is the most files accepted. Default: 20.
func (f FilesInput) AtMost(n int) FilesInput { return filesInput(f.spec.with("maxFiles", n)) }

// Optional lets there be no file: the answer is nil then, for which the checks of
// Validate are not called.
func (f FilesInput) Optional() FilesInput {
	f.spec.optional = true
	return filesInput(f.spec)
}

// extensions writes the ends of names as the original does: with a dot.
func extensions(s spec, ends []string) spec {
	dotted := make([]string, len(ends))
	for i, end := range ends {
		dotted[i] = "." + strings.TrimLeft(strings.ToLower(end), ".")
	}
	return s.with("allowedExtensions", dotted)
}

// fileKind reads one file.
type fileKind struct{ shelf }

// filesKind reads several.
type filesKind struct{ shelf }

func (k fileKind) prepare(ctx context.Context, s *spec, p *part) error {
	k.shelf = newShelf(ctx, *s, p)
	k.least, k.most = 1, 1
	k.all = k.size
	s.kind = k
	return k.install(ctx, s, p, func(v any) []Upload { return []Upload{as[Upload](v)} })
}

func (k filesKind) prepare(ctx context.Context, s *spec, p *part) error {
	k.shelf = newShelf(ctx, *s, p)
	k.least, k.most, k.all = 1, maxFiles, max(maxAll, k.size)
	if n, ok := setting[int](*s, "minFiles"); ok {
		k.least = max(n, 1)
	}
	if n, ok := setting[int](*s, "maxFiles"); ok {
		k.most = n
	}
	if n, ok := setting[int64](*s, "maxTotal"); ok {
		k.all = n
	}
	p.multiple = map[string]any{}
	s.kind = k
	return k.install(ctx, s, p, as[[]Upload])
}

func (fileKind) write(spec, any) (any, error)  { return nil, errNoDefault }
func (filesKind) write(spec, any) (any, error) { return nil, errNoDefault }

func (fileKind) missing() error  { return refusal("Please choose a file.") }
func (filesKind) missing() error { return refusal("Please choose at least one file.") }

func (k fileKind) read(_ spec, raw json.RawMessage) (any, error) {
	var file protocol.UploadedFile
	if json.Unmarshal(raw, &file) != nil {
		return nil, errType
	}
	u, err := k.take(file)
	if err != nil {
		return nil, err
	}
	return &u, nil
}

func (k filesKind) read(_ spec, raw json.RawMessage) (any, error) {
	var files []protocol.UploadedFile
	if json.Unmarshal(raw, &files) != nil || len(files) > k.most+1 {
		return nil, errType
	}
	if len(files) == 0 {
		return nil, errEmpty
	}
	if err := k.count(len(files)); err != nil {
		return nil, err
	}
	uploads, total := make([]Upload, len(files)), int64(0)
	for i, file := range files {
		var err error
		if uploads[i], err = k.take(file); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(uploads[:i], func(u Upload) bool { return u.id == uploads[i].id }) {
			return nil, errType
		}
		total += uploads[i].Size
	}
	if total > k.all {
		return nil, refusal(fmt.Sprintf("These files are too large together: they have %s, at most %s are taken.", inBytes(total), inBytes(k.all)))
	}
	return &uploads, nil
}

// count refuses a wrong number of files.
func (k shelf) count(n int) error {
	switch few, many := n < k.least, n > k.most; {
	case few && k.least == k.most, many && k.least == k.most:
		return refusal(fmt.Sprintf("Choose exactly %s.", plural(k.least, "file")))
	case few:
		return refusal(fmt.Sprintf("Choose at least %s.", plural(k.least, "file")))
	case many:
		return refusal(fmt.Sprintf("Choose at most %s.", plural(k.most, "file")))
	}
	return nil
}
