package io

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// judge says what kind of file begins so, and refuses one of a kind that is not
// taken: by its content, whatever its name says. Texts have no mark of their own, so
// that among them the name decides.
func (k shelf) judge(name string, head []byte) (string, error) {
	if len(head) == 0 && len(k.ends)+len(k.types) > 0 {
		return "", wrongType("%s is empty.", fileTitle(name))
	}
	found := mimetype.Detect(head)
	named, known := kinds[strings.ToLower(path.Ext(name))]
	kind := baseKind(found.String())
	if known && canBe(found, named) {
		kind = narrower(found, named)
	}
	switch {
	case len(k.ends) > 0 && known && !canBe(found, named):
		return "", wrongType("%s is not what its name says: its content is %s.", fileTitle(name), kindWords(kind))
	case len(k.types) > 0 && !slices.ContainsFunc(k.types, func(t string) bool { return matches(found, kind, t) }):
		return "", wrongType("%s is not taken: its content is %s. Choose a file that is %s.", fileTitle(name), kindWords(kind), kindWords(k.types...))
	}
	return kind, nil
}

// kinds are what the usual ends of names stand for. What a system knows besides
// them differs from one to the next.
var kinds = map[string]string{
	".csv": "text/csv", ".tsv": "text/tab-separated-values", ".txt": "text/plain", ".md": "text/markdown", ".log": "text/plain",
	".json": "application/json", ".xml": "text/xml", ".html": "text/html", ".htm": "text/html", ".svg": "image/svg+xml",
	".yaml": "text/yaml", ".yml": "text/yaml", ".pdf": "application/pdf", ".zip": "application/zip", ".gz": "application/gzip",
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
	".avif": "image/avif", ".heic": "image/heic", ".tif": "image/tiff", ".tiff": "image/tiff", ".bmp": "image/bmp",
	".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg", ".wav": "audio/wav",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".xls":  "application/vnd.ms-excel", ".doc": "application/msword", ".ppt": "application/vnd.ms-powerpoint",
	".ods": "application/vnd.oasis.opendocument.spreadsheet", ".odt": "application/vnd.oasis.opendocument.text",
}

const (
	plainMIME = "text/plain"
	anyMIME   = "application/octet-stream"
)

// baseKind is a media type without parameters.
func baseKind(kind string) string {
	kind, _, _ = strings.Cut(kind, ";")
	return strings.TrimSpace(kind)
}

// canBe reports whether a content can be of a kind: it is found to be that, or
// something more special, or something more general that cannot be told from it.
func canBe(found *mimetype.MIME, kind string) bool {
	if is(found, kind) {
		return true
	}
	want := mimetype.Lookup(kind)
	if want == nil { // has no mark that is known
		return strings.HasPrefix(kind, "text/") && is(found, plainMIME) || !strings.HasPrefix(kind, "text/") && found.Is(anyMIME)
	}
	for up := want.Parent(); up != nil && !up.Is(anyMIME); up = up.Parent() {
		if found.Is(baseKind(up.String())) {
			return true
		}
	}
	return want.Is(plainMIME) && is(found, plainMIME)
}

// is reports whether a content is of a kind, or of one that belongs to it.
func is(found *mimetype.MIME, kind string) bool {
	for m := found; m != nil; m = m.Parent() {
		if m.Is(kind) && (kind != anyMIME || m == found) {
			return true
		}
	}
	return false
}

// narrower is the more special of what was found and what the name says.
func narrower(found *mimetype.MIME, named string) string {
	if is(found, named) && !found.Is(named) && named != plainMIME {
		return baseKind(found.String())
	}
	return named
}

// matches reports whether a content of some kind is of a type that is taken.
func matches(found *mimetype.MIME, kind, taken string) bool {
	if whole, ok := strings.CutSuffix(taken, "/*"); ok {
		return strings.HasPrefix(kind, whole+"/")
	}
	return strings.EqualFold(kind, taken) || is(found, taken) && taken != plainMIME
}

// fileTitle is the name of a file in a sentence.
func fileTitle(name string) string { return "“" + name + "”" }

// either lists what may be chosen from.
func either(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// inBytes is a size as people read it, and as the dashboard writes it.
func inBytes(n int64) string {
	if n == 1 {
		return "1 byte"
	}
	amount, unit := float64(n), 0
	for amount >= 1000 && unit < len(byteUnits)-1 {
		amount /= 1000
		unit++
	}
	digits := 0
	if unit > 0 && amount < 10 {
		digits = 1
	}
	text := strconv.FormatFloat(amount, 'f', digits, 64)
	return strings.TrimSuffix(text, ".0") + " " + byteUnits[unit]
}

var byteUnits = []string{"bytes", "kB", "MB", "GB", "TB"}
