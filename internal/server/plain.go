package server

import (
	"bytes"
	"html/template"
	"net/http"
	"runtime/debug"
	"strconv"
)

// plainPage is what is shown where the dashboard itself is not: to strangers,
// and where there is nothing.
type plainPage struct {
	Name   string // of the panel
	Title  string
	Text   string
	Action string // where the button posts to; empty for no button
	Token  string // goes with the button
	Button string
	Home   string // address of the panel, for a link; empty for none
	Nonce  string
}

var plainTemplate = template.Must(template.New("plain").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{.Title}} · {{.Name}}</title>
<style nonce="{{.Nonce}}">
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center }
main { max-width: 26rem; padding: 2rem }
h1 { font-size: 1.25rem; margin: 0 0 .5rem }
p { margin: 0 0 1rem }
button { font: inherit; padding: .5rem 1rem; border: 0; border-radius: .375rem; background: #1f5fbf; color: #fff; cursor: pointer }
button:focus-visible, a:focus-visible { outline: 3px solid #6ea2ee; outline-offset: 2px }
</style>
<main>
<h1>{{.Title}}</h1>
<p>{{.Text}}</p>
{{- if .Action}}
<form method="post" action="{{.Action}}">
{{- if .Token}}<input type="hidden" name="token" value="{{.Token}}">{{end}}
<button autofocus>{{.Button}}</button>
</form>
{{- end}}
{{- if .Home}}
<p><a href="{{.Home}}">Open {{.Name}}</a></p>
{{- end}}
</main>
</html>
`))

// showPlain answers with a page of its own, or with its text alone where no page
// is asked for.
func (s *Server) showPlain(w http.ResponseWriter, r *http.Request, status int, p plainPage) {
	p.Name, p.Nonce = s.name, newNonce()
	var body bytes.Buffer
	kind := "text/html; charset=utf-8"
	if wantsPage(r) {
		if err := plainTemplate.Execute(&body, p); err != nil {
			s.log.ErrorContext(r.Context(), "draw a page", "err", err)
		}
		setPlainPolicy(w.Header(), p.Nonce)
	} else {
		kind = "text/plain; charset=utf-8"
		body.WriteString(p.Title + "\n")
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(status)
	s.write(w, r, body.Bytes())
}

// setPlainPolicy sets the policy of a page without any script.
func setPlainPolicy(h http.Header, nonce string) {
	h.Set("Permissions-Policy", permissions)
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'nonce-"+nonce+"'; form-action 'self'; "+
		"base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
}

// plainError answers with nothing but the kind of failure.
func (s *Server) plainError(w http.ResponseWriter, r *http.Request, status int) {
	text := map[int]string{
		http.StatusNotFound:            "There is nothing at this address.",
		http.StatusForbidden:           "This request came from another site.",
		http.StatusMethodNotAllowed:    "This address does not answer that kind of request.",
		http.StatusBadRequest:          "This request could not be read.",
		http.StatusServiceUnavailable:  "This cannot be answered at the moment. Try again in a few seconds.",
		http.StatusInternalServerError: "Something went wrong. It has been written to the log.",
	}[status]
	s.showPlain(w, r, status, plainPage{Title: http.StatusText(status), Text: text})
}

// write sends the body unless only the headers are wanted. A browser that has
// gone cannot be told anything.
func (s *Server) write(w http.ResponseWriter, r *http.Request, body []byte) {
	if r.Method == http.MethodHead {
		return
	}
	if _, err := w.Write(body); err != nil {
		s.log.DebugContext(r.Context(), "write a response", "err", err)
	}
}

// stack is the present goroutine's, for the log.
func stack() string { return string(debug.Stack()) }
