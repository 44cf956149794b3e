package io

import (
	"slices"
	"strings"
)

// kindNames are what people call the usual media types.
var kindNames = map[string]string{
	"application/pdf": "PDF", "application/json": "JSON", "application/zip": "ZIP", "application/gzip": "gzip", "application/xml": "XML",
	"text/csv": "CSV", "text/tab-separated-values": "TSV", "text/markdown": "Markdown", "text/xml": "XML", "text/html": "HTML", "text/yaml": "YAML",
	"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WebP", "image/avif": "AVIF", "image/heic": "HEIC",
	"image/tiff": "TIFF", "image/bmp": "BMP", "image/svg+xml": "SVG",
	"video/mp4": "MP4", "video/webm": "WebM", "audio/mpeg": "MP3", "audio/wav": "WAV",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         "Excel",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   "Word",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
	"application/vnd.ms-excel": "Excel", "application/msword": "Word", "application/vnd.ms-powerpoint": "PowerPoint",
	"application/vnd.oasis.opendocument.spreadsheet": "OpenDocument", "application/vnd.oasis.opendocument.text": "OpenDocument",
	plainMIME: "plain text", "text/*": "text", anyMIME: "of a kind that is not known",
}

// sensed are the kinds of file that people know by what they see or hear.
var sensed = []struct{ prefix, word string }{{"image/", "a picture"}, {"video/", "a film"}, {"audio/", "a sound"}}

// kindWords calls media types what people do: "a picture (PNG or JPEG) or PDF".
func kindWords(types ...string) string {
	var words []string
	for _, m := range sensed {
		var names []string
		some, all := false, false
		for _, t := range types {
			if rest, ok := strings.CutPrefix(t, m.prefix); ok {
				some, all = true, all || rest == "*"
				names = append(names, kindName(t))
			}
		}
		switch {
		case all:
			words = append(words, m.word)
		case some:
			words = append(words, m.word+" ("+either(slices.Compact(names))+")")
		}
	}
	for _, t := range types {
		seen := slices.ContainsFunc(sensed, func(m struct{ prefix, word string }) bool { return strings.HasPrefix(t, m.prefix) })
		if name := kindName(t); !seen && !slices.Contains(words, name) {
			words = append(words, name)
		}
	}
	return either(words)
}

// kindName is what people call a media type, or the type itself.
func kindName(t string) string {
	if name, ok := kindNames[strings.ToLower(t)]; ok {
		return name
	}
	return t
}
