// Package server is the dashboard's side of a panel: it serves browsers, keeps
// what runs say in the store, and speaks to hosts over wire connections. It
// sees messages and nothing else of the application.
package server

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
)

// Config holds what a Server needs. Store, Access and Files are required.
type Config struct {
	Store  *store.Store
	Access *access.Access
	Files  fs.FS // the built dashboard

	Name        string // of the panel; default "Stagedoor"
	Environment string // as shown and as passed to actions; default "production"
	Production  bool   // the environment is shown plainly

	// BaseURL is the scheme and host that people type. Without it, only this
	// machine's own names are answered.
	BaseURL    string
	ExtraHosts []string // further host names that are answered
	Mount      string   // the path the panel is mounted under, "" for the root, without a slash at the end

	// MediaHosts are the hosts that pictures and films may come from besides the
	// panel's own origin: names, origins, or "https:" for any. Default: none.
	MediaHosts []string

	// KeepTranscripts is how long the questions and answers of an ended run are
	// kept, unless its action says. Zero means not at all.
	KeepTranscripts time.Duration

	// Grace is how long runs wait for a host that went away before they are
	// interrupted. Default: 25 seconds.
	Grace time.Duration

	// Linger is how long the tables and files of a run that has ended stay of use
	// when nobody looks at it. Default: one minute.
	Linger time.Duration

	// Absence is how long nobody looks at a run that ends, or has a question for its
	// owner, before they are told by a notice. Default: ten seconds.
	Absence time.Duration

	// Deliver takes notices that are to leave the panel, at least once each, and
	// again after an error. Default: none leave it.
	Deliver func(context.Context, Letter) error

	// Schedules lists when actions run by themselves, as it is now. It is called
	// every minute. Default: never.
	Schedules func() []Schedule

	Now    func() time.Time // the clock that schedules go by; default: the database's
	Logger *slog.Logger     // default: slog.Default()
}

// Server is the dashboard. It is safe for concurrent use.
type Server struct {
	access  *access.Access
	store   *store.Store
	log     *slog.Logger
	origins origins
	cross   *http.CrossOriginProtection
	assets  map[string]*asset
	index   index
	routes  []route

	name, environment string
	production        bool
	baseURL, mount    string
	media             []string
	keep, grace       time.Duration
	linger, absence   time.Duration
	deliver           func(context.Context, Letter) error
	post              post
	listSchedules     func() []Schedule
	now               func() time.Time
	clock             clock

	life     life
	ready    chan struct{} // closed once the first host has declared its routes
	first    sync.Once
	browsers browsers
	services services
	runs     runs
	pages    pages
	tickets  permits[*ticket]
	slots    permits[*slot]
}

// New checks c and builds a Server. Nothing starts in it.
func New(c Config) (*Server, error) {
	switch {
	case c.Store == nil:
		return nil, errors.New("server: Config.Store is required")
	case c.Access == nil:
		return nil, errors.New("server: Config.Access is required")
	case c.Files == nil:
		return nil, errors.New("server: Config.Files is required")
	case c.Mount != "" && (c.Mount[0] != '/' || !canonical(c.Mount[1:]) || strings.HasSuffix(c.Mount, "/")):
		return nil, errors.New("server: Config.Mount has to be plain names with a slash before each")
	}
	s := &Server{
		access: c.Access, store: c.Store, log: c.Logger,
		name: cmp.Or(c.Name, "Stagedoor"), environment: cmp.Or(c.Environment, "production"),
		production: c.Production, baseURL: strings.TrimSuffix(c.BaseURL, "/"), mount: c.Mount, keep: c.KeepTranscripts,
		grace: cmp.Or(max(c.Grace, 0), 25*time.Second), linger: cmp.Or(max(c.Linger, 0), time.Minute),
		absence: cmp.Or(max(c.Absence, 0), 10*time.Second), deliver: c.Deliver, listSchedules: c.Schedules, now: c.Now,
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	s.ready = make(chan struct{})
	s.life.begin()
	return s, s.prepare(c)
}

// Ready is closed once a host has declared its routes for the first time.
func (s *Server) Ready() <-chan struct{} { return s.ready }

// prepare does the part of New that can fail.
func (s *Server) prepare(c Config) (err error) {
	if s.origins, err = newOrigins(c.BaseURL, c.ExtraHosts); err != nil {
		return err
	}
	if s.media, err = mediaOrigins(c.MediaHosts); err != nil {
		return err
	}
	if s.cross, err = s.origins.protection(); err != nil {
		return err
	}
	if s.assets, err = loadAssets(c.Files); err != nil {
		return err
	}
	if s.index, err = loadIndex(c.Files); err != nil {
		return err
	}
	if s.routes, err = s.routeTable(); err != nil {
		return err
	}
	return checkCalls(calls)
}

// Shutdown starts nothing new, waits while actions work (not while they wait for
// a person) and ctx lasts, tells the dashboards that the service restarts, and
// ends. It returns what ctx ended with when actions still worked.
func (s *Server) Shutdown(ctx context.Context) error {
	s.life.drain()
	err := s.runs.quiet(ctx)
	return errors.Join(err, s.Close())
}

// Close ends everything at once: sockets, connections to hosts, timers. It
// returns when all has ended, and may be called more than once.
func (s *Server) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeWait)
	defer cancel()
	return s.life.end(ctx)
}

// closeWait is how long Close waits for code of the application that it called.
const closeWait = 15 * time.Second
