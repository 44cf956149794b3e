package server

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"strings"
)

// indexFile is the only page of the dashboard: everything else is drawn in it.
const indexFile = "index.html"

// index is the dashboard's page, with places left for what differs between
// mounts, people and responses.
type index struct {
	text  string
	build string // names this build of the dashboard
}

// loadIndex reads the page. Its build id is the hash of the page, which names
// every other file by a hash of its own.
func loadIndex(files fs.FS) (index, error) {
	text, err := fs.ReadFile(files, indexFile)
	if err != nil {
		return index{}, fmt.Errorf("server: read the dashboard's page: %w", err)
	}
	if len(text) == 0 {
		return index{}, errors.New("server: the dashboard's page is empty")
	}
	sum := sha256.Sum256(text)
	return index{text: string(text), build: hex.EncodeToString(sum[:6])}, nil
}

// fill returns the page for one response.
func (x index) fill(mount, nonce, theme, name string) []byte {
	return []byte(strings.NewReplacer(
		`="./-/`, `="`+html.EscapeString(mount)+`/-/`,
		"__BASE__", html.EscapeString(mount+"/"),
		"__NONCE__", html.EscapeString(nonce),
		"__LANG__", "en",
		"__THEME__", html.EscapeString(theme),
		"__NAME__", html.EscapeString(name),
		"__BUILD__", html.EscapeString(x.build),
	).Replace(x.text))
}

// serveIndex answers with the dashboard's page, for every address that has no
// other answer: which screen it is, the page finds out by itself.
func (s *Server) serveIndex(w http.ResponseWriter, r *http.Request) {
	if !wantsPage(r) {
		s.plainError(w, r, http.StatusNotFound)
		return
	}
	person, ok := s.personOf(w, r)
	if !ok {
		return
	}
	theme, err := s.store.Theme(r.Context(), person.ID)
	if err != nil {
		s.log.ErrorContext(r.Context(), "read a theme", "user", person.ID, "err", err)
	}
	nonce := newNonce()
	setPolicy(w.Header(), nonce, s.media)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	s.write(w, r, s.index.fill(s.mount, nonce, theme, s.name))
}

// wantsPage reports whether a browser asks for something to show in a window,
// and not for a script that another build of the dashboard had.
func wantsPage(r *http.Request) bool {
	accept, dest := r.Header.Get("Accept"), r.Header.Get("Sec-Fetch-Dest")
	if strings.Contains(accept, "text/html") {
		return true
	}
	return (accept == "" || strings.Contains(accept, "*/*")) && (dest == "" || dest == "document")
}
