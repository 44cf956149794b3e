package server

import (
	"net/http"
	"net/url"
	"strings"
)

// maxPath is the longest path, in bytes, that can name anything here.
const maxPath = 1024

// within returns the path of r below the mount, without a slash in front. It
// reports false for a path outside the mount and for one that is not written in
// its only canonical way: everything here is named by letters, digits and
// "-._", so that a percent sign, a backslash or an empty segment names nothing.
func within(mount string, r *http.Request) (string, bool) {
	path := r.URL.EscapedPath()
	asked, _, _ := strings.Cut(r.RequestURI, "?")
	stripped := asked != "" && mount != "" && asked == mount+path // by http.StripPrefix
	if !stripped {
		rest, ours := strings.CutPrefix(path, mount)
		if !ours {
			return "", false
		}
		path = rest
	}
	switch {
	case path == "":
		return "", true
	case path[0] != '/' || len(path) > maxPath:
		return "", false
	}
	return path[1:], path == "/" || canonical(path[1:])
}

// canonical reports whether every segment of path is a plain name. A slash at
// the end is the caller's to judge.
func canonical(path string) bool {
	for segment := range strings.SplitSeq(strings.TrimSuffix(path, "/"), "/") {
		if segment == "" || segment == "." || segment == ".." {
			return false
		}
		for _, c := range []byte(segment) {
			if !nameByte(c) {
				return false
			}
		}
	}
	return true
}

func nameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_'
}

// address is the path of the panel's own address path, with the mount in front
// and the query of the request behind.
func address(mount, path string, query url.Values) string {
	to := mount + "/" + path
	if len(query) > 0 {
		to += "?" + query.Encode()
	}
	return to
}
