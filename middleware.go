package stagedoor

import (
	"net/http"
	"strings"
)

// ServeHTTP serves the panel. It expects the request's path as the application
// received it, prefix included: mount it with mux.Handle("/admin/", panel).
func (p *Panel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.start()
	p.server.ServeHTTP(w, r)
}

// Middleware serves the panel under its prefix and hands every other request to
// next, untouched: same ResponseWriter, same Request.
func (p *Panel) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest, ours := strings.CutPrefix(r.URL.Path, p.config.Prefix)
		if ours && (rest == "" || rest[0] == '/') {
			p.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
