package stagedoor

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stagedoor/stagedoor/dashboard"
	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/journal"
	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/internal/wire"
)

// Panel is the mounted thing: an http.Handler with a host and a dashboard inside,
// which speak with each other in encoded messages only. It is safe for
// concurrent use.
type Panel struct {
	config Config
	access *access.Access
	server *server.Server
	host   *host.Host

	leaving atomic.Bool // Shutdown or Close has begun
	forget  func()      // the registry tells us no more
	once    sync.Once
	stop    context.CancelFunc
	running sync.WaitGroup
	ctx     context.Context
}

// New checks config, creates the panel's tables and builds a Panel. Nothing runs
// until the first request, unless an action has a schedule: the clock does not wait
// for somebody to look. Close ends it.
func New(config Config) (*Panel, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	p := &Panel{config: config}
	p.ctx, p.stop = context.WithCancel(context.Background())
	if err := p.build(); err != nil {
		p.stop()
		return nil, err
	}
	p.startClock()
	return p, nil
}

// startClock connects host and dashboard where the clock may begin something.
func (p *Panel) startClock() {
	if len(p.config.Registry.scheduled()) > 0 {
		p.start()
	}
}

func (p *Panel) build() error {
	c := p.config
	db := c.DB
	rows, err := store.Open(p.ctx, db, !c.NoMigrate)
	if err != nil {
		return fmt.Errorf("stagedoor: open the panel's tables: %w", err)
	}
	if !c.NoMigrate {
		if err := journal.Migrate(p.ctx, db); err != nil {
			return fmt.Errorf("stagedoor: create the journal's tables: %w", err)
		}
	}
	p.access, err = access.New(access.Config{
		Store: rows, Identify: identify(c.Identify), Current: current(c.Person), Prove: prove(c.ConfirmIdentity), SignInLinks: c.SignInLinks,
		Mount: c.Prefix, Port: port(c.BaseURL), Secure: secure(c.BaseURL), Logger: c.Logger,
	})
	if err != nil {
		return fmt.Errorf("stagedoor: sign-in: %w", err)
	}
	p.server, err = server.New(server.Config{
		Store: rows, Access: p.access, Files: dashboard.Files(), Mount: c.Prefix,
		Name: c.Name, Environment: c.Environment, Production: c.Environment == "production",
		BaseURL: c.BaseURL, ExtraHosts: c.ExtraHosts, MediaHosts: c.MediaHosts, KeepTranscripts: c.KeepTranscripts, Deliver: deliver(c.Deliver), Schedules: c.Registry.scheduled, Logger: c.Logger,
	})
	if err != nil {
		return fmt.Errorf("stagedoor: dashboard: %w", err)
	}
	p.host = host.New(host.Config{
		Routes: routes{c.Registry}, Logger: c.Logger, Explain: explain,
		AnswerTimeout: c.AnswerTimeout, Formats: c.Exports, UploadDir: c.UploadDir, UploadStore: c.UploadStore, UploadSpace: c.UploadSpace,
	})
	p.forget = c.Registry.onChange(func() {
		p.host.Reload()
		p.startClock()
	})
	return nil
}

// start connects host and dashboard, once: with the first request, or for the first
// schedule.
func (p *Panel) start() {
	p.once.Do(func() {
		if !p.leaving.Load() { // else Close came first
			p.running.Go(p.run)
		}
	})
}

// run keeps host and dashboard connected until Close. They end their connection
// only when one of them finds the other at fault; runs survive that.
func (p *Panel) run() {
	retry := backoff{least: 100 * time.Millisecond, most: 5 * time.Second}
	for !p.leaving.Load() {
		began := time.Now()
		mine, theirs := wire.Pipe()
		var side sync.WaitGroup
		side.Go(func() { p.report("host", p.host.Serve(p.ctx, mine)) })
		side.Go(func() { p.report("dashboard", p.server.ServeHost(p.ctx, theirs)) })
		side.Wait()
		retry.wait(p.ctx, time.Since(began))
	}
}

// report logs why a side of the panel ended, unless Close ended it.
func (p *Panel) report(side string, err error) {
	if err != nil && !p.leaving.Load() {
		p.config.Logger.Error("stagedoor: the panel lost its connection to itself", "side", side, "err", err)
	}
}

// Close ends the panel now: runs are interrupted and dashboards disconnected. It
// returns when everything the panel started has ended, and may be called early,
// late or twice.
func (p *Panel) Close() error {
	p.leaving.Store(true)
	p.stop()
	p.forget()
	p.host.Close()
	err := p.server.Close()
	p.running.Wait()
	return err
}

// Shutdown lets running actions go on until ctx is done, starts no new ones, and
// then does what Close does.
func (p *Panel) Shutdown(ctx context.Context) error {
	p.leaving.Store(true)
	err := p.server.Shutdown(ctx)
	if closing := p.Close(); err == nil {
		err = closing
	}
	return err
}

// URL is where people find the panel: Config.BaseURL and Config.Prefix, with a
// slash at the end.
func (p *Panel) URL() string { return p.config.BaseURL + p.config.Prefix + "/" }

// SignInLink returns an address that lets whoever opens it in as u, once, within
// 30 minutes. Config.SignInLinks has to be set. Opening the link shows a button;
// pressing it signs in.
func (p *Panel) SignInLink(ctx context.Context, u User) (string, error) {
	if !p.config.SignInLinks {
		return "", fmt.Errorf("stagedoor: sign-in links are off: set Config.SignInLinks, in development only")
	}
	token, err := p.access.IssueLink(ctx, person(u))
	if err != nil {
		return "", fmt.Errorf("stagedoor: make a sign-in link: %w", err)
	}
	return p.URL() + "-/signin?token=" + url.QueryEscape(token), nil
}

// person fills in the defaults of a User.
func person(u User) access.Person {
	u.Name = cmp.Or(u.Name, u.Email, u.ID)
	return access.Person{ID: u.ID, Email: u.Email, Name: u.Name, Roles: u.Roles, Teams: u.Teams, Claims: u.Claims}
}

// identify adapts the application's function to the panel's own type.
func identify(f func(*http.Request) (User, error)) func(*http.Request) (access.Person, error) {
	if f == nil {
		return nil
	}
	return func(r *http.Request) (access.Person, error) {
		u, err := f(r)
		if err != nil {
			return access.Person{}, err
		}
		if u.ID == "" {
			return access.Person{}, fmt.Errorf("stagedoor: Config.Identify returned a User without ID")
		}
		return person(u), nil
	}
}

// current adapts the application's function to the panel's own type.
func current(f func(context.Context, string) (User, error)) func(context.Context, string) (access.Person, error) {
	if f == nil {
		return nil
	}
	return func(ctx context.Context, name string) (access.Person, error) {
		u, err := f(ctx, name)
		return person(u), err
	}
}

// prove adapts the application's function to the panel's own type.
func prove(f func(context.Context, User, string) error) func(context.Context, access.Person, string) error {
	if f == nil {
		return nil
	}
	return func(ctx context.Context, p access.Person, secret string) error {
		return f(ctx, User{ID: p.ID, Email: p.Email, Name: p.Name, Roles: p.Roles, Teams: p.Teams, Claims: p.Claims}, secret)
	}
}

// port is that of an address, "" for the usual one. BaseURL was checked.
func port(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return ""
	}
	return u.Port()
}

// secure reports whether browsers reach the panel over https.
func secure(baseURL string) bool { return strings.HasPrefix(baseURL, "https://") }
