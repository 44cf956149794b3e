package protocol

import (
	"encoding/json"
	"strings"
	"unicode"
)

// The calls of a dashboard about files that components hand over. They are an
// addition: they are made about components that offer a file, which an original
// host never does. A file is read in chunks, one after another, so that neither
// side ever holds more than one.
const (
	OpenDownload  RPCMethod = "OPEN_DOWNLOAD"  // OpenDownloadCall → OpenDownloadReply
	ReadDownload  RPCMethod = "READ_DOWNLOAD"  // DownloadRef → DownloadChunk
	CloseDownload RPCMethod = "CLOSE_DOWNLOAD" // DownloadRef → nothing
)

// MaxChunk is the most of a file that one chunk carries, in bytes.
const MaxChunk = 128 << 10

// OpenDownloadCall asks for the file that a component offers. TransactionID may
// be a page key.
type OpenDownloadCall struct {
	TransactionID string          `json:"transactionId"`
	InputGroupKey string          `json:"inputGroupKey"`
	Index         int             `json:"index"` // of the component in its IO call
	Format        string          `json:"format,omitempty"`
	State         json.RawMessage `json:"state,omitempty"` // of a stateful component: what the person has chosen
}

// OpenDownloadReply says what comes, or why nothing does.
type OpenDownloadReply struct {
	Type        string `json:"type"` // SUCCESS or ERROR
	DownloadID  string `json:"downloadId,omitempty"`
	Name        string `json:"name,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	Size        *int64 `json:"size,omitempty"` // bytes, where it is known
	Message     string `json:"message,omitempty"`
}

// DownloadRef names a file that is open.
type DownloadRef struct {
	DownloadID string `json:"downloadId"`
}

// DownloadChunk is the next part of a file. It may be empty before the end: then
// nothing is ready yet.
type DownloadChunk struct {
	Data    []byte `json:"data,omitempty"` // base64
	Done    bool   `json:"done,omitempty"` // the file ends here
	Rows    int    `json:"rows,omitempty"` // at the end of a table: how many there were
	Failed  bool   `json:"failed,omitempty"`
	Message string `json:"message,omitempty"` // of a failure, written for people
}

// FileName makes text the name of a file: one that every system takes, without a
// path, without what reorders letters, and not too long.
func FileName(text string) string {
	clean := func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r), unicode.IsSpace(r) && r != ' ':
			return '_'
		}
		return r
	}
	name := strings.TrimLeft(strings.Trim(strings.Map(clean, text), " "), ".")
	if runes := []rune(name); len(runes) > maxFileName {
		name = string(runes[:maxFileName])
		if dot := strings.LastIndexByte(text, '.'); dot >= 0 && len(text)-dot <= 8 { // its kind matters more than its end
			end := strings.Map(clean, text[dot:])
			name = string(runes[:maxFileName-len(end)]) + end
		}
	}
	if name = strings.TrimRight(name, " ."); name == "" {
		return "download"
	}
	return name
}

const maxFileName = 120

// RunDownloadRequest asks for a file that a component of a run offers.
type RunDownloadRequest struct {
	RunID    string          `json:"runId"`
	GroupKey string          `json:"groupKey"`
	Index    int             `json:"index"` // of the component
	Format   string          `json:"format,omitempty"`
	State    json.RawMessage `json:"state,omitempty"`
}

// PageDownloadRequest asks for a file that a component of a page offers.
type PageDownloadRequest struct {
	PageKey  string          `json:"pageKey"`
	GroupKey string          `json:"groupKey"`
	Index    int             `json:"index"`
	Format   string          `json:"format,omitempty"`
	State    json.RawMessage `json:"state,omitempty"`
}

// Download is where the file can be fetched, once, within a minute.
type Download struct {
	Path string `json:"path"` // below the mount, without a slash in front
	Name string `json:"name"`
	Size *int64 `json:"size,omitempty"` // bytes, where it is known
}
