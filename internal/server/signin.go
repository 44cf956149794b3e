package server

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
)

// maxForm is the largest form that is read, in bytes.
const maxForm = 4 << 10

// stranger answers somebody who is not signed in. It tells nothing of the panel
// but its name.
func (s *Server) stranger(w http.ResponseWriter, r *http.Request) {
	s.showPlain(w, r, http.StatusUnauthorized, plainPage{
		Title: "You are not signed in",
		Text:  "Sign in to the application, or use the sign-in link you were given, and then open this address again.",
	})
}

// personOf is who sends the request. When it is nobody, or not known at the
// moment, it has answered and reports false.
func (s *Server) personOf(w http.ResponseWriter, r *http.Request) (access.Person, bool) {
	person, err := s.access.Person(r)
	switch {
	case err == nil && access.May(person, access.EnterPanel, panelObject):
		return person, true
	case err == nil || errors.Is(err, access.ErrStranger):
		s.stranger(w, r)
	default:
		s.log.ErrorContext(r.Context(), "ask who sends a request", "err", err)
		w.Header().Set("Retry-After", "5")
		s.plainError(w, r, http.StatusServiceUnavailable)
	}
	return access.Person{}, false
}

// panelObject is the panel itself, to the decision function.
var panelObject = access.Object{Kind: access.PanelObject}

// serveSignIn shows a button for a sign-in link, and consumes the link when the
// button is pressed: opening a link changes nothing, so that a mail scanner that
// follows it uses nothing up.
func (s *Server) serveSignIn(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		s.consumeLink(w, r)
		return
	}
	token := r.URL.Query().Get("token")
	if token == "" || len(token) > maxToken {
		s.stranger(w, r)
		return
	}
	s.showPlain(w, r, http.StatusOK, plainPage{
		Title: "Sign in to " + s.name, Text: "This link signs you in once, in this browser.",
		Action: address(s.mount, "-/signin", nil), Token: token, Button: "Sign in",
	})
}

// maxToken is the longest token that can be one, in bytes.
const maxToken = 200

func (s *Server) consumeLink(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		s.plainError(w, r, http.StatusBadRequest)
		return
	}
	token := r.PostForm.Get("token")
	if len(token) > maxToken {
		token = ""
	}
	_, err := s.access.SignIn(w, r, token)
	if tooMany, ok := errors.AsType[*store.TooManyError](err); ok {
		w.Header().Set("Retry-After", strconv.Itoa(max(1, int(time.Until(tooMany.Until).Seconds()))))
		s.showPlain(w, r, http.StatusTooManyRequests, plainPage{
			Title: "Too many tries", Text: "Wait a few minutes, then try again.",
		})
		return
	}
	switch {
	case errors.Is(err, access.ErrLink):
		s.showPlain(w, r, http.StatusUnauthorized, plainPage{
			Title: "This link no longer works", Text: "It was used before, or it is too old. Ask for a new one.",
		})
	case errors.Is(err, access.ErrInsecure):
		s.showPlain(w, r, http.StatusForbidden, plainPage{
			Title: "This address is not private", Text: "Signing in needs an address that begins with https.",
		})
	case err != nil:
		s.log.ErrorContext(r.Context(), "sign in", "err", err)
		s.plainError(w, r, http.StatusInternalServerError)
	default:
		http.Redirect(w, r, address(s.mount, "", nil), http.StatusSeeOther)
	}
}

// serveSignOut ends the panel's own session. It is called by the dashboard and
// by forms alike.
func (s *Server) serveSignOut(w http.ResponseWriter, r *http.Request) {
	if err := s.access.SignOut(w, r); err != nil {
		s.log.ErrorContext(r.Context(), "sign out", "err", err)
		s.plainError(w, r, http.StatusInternalServerError)
		return
	}
	s.browsers.recheck()
	if r.Header.Get("Sec-Fetch-Dest") == "empty" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	http.Redirect(w, r, address(s.mount, "", nil), http.StatusSeeOther)
}
