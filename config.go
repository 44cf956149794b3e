package stagedoor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/io"
)

// Config holds what a Panel needs. Registry, DB, and one of Identify and
// SignInLinks are required; every other field has a default that is safe to ship.
type Config struct {
	// Registry holds the actions and pages to offer.
	Registry *Registry

	// DB is the application's database: SQLite, PostgreSQL, MySQL or MariaDB. The
	// panel keeps its own tables there, all prefixed stagedoor_, and creates them
	// in New unless NoMigrate is set.
	DB *gorm.DB

	// Identify names the person behind a request from the application's own
	// session, or returns an error to turn them away. It is called for every
	// request, before every message of an open dashboard, and once a second while
	// one is open, so that signing out of the application ends the panel too. It
	// must be safe for concurrent use and must not write to the request.
	Identify func(*http.Request) (User, error)

	// Person names somebody who is not at a browser as they are now, by what
	// Schedule.As calls them, usually their User.ID, or returns an error when there is
	// nobody, or nobody who may act any more. It is asked at each time of a schedule,
	// has ten seconds, and must be safe for concurrent use. After an error that time
	// passes without a run. Required where an action has a schedule.
	Person func(ctx context.Context, name string) (User, error)

	// ConfirmIdentity looks at what somebody who is signed in types to confirm that
	// they are at the keyboard, usually their password: nil means that it is right.
	// A message made with [Fail] is shown to them. It is asked for by
	// io.ConfirmIdentity, at most five times in a row for one person, has ten
	// seconds, and must be safe for concurrent use. The secret is kept nowhere.
	// Default: none, and actions cannot ask.
	ConfirmIdentity func(ctx context.Context, u User, secret string) error

	// Deliver takes notifications further, as e-mails or to a chat: it is called for
	// each receiver of each one, also of those by which the panel tells people that a
	// run of theirs has ended or waits for them while they do not look at it. It has
	// 30 seconds, after which its context is done, and is called for up to four at
	// once. After an error it is called again, five times in all within 40 minutes;
	// then that is logged, and the message stays at the bell. Each is handed over at
	// least once, and again where the process ends before Deliver has returned:
	// Delivery.Key tells. It needs a BaseURL to make links from. Default: none.
	Deliver func(ctx context.Context, d Delivery) error

	// SignInLinks lets the links of [Panel.SignInLink] open a session of the
	// panel's own. It is meant for development and needs a BaseURL on this machine.
	SignInLinks bool

	// Prefix is the path the panel is mounted under. Default: "/admin".
	Prefix string

	// BaseURL is the address people type, without the prefix, for example
	// "https://shop.example.com". Links are made from it, and requests for other
	// hosts are refused. Default: none, which answers only on this machine's own
	// names (localhost, 127.0.0.1, [::1]).
	BaseURL string

	// ExtraHosts are further host names, with port where it is not the scheme's own,
	// under which the panel answers.
	ExtraHosts []string

	// MediaHosts are the hosts that pictures and films on screens may come from,
	// besides the panel's own origin and bytes at hand: names like
	// "pictures.example.com", origins, or "https:" for any. Whoever serves a picture
	// learns who looks at it, and when. Default: none; a link stands in the place of
	// what comes from elsewhere.
	MediaHosts []string

	// Exports are the kinds of file that tables can be downloaded as, besides CSV, for
	// example xlsx.Format of the module export/xlsx.
	Exports []io.Format

	// UploadDir is where files that people hand over are kept until the run is over
	// that asked for them. They are readable to the process's own user alone. What a
	// process that died has left there, the next one removes. Default: the system's
	// directory for temporary files.
	UploadDir string

	// UploadStore keeps such files in the place of UploadDir, for example in a bucket.
	// Default: none.
	UploadStore UploadStore

	// UploadSpace is how many bytes of such files this process keeps at the same time;
	// more are refused. Default: 4 GiB.
	UploadSpace int64

	// Name is shown in the corner of every screen. Default: "Stagedoor".
	Name string

	// Environment is shown beside the name, with a coloured bar, and passed to
	// actions. Default: "production", which is shown plainly.
	Environment string

	// AnswerTimeout is how long an IO call may wait for a person before its run is
	// canceled. Zero means 24 hours; negative means forever.
	AnswerTimeout time.Duration

	// KeepTranscripts is how long the questions and answers of a run stay in the
	// database after it has ended. Zero means not at all: only the result, the log
	// and the audit stay. Action.KeepTranscript decides for one action.
	KeepTranscripts time.Duration

	// Logger receives the host's records. Default: slog.Default().
	Logger *slog.Logger

	// NoMigrate leaves the panel's tables as they are.
	NoMigrate bool
}

// withDefaults returns a checked copy: the caller's value is left alone.
func (c Config) withDefaults() (Config, error) {
	switch {
	case c.Registry == nil:
		return c, errors.New("stagedoor: Config.Registry is required")
	case c.DB == nil:
		return c, errors.New("stagedoor: Config.DB is required: the panel keeps its runs there")
	case c.Identify == nil && !c.SignInLinks:
		return c, errors.New("stagedoor: Config.Identify is required: without it anyone could enter")
	case c.UploadDir != "" && c.UploadStore != nil:
		return c, errors.New("stagedoor: Config.UploadDir and Config.UploadStore are both set: files lie in one place")
	}
	if err := c.Registry.begin(); err != nil {
		return c, err
	}
	if schedules := c.Registry.scheduled(); len(schedules) > 0 && c.Person == nil {
		return c, fmt.Errorf("stagedoor: Config.Person is required: the action %q has a schedule, and runs as somebody as they are then", schedules[0].Slug())
	}
	if c.Prefix == "" {
		c.Prefix = "/admin"
	}
	c.Prefix = strings.TrimSuffix(c.Prefix, "/")
	if c.Prefix != "" && !strings.HasPrefix(c.Prefix, "/") {
		return c, fmt.Errorf("stagedoor: Config.Prefix %q has to begin with a slash", c.Prefix)
	}
	if c.Name == "" {
		c.Name = "Stagedoor"
	}
	if c.Environment == "" {
		c.Environment = "production"
	}
	if c.AnswerTimeout == 0 {
		c.AnswerTimeout = 24 * time.Hour
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	return c, c.checkBaseURL()
}

func (c *Config) checkBaseURL() error {
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	if c.BaseURL == "" {
		if c.SignInLinks {
			return errors.New("stagedoor: Config.SignInLinks needs Config.BaseURL to make links from")
		}
		if c.Deliver != nil {
			return errors.New("stagedoor: Config.Deliver needs Config.BaseURL to make links from")
		}
		return nil
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("stagedoor: Config.BaseURL %q has to be a scheme and a host, like https://shop.example.com", c.BaseURL)
	}
	if !onThisMachine(u.Hostname()) {
		switch {
		case c.SignInLinks:
			return errors.New("stagedoor: Config.SignInLinks is for development: it needs a BaseURL on this machine, like http://127.0.0.1:8080")
		case u.Scheme == "http":
			return fmt.Errorf("stagedoor: Config.BaseURL %q has to be https, or on this machine", c.BaseURL)
		}
	}
	return nil
}

// onThisMachine reports whether host is a name of the loopback interface.
func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
