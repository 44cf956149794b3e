package server

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// assetDir is where the built dashboard keeps the files that a page names.
const assetDir = "-/a"

// asset is one file of the dashboard. Its name carries a hash of its content,
// so that a browser may keep it for ever.
type asset struct {
	contentType string
	plain       []byte
	zipped      func() []byte // made on first use and kept; nil where it would not help
}

// contentTypes are the kinds of file that a build of the dashboard has. A file of
// another kind is not served.
var contentTypes = map[string]struct {
	name string
	zip  bool
}{
	".css":   {"text/css; charset=utf-8", true},
	".js":    {"text/javascript; charset=utf-8", true},
	".json":  {"application/json; charset=utf-8", true},
	".svg":   {"image/svg+xml; charset=utf-8", true},
	".txt":   {"text/plain; charset=utf-8", true},
	".png":   {"image/png", false},
	".ico":   {"image/x-icon", false},
	".woff2": {"font/woff2", false},
}

// loadAssets reads the dashboard's files. They are found by exact name only.
func loadAssets(files fs.FS) (map[string]*asset, error) {
	assets := map[string]*asset{}
	err := fs.WalkDir(files, assetDir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		kind, known := contentTypes[path.Ext(name)]
		if !known {
			return nil
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		a := &asset{contentType: kind.name, plain: content}
		if kind.zip {
			a.zipped = sync.OnceValue(func() []byte { return zip(content) })
		}
		assets[name] = a
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("server: read the dashboard's files: %w", err)
	}
	return assets, nil
}

// zip compresses content as far as it goes. Writing to memory cannot fail.
func zip(content []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := w.Write(content); err != nil {
		return nil
	}
	if err := w.Close(); err != nil {
		return nil
	}
	return b.Bytes()
}

// serveAsset answers with the asset of this name.
func (s *Server) serveAsset(w http.ResponseWriter, r *http.Request, name string) {
	a, known := s.assets[name]
	if !known {
		s.plainError(w, r, http.StatusNotFound)
		return
	}
	h := w.Header()
	body := a.plain
	if a.zipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if zipped := a.zipped; acceptsGzip(r) {
			if b := zipped(); len(b) > 0 && len(b) < len(body) {
				body = b
				h.Set("Content-Encoding", "gzip")
			}
		}
	}
	h.Set("Content-Type", a.contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	s.write(w, r, body)
}

// acceptsGzip reports whether the browser reads gzip.
func acceptsGzip(r *http.Request) bool {
	for _, line := range r.Header.Values("Accept-Encoding") {
		for part := range strings.SplitSeq(line, ",") {
			coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
			if strings.TrimSpace(coding) != "gzip" {
				continue
			}
			q, weighted := strings.CutPrefix(strings.TrimSpace(weight), "q=")
			if v, err := strconv.ParseFloat(q, 64); !weighted || err == nil && v > 0 {
				return true
			}
		}
	}
	return false
}
