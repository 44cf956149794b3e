package io

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

var (
	errNotUploaded = errors.New("nobody has handed it over")
	errNoDefault   = errors.New("a file has no default")
	errElsewhere   = refusal("Files cannot be handed over in this dashboard. Run this in the panel of the service itself.")
)

// shelf is what an input that asks for files takes, and where they arrive.
type shelf struct {
	tx          *txn.Transaction // nil outside a run
	part        *part
	ends, types []string
	size        int64 // bytes of one
	all         int64 // bytes of all
	least, most int
	spoken      bool // the dashboard sends files to their host
}

func newShelf(ctx context.Context, s spec, p *part) shelf {
	k := shelf{part: p, size: maxFile, spoken: draws(ctx, protocol.UploadFile)}
	k.tx, _ = txn.From(ctx)
	if n, ok := setting[int64](s, "maxSize"); ok {
		k.size = n
	}
	k.ends, _ = setting[[]string](s, "allowedExtensions")
	k.types, _ = setting[[]string](s, "accept")
	return k
}

// install makes the part take files. Those of an answer that is accepted outlive
// the question, others do not.
func (k shelf) install(_ context.Context, s *spec, p *part, files func(answer any) []Upload) error {
	switch counts := checkSetCounts(*s, "minFiles", "maxFiles", maxFiles); {
	case counts != nil:
		return counts
	case k.size < 1:
		return fmt.Errorf("MaxSize(%d): a file has 1 byte at least", k.size)
	case k.all < k.size:
		return fmt.Errorf("MaxTotal(%d) is less than the %d bytes that one file may have", k.all, k.size)
	}
	if !k.spoken {
		for _, key := range []string{"accept", "maxSize", "maxTotal", "minFiles", "maxFiles"} {
			delete(p.props, key)
		}
		if s.optional {
			return nil
		}
		return errElsewhere
	}
	p.props["maxSize"] = k.size
	if p.multiple != nil {
		p.props["maxTotal"], p.props["minFiles"], p.props["maxFiles"] = k.all, k.least, k.most
	}
	p.upload = k.open
	keep := s.keep
	s.keep = func(answer any) {
		var ids []string
		for _, u := range files(answer) {
			ids = append(ids, u.id)
		}
		if k.tx != nil {
			k.tx.KeepUploads(p.key, p.index, ids)
		}
		if keep != nil {
			keep(answer)
		}
	}
	return nil
}

// open says how a file is taken, or why not.
func (k shelf) open(r txn.UploadRequest) (*txn.Intake, error) {
	name := protocol.FileName(r.Name)
	switch {
	case !k.endsWell(name):
		return nil, wrongType("%s is not taken. Choose a file whose name ends in %s.", fileTitle(name), either(k.ends))
	case r.Size > k.size:
		return nil, &txn.UploadError{Fault: protocol.UploadTooLarge, Message: fmt.Sprintf(
			"%s is too large: it has %s, at most %s are taken.", fileTitle(name), inBytes(r.Size), inBytes(k.size))}
	case r.Size < 0:
		return nil, wrongType("%s has no size.", fileTitle(name))
	}
	return &txn.Intake{
		Name: name, MaxFiles: 2 * k.most, MaxTotal: 2 * k.all,
		Judge: func(head []byte) (string, error) { return k.judge(name, head) },
	}, nil
}

func wrongType(format string, args ...any) error {
	return &txn.UploadError{Fault: protocol.UploadType, Message: fmt.Sprintf(format, args...)}
}

// endsWell reports whether a name has one of the ends that are taken.
func (k shelf) endsWell(name string) bool {
	name = strings.ToLower(name)
	for _, end := range k.ends {
		if strings.HasSuffix(name, end) && len(name) > len(end) {
			return true
		}
	}
	return len(k.ends) == 0
}

// take finds the file that an answer names, among those that were sent for this
// very question.
func (k shelf) take(file protocol.UploadedFile) (Upload, error) {
	if !k.spoken {
		return Upload{}, refusal("A file cannot be fetched from here. Leave this empty.")
	}
	if k.tx == nil || file.Upload == "" {
		return Upload{}, errType
	}
	u := k.tx.Upload(k.part.key, k.part.index, file.Upload)
	if u == nil || !u.Complete() {
		return Upload{}, refusal("A file is no longer here. Remove it and choose it again.")
	}
	return Upload{id: u.ID, Name: u.Name, Type: u.Type(), Size: u.Size, Modified: u.Modified, file: u.File()}, nil
}
