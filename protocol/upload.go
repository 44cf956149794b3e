package protocol

// The calls of a dashboard about files that people hand over. They are an addition:
// an original dashboard has storage of its own. A file is written in chunks, one
// after another, so that neither side ever holds more than one.
const (
	OpenUpload   RPCMethod = "OPEN_UPLOAD"   // OpenUploadCall → UploadReply
	WriteUpload  RPCMethod = "WRITE_UPLOAD"  // UploadChunk → UploadReply
	FinishUpload RPCMethod = "FINISH_UPLOAD" // UploadRef → UploadReply with the file
	DropUpload   RPCMethod = "DROP_UPLOAD"   // UploadRef → nothing
)

// OpenUploadCall says that somebody wants to hand over a file, and what their
// browser calls it.
type OpenUploadCall struct {
	TransactionID string `json:"transactionId"`
	InputGroupKey string `json:"inputGroupKey"`
	Index         int    `json:"index"` // of the component in its IO call
	Name          string `json:"name"`
	ContentType   string `json:"contentType,omitempty"`
	Size          int64  `json:"size"`                   // bytes
	LastModified  int64  `json:"lastModified,omitempty"` // milliseconds since 1970
}

// UploadRef names a file that is on its way, or has arrived.
type UploadRef struct {
	TransactionID string `json:"transactionId"`
	InputGroupKey string `json:"inputGroupKey"`
	Index         int    `json:"index"`
	UploadID      string `json:"uploadId"`
}

// UploadChunk is the next part of a file.
type UploadChunk struct {
	UploadRef
	Offset int64  `json:"offset"` // where it begins, in bytes
	Data   []byte `json:"data"`   // base64, at most [MaxChunk] bytes
}

// UploadFault says why a file is not taken.
type UploadFault string

// The faults of files.
const (
	UploadTooLarge UploadFault = "TOO_LARGE"
	UploadType     UploadFault = "TYPE" // its name or content is none of those that are taken
	UploadGone     UploadFault = "GONE" // the question is not open any more, or the file was dropped
	UploadBroken   UploadFault = "BROKEN"
)

// UploadReply says that all is well so far, or why it is not.
type UploadReply struct {
	Type     string        `json:"type"` // SUCCESS or ERROR
	UploadID string        `json:"uploadId,omitempty"`
	File     *UploadedFile `json:"file,omitempty"` // once it is complete
	Fault    UploadFault   `json:"fault,omitempty"`
	Message  string        `json:"message,omitempty"` // of a fault, written for people
}

// UploadedFile is a file in an answer. A host of ours that gets it from a
// dashboard of ours looks at Upload alone, which names a file that it has; the
// others say what people read of it.
type UploadedFile struct {
	Upload       string `json:"upload,omitempty"` // addition
	Name         string `json:"name"`
	Type         string `json:"type"`
	Size         int64  `json:"size"`                   // bytes
	LastModified int64  `json:"lastModified,omitempty"` // milliseconds since 1970
	URL          string `json:"url,omitempty"`          // of an original dashboard: where it can be fetched
}

// RunUploadRequest asks for a place to send a file to.
type RunUploadRequest struct {
	RunID        string `json:"runId"`
	GroupKey     string `json:"groupKey"`
	Index        int    `json:"index"` // of the component
	Name         string `json:"name"`
	Type         string `json:"type,omitempty"`
	Size         int64  `json:"size"` // bytes
	LastModified int64  `json:"lastModified,omitempty"`
}

// UploadSlot is where one file can be sent, once, within a minute: as the body of a
// POST, whose answer is an [UploadedFile] or an [UploadProblem].
type UploadSlot struct {
	Path string `json:"path"` // below the mount, without a slash in front
}

// UploadProblem says why a file was not taken.
type UploadProblem struct {
	Message string `json:"message"`
}

// DropUploadRequest takes back a file that was sent for the open question.
type DropUploadRequest struct {
	RunID    string `json:"runId"`
	GroupKey string `json:"groupKey"`
	Index    int    `json:"index"`
	Upload   string `json:"upload"`
}

// UploadURL is a place of a host's own storage, for an original dashboard.
type UploadURL struct {
	UploadURL   string `json:"uploadUrl"`
	DownloadURL string `json:"downloadUrl"`
}

// UploadProps belongs to UPLOAD_FILE. The answer is an [UploadedFile], of
// several an array of them. In the original its state is always asked for.
type UploadProps struct {
	InputProps
	AllowedExtensions []string    `json:"allowedExtensions,omitempty"` // with their dots
	FileURLs          []UploadURL `json:"fileUrls,omitempty"`
	Accept            []string    `json:"accept,omitempty"`   // addition: media types; image/* for all of a kind
	MaxSize           int64       `json:"maxSize,omitempty"`  // addition: bytes of one file
	MaxTotal          int64       `json:"maxTotal,omitempty"` // addition: bytes of all
	MinFiles          int         `json:"minFiles,omitempty"` // addition, where several are taken
	MaxFiles          int         `json:"maxFiles,omitempty"` // addition
}

// UploadState is what an original dashboard says of the files that were chosen.
type UploadState struct {
	Files []UploadName `json:"files,omitempty"`
	Name  string       `json:"name,omitempty"`
	Type  string       `json:"type,omitempty"`
}

// UploadName is a file before it is sent.
type UploadName struct {
	Name string `json:"name"`
	Type string `json:"type"`
}
