package access

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
)

var (
	// ErrMethod means that a request that changes something is not a POST.
	ErrMethod = errors.New("access: only POST may sign in or out")

	// ErrLink means that a sign-in link is unknown, used or past its time.
	ErrLink = errors.New("access: this sign-in link is not valid any more")

	// ErrInsecure means that a session was asked for over plain http on a name
	// that is not loopback, where its cookie could be read on the way.
	ErrInsecure = errors.New("access: sign-in needs https, or a loopback address: set the panel's BaseURL to its https address")
)

// Guesses of sign-in links, per address and in all. The second is wide, so that
// a flood from one address does not keep others out.
var (
	perAddress = store.Limit{Wrong: 5, Window: 15 * time.Minute, First: time.Minute, Most: 15 * time.Minute}
	inAll      = store.Limit{Wrong: 1000, Window: 15 * time.Minute, First: time.Minute, Most: 15 * time.Minute}
)

// IssueLink returns the token of a new sign-in link for p: valid for 30 minutes,
// once. It is for development and works only with Config.SignInLinks.
func (a *Access) IssueLink(ctx context.Context, p Person) (token string, err error) {
	if !a.config.SignInLinks {
		return "", errors.New("access: sign-in links are switched off")
	}
	if err := p.check(); err != nil {
		return "", fmt.Errorf("access: issue link: %w", err)
	}
	person, err := json.Marshal(p)
	if err != nil {
		return "", fmt.Errorf("access: issue link: %w", err)
	}
	token = newToken()
	link := store.Link{Hash: hash(token), PersonID: p.ID, Person: person, ExpiresAt: a.config.Now().Add(linkLife)}
	if err := a.store.PutLink(ctx, link); err != nil {
		return "", fmt.Errorf("access: %w", err)
	}
	return token, nil
}

// SignIn takes the token of a sign-in link and gives the browser a session with
// a new token of its own, ending the one that it had. It returns [ErrMethod] for
// anything but a POST, [ErrInsecure], [ErrLink], and a [*store.TooManyError] when
// there were too many wrong ones; then nothing has been changed.
func (a *Access) SignIn(w http.ResponseWriter, r *http.Request, token string) (Person, error) {
	switch {
	case r.Method != http.MethodPost:
		return Person{}, ErrMethod
	case !a.config.SignInLinks:
		return Person{}, ErrLink
	case !a.config.Secure && !loopback(r.Host):
		return Person{}, ErrInsecure
	}
	ctx := r.Context()
	address := "link:" + addressOf(r)
	if err := a.count(ctx, address); err != nil {
		return Person{}, err
	}
	fresh := newToken()
	old := ""
	if cookie, err := r.Cookie(a.config.Cookie); err == nil {
		old = hash(cookie.Value)
	}
	session, err := a.store.UseLink(ctx, hash(token),
		store.Session{Hash: hash(fresh), ExpiresAt: a.config.Now().Add(a.config.Absolute)}, old)
	if errors.Is(err, store.ErrNotFound) {
		return Person{}, ErrLink
	}
	if err != nil {
		return Person{}, fmt.Errorf("access: %w", err)
	}
	var p Person
	if err := json.Unmarshal(session.Person, &p); err != nil {
		return Person{}, fmt.Errorf("access: person of link: %w", err)
	}
	if err := a.store.ForgetGuesses(ctx, address); err != nil {
		return Person{}, fmt.Errorf("access: %w", err)
	}
	http.SetCookie(w, a.cookie(fresh, 0))
	return p, nil
}

// count counts a guess before it is looked at.
func (a *Access) count(ctx context.Context, address string) error {
	if err := a.store.Guess(ctx, address, perAddress); err != nil {
		return err
	}
	return a.store.Guess(ctx, "link", inAll)
}

// SignOut ends the session that the request carries, if it does, and takes the
// cookie away. It returns [ErrMethod] for anything but a POST.
func (a *Access) SignOut(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodPost {
		return ErrMethod
	}
	cookies := r.CookiesNamed(a.config.Cookie)
	if len(cookies) == 0 {
		return nil
	}
	if _, err := a.store.EndSession(r.Context(), hash(cookies[0].Value)); err != nil {
		return fmt.Errorf("access: %w", err)
	}
	http.SetCookie(w, a.cookie("", -1))
	return nil
}

// CanSignOut reports whether the request carries a session of the panel's own.
// Without one, signing out is the application's business.
func (a *Access) CanSignOut(r *http.Request) bool {
	_, err := a.session(r)
	return err == nil
}

// session returns the session that a request carries. No session, or one past a
// limit, is [ErrStranger].
func (a *Access) session(r *http.Request) (store.Session, error) {
	if !a.config.SignInLinks {
		return store.Session{}, ErrStranger
	}
	cookie, err := r.Cookie(a.config.Cookie)
	if err != nil {
		return store.Session{}, ErrStranger
	}
	s, err := a.store.Session(r.Context(), hash(cookie.Value))
	if errors.Is(err, store.ErrNotFound) {
		return s, ErrStranger
	}
	if err != nil {
		return s, fmt.Errorf("access: %w", err)
	}
	now := a.config.Now()
	if !now.Before(s.ExpiresAt) || now.Sub(s.SeenAt) > a.config.Idle {
		return store.Session{}, fmt.Errorf("%w: the session has expired", ErrStranger)
	}
	return s, nil
}

// cookie is the session cookie. It ends with the browser, the session on the
// server.
func (a *Access) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: a.config.Cookie, Value: value, Path: "/", MaxAge: maxAge,
		Secure: a.config.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

// cookieName is the name for a configuration.
func cookieName(c Config) string {
	name := cmp.Or(c.Cookie, "stagedoor"+strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '.' {
			return r
		}
		return '-'
	}, strings.TrimRight(c.Mount, "/")+strings.TrimRight("-"+c.Port, "-")))
	if c.Secure {
		return "__Host-" + name
	}
	return name
}

// newToken returns 256 random bits as text.
func newToken() string {
	var bits [32]byte
	rand.Read(bits[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(bits[:])
}

// hash is how the store knows a token. A token has 256 random bits, so a plain
// hash cannot be turned back.
func hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// addressOf is where a request comes from, without the port.
func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return cmp.Or(r.RemoteAddr, "unknown")
	}
	return host
}

// loopback reports whether host, with or without a port, names this machine.
func loopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	if ip := net.ParseIP(name); ip != nil {
		return ip.IsLoopback()
	}
	return name == "localhost" || strings.HasSuffix(name, ".localhost")
}
