package stagedoor

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// ServeHTTP serves the panel. It expects the request's path as the application
// received it, prefix included: mount it with mux.Handle("/admin/", panel).
func (p *Panel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.start()
	p.awaitHost(r.Context())
	p.server.ServeHTTP(w, r)
}

// awaitHost lets the first requests wait for the host to introduce itself, so
// that nobody finds an empty panel; on a sick machine not for longer than firstWait.
func (p *Panel) awaitHost(ctx context.Context) {
	select {
	case <-p.server.Ready():
		return
	default:
	}
	timer := time.NewTimer(firstWait)
	defer timer.Stop()
	select {
	case <-p.server.Ready():
	case <-timer.C:
	case <-ctx.Done():
	case <-p.ctx.Done():
	}
}

const firstWait = 2 * time.Second

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
