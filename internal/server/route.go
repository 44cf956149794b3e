package server

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// guard says who may use a route.
type guard string

const (
	anybody guard = "anybody" // strangers too: the route shows and does nothing of anybody's
	asker   guard = "asker"   // the handler asks who it is, before anything else
)

// route is one address of the panel. Every route declares its guard: one without
// is a mistake that stops the program.
type route struct {
	path    string // exact; with a star at the end, everything that begins so
	methods []string
	guard   guard
	serve   func(w http.ResponseWriter, r *http.Request, path string)
}

var readMethods = []string{http.MethodGet, http.MethodHead}

// routeTable lists the routes; the first that matches is taken.
func (s *Server) routeTable() ([]route, error) {
	plain := func(h http.HandlerFunc) func(http.ResponseWriter, *http.Request, string) {
		return func(w http.ResponseWriter, r *http.Request, _ string) { h(w, r) }
	}
	table := []route{
		{"-/socket", []string{http.MethodGet}, asker, plain(s.serveSocket)},
		{assetDir + "/*", readMethods, anybody, s.serveAsset},
		{downloadPath + "*", []string{http.MethodGet}, asker, s.serveFile},
		{uploadPath + "*", []string{http.MethodPost}, asker, s.serveUpload},
		{"-/signin", []string{http.MethodGet, http.MethodHead, http.MethodPost}, anybody, plain(s.serveSignIn)},
		{"-/signout", []string{http.MethodPost}, asker, plain(s.serveSignOut)},
		{"*", readMethods, asker, plain(s.serveIndex)},
	}
	return table, checkRoutes(table)
}

func checkRoutes(table []route) error {
	for _, r := range table {
		if r.guard != anybody && r.guard != asker {
			return fmt.Errorf("server: route %q does not say who may use it", r.path)
		}
		if r.serve == nil || len(r.methods) == 0 {
			return fmt.Errorf("server: route %q has no handler or no method", r.path)
		}
	}
	return nil
}

func (r route) matches(path string) bool {
	if prefix, many := strings.CutSuffix(r.path, "*"); many {
		return strings.HasPrefix(path, prefix)
	}
	return path == r.path
}

// ServeHTTP answers everything below the mount.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	setHeaders(w.Header())
	if !s.origins.allowsHost(r) {
		w.WriteHeader(http.StatusMisdirectedRequest)
		return
	}
	defer s.recoverRequest(w, r)
	path, ok := within(s.mount, r)
	switch {
	case !ok:
		s.plainError(w, r, http.StatusNotFound)
	case r.URL.Path == s.mount && s.mount != "" && slices.Contains(readMethods, r.Method):
		http.Redirect(w, r, address(s.mount, "", r.URL.Query()), http.StatusTemporaryRedirect) //nolint:gosec // always below the mount
	case strings.HasSuffix(path, "/") && slices.Contains(readMethods, r.Method):
		http.Redirect(w, r, address(s.mount, strings.TrimSuffix(path, "/"), r.URL.Query()), http.StatusTemporaryRedirect) //nolint:gosec // always below the mount
	case !s.sameOrigin(r):
		s.plainError(w, r, http.StatusForbidden)
	default:
		s.dispatch(w, r, path)
	}
}

func (s *Server) dispatch(w http.ResponseWriter, r *http.Request, path string) {
	for _, route := range s.routes {
		if !route.matches(path) {
			continue
		}
		if !slices.Contains(route.methods, r.Method) {
			w.Header().Set("Allow", strings.Join(route.methods, ", "))
			s.plainError(w, r, http.StatusMethodNotAllowed)
			return
		}
		route.serve(w, r, path)
		return
	}
}

// protection refuses writes that another site's page makes a browser send.
func (o origins) protection() (*http.CrossOriginProtection, error) {
	p := http.NewCrossOriginProtection()
	for origin := range o.exact {
		if err := p.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("server: %w", err)
		}
	}
	return p, nil
}

// sameOrigin reports whether a request that may change something comes from one
// of our own pages. The standard library's check lets a request through that
// names neither its site nor its origin, and compares origins by host alone.
func (s *Server) sameOrigin(r *http.Request) bool {
	if slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodOptions}, r.Method) {
		return true
	}
	if s.cross.Check(r) != nil {
		return false
	}
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	switch origin {
	case "":
		return site == "same-origin" || site == "" && r.Header.Get("Cookie") == ""
	case "null": // what a form on a page with our referrer policy sends
		return site == "same-origin"
	default:
		return s.origins.allowsOrigin(r, origin)
	}
}

// recoverRequest keeps a mistake of ours from ending the application's handler.
func (s *Server) recoverRequest(w http.ResponseWriter, r *http.Request) {
	v := recover()
	if v == nil {
		return
	}
	if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(v) //nolint:forbidigo // the agreed way to end a response early
	}
	s.log.ErrorContext(r.Context(), "panic while serving a request", "panic", v, "stack", stack())
	s.plainError(w, r, http.StatusInternalServerError)
}
