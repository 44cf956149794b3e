package host

import (
	"errors"
	"time"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// openUpload begins to take a file that somebody hands over.
func (h *Host) openUpload(in protocol.OpenUploadCall) (any, error) {
	r := h.runOf(in.TransactionID)
	if r == nil {
		return refuseUpload(nil, txn.ErrUploadGone), nil
	}
	request := txn.UploadRequest{Index: in.Index, Name: in.Name, Type: in.ContentType, Size: in.Size}
	if in.LastModified > 0 {
		request.Modified = time.UnixMilli(in.LastModified)
	}
	var u *txn.Upload
	err := protect(func() (err error) {
		u, err = r.tx.OpenUpload(in.InputGroupKey, request)
		return err
	})
	if err != nil {
		return refuseUpload(&r.link, err), nil
	}
	return protocol.UploadReply{Type: protocol.TypeUpperSuccess, UploadID: u.ID}, nil
}

// writeUpload takes the next part of a file.
func (h *Host) writeUpload(in protocol.UploadChunk) (any, error) {
	if len(in.Data) > protocol.MaxChunk {
		return nil, &protocol.FormatError{What: "chunk", Err: protocol.ErrLimit}
	}
	return h.withUpload(in.UploadRef, func(u *txn.Upload) error { return u.Write(in.Offset, in.Data) }), nil
}

// finishUpload ends a file.
func (h *Host) finishUpload(in protocol.UploadRef) (any, error) {
	var file *protocol.UploadedFile
	reply := h.withUpload(in, func(u *txn.Upload) error {
		err := u.Finish()
		file = &protocol.UploadedFile{Upload: u.ID, Name: u.Name, Type: u.Type(), Size: u.Size}
		return err
	})
	if reply.Type == protocol.TypeUpperSuccess {
		reply.File = file
	}
	return reply, nil
}

// withUpload does something to a file. Whatever goes wrong is the end of it.
func (h *Host) withUpload(in protocol.UploadRef, do func(*txn.Upload) error) protocol.UploadReply {
	r := h.runOf(in.TransactionID)
	if r == nil {
		return refuseUpload(nil, txn.ErrUploadGone)
	}
	u := r.tx.Upload(in.InputGroupKey, in.Index, in.UploadID)
	if u == nil {
		return refuseUpload(&r.link, txn.ErrUploadGone)
	}
	if err := protect(func() error { return do(u) }); err != nil {
		r.tx.DropUpload(in.InputGroupKey, in.Index, in.UploadID)
		return refuseUpload(&r.link, err)
	}
	return protocol.UploadReply{Type: protocol.TypeUpperSuccess, UploadID: u.ID}
}

// dropUpload removes a file that the question need not have. Dropping twice is
// harmless.
func (h *Host) dropUpload(in protocol.UploadRef) (any, error) {
	if r := h.runOf(in.TransactionID); r != nil {
		r.tx.DropUpload(in.InputGroupKey, in.Index, in.UploadID)
	}
	return nil, nil
}

func (h *Host) runOf(id string) *run {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.runs[id]
}

// refuseUpload says why a file is not taken. What was not written for people is
// logged, and referred to; l may be nil where there is nothing of the kind.
func refuseUpload(l *link, err error) protocol.UploadReply {
	reply := protocol.UploadReply{Type: protocol.TypeUpperError, Fault: protocol.UploadBroken}
	if known, ok := errors.AsType[*txn.UploadError](err); ok {
		reply.Fault, reply.Message = known.Fault, known.Message
		if known.Err != nil {
			reply.Message = l.fault(known.Message, known.Err)
		}
		return reply
	}
	reply.Message = l.sentence(err)
	return reply
}
