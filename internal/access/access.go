package access

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
)

// The limits of sessions and sign-in links.
const (
	defaultIdle     = 30 * time.Minute
	defaultAbsolute = 8 * time.Hour
	mostIdle        = 24 * time.Hour
	mostAbsolute    = 7 * 24 * time.Hour
	linkLife        = 30 * time.Minute
)

// Config holds what Access needs. Store is required, and Identify unless
// SignInLinks is set: without either nobody could enter.
type Config struct {
	Store *store.Store

	// Identify names the person behind a request, or returns an error to turn them
	// away. It is called at the same time by many; a panic in it turns away too.
	Identify func(*http.Request) (Person, error)

	// Current names somebody who is not at a browser as they are now, by what the
	// application knows them by, or returns an error when they may not act any more.
	// It is called at the same time by many; a panic in it counts as an error.
	// Without it nobody is found.
	Current func(ctx context.Context, name string) (Person, error)

	// Prove looks at a secret with which a person who is signed in confirms that
	// they are at the keyboard, for example their password. An error means that it
	// does not. It is called at the same time by many. Without it nobody can.
	Prove func(ctx context.Context, p Person, secret string) error

	// SignInLinks lets one-time links begin sessions of the panel's own, which are
	// asked before Identify. Without it no session is looked at.
	SignInLinks bool

	// Cookie is the name of the session cookie. With Secure it is prefixed
	// __Host-. Default: "stagedoor", the mount's path and Port, so that two
	// panels of one machine differ.
	Cookie string

	// Mount is the path that the panel is under, "" for the root.
	Mount string

	// Port is that of the panel's address, "" for the usual one. Browsers do not
	// tell ports apart in cookies: several panels of one machine have to.
	Port string

	// Secure says that browsers reach the panel over https. Without it sessions
	// work on loopback names only.
	Secure bool

	// Idle ends a session after so long without a request or message of its
	// person, Absolute after so long in any case. Default: 30 minutes and 8 hours;
	// at most 24 hours and 7 days.
	Idle, Absolute time.Duration

	// Logger receives what the application should know. Default: slog.Default().
	Logger *slog.Logger

	// Now is the clock. Default: time.Now.
	Now func() time.Time
}

func (c Config) withDefaults() (Config, error) {
	switch {
	case c.Store == nil:
		return c, errors.New("access: Config.Store is required")
	case c.Identify == nil && !c.SignInLinks:
		return c, errors.New("access: set Config.Identify, or SignInLinks for development: without either nobody could enter")
	case c.Idle < 0 || c.Idle > mostIdle || c.Absolute < 0 || c.Absolute > mostAbsolute:
		return c, fmt.Errorf("access: Config.Idle must be at most %v and Absolute at most %v", mostIdle, mostAbsolute)
	}
	c.Idle = cmp.Or(c.Idle, defaultIdle)
	c.Absolute = cmp.Or(c.Absolute, defaultAbsolute)
	c.Logger = cmp.Or(c.Logger, slog.Default())
	if c.Now == nil {
		c.Now = time.Now
	}
	c.Cookie = cookieName(c)
	return c, nil
}

// Access knows people. It is safe for concurrent use.
type Access struct {
	config Config
	store  *store.Store
}

// New returns the access that c describes.
func New(c Config) (*Access, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	return &Access{config: c, store: c.Store.WithClock(c.Now)}, nil
}

// Person names the person behind a request that they made, or behind a message
// they sent on the socket that the request opened: it counts as activity. A
// session of the panel's own is looked at first, Identify second. An error that
// wraps [ErrStranger] means that nobody is signed in; any other, that it is not
// known because the database is away.
func (a *Access) Person(r *http.Request) (Person, error) { return a.person(r, true) }

// Check is [Access.Person] without counting as activity, for asking again while
// a socket is open and its person silent.
func (a *Access) Check(r *http.Request) (Person, error) { return a.person(r, false) }

func (a *Access) person(r *http.Request, active bool) (Person, error) {
	s, err := a.session(r)
	switch {
	case err == nil:
		return a.sessionPerson(r.Context(), s, active)
	case !errors.Is(err, ErrStranger):
		return Person{}, err
	case a.config.Identify == nil:
		return Person{}, err
	}
	return a.identify(r)
}

// sessionPerson is the person of a session that has not expired.
func (a *Access) sessionPerson(ctx context.Context, s store.Session, active bool) (Person, error) {
	var p Person
	if err := json.Unmarshal(s.Person, &p); err != nil {
		return Person{}, fmt.Errorf("access: person of session: %w", err)
	}
	now := a.config.Now()
	if active && now.Sub(s.SeenAt) >= time.Second {
		if err := a.store.SeeSession(ctx, s.Hash, now); err != nil {
			return Person{}, fmt.Errorf("access: %w", err)
		}
	}
	return p, p.check()
}

// identify asks the application, whose function may return anything or panic.
func (a *Access) identify(r *http.Request) (p Person, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			a.config.Logger.ErrorContext(r.Context(), "stagedoor: Identify panicked; the person was turned away",
				"panic", cause, "stack", string(debug.Stack()))
			p, err = Person{}, fmt.Errorf("%w: Identify panicked", ErrStranger)
		}
	}()
	p, err = a.config.Identify(r)
	if err != nil {
		a.config.Logger.DebugContext(r.Context(), "stagedoor: Identify turned somebody away", "err", err)
		return Person{}, ErrStranger
	}
	if err := p.check(); err != nil {
		a.config.Logger.ErrorContext(r.Context(), "stagedoor: Identify returned nobody", "err", err)
		return Person{}, fmt.Errorf("%w: %w", ErrStranger, err)
	}
	return p, nil
}
