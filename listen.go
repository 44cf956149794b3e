package stagedoor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/journal"
	"github.com/stagedoor/stagedoor/internal/wire"
)

// Remote is a dashboard somewhere else that shows a registry: an Interval
// Server.
type Remote struct {
	// URL is its socket, for example "wss://interval.example.com/websocket". Plain
	// ws is accepted to this machine only.
	URL string

	// APIKey is what the dashboard knows us by. It is sent in a header.
	APIKey string

	// DB is the application's database, where [Once] and [RecordChange] write. Their
	// tables are created. Default: none, for actions that use neither; generated
	// actions do.
	DB *gorm.DB

	// AnswerTimeout is as in Config.
	AnswerTimeout time.Duration

	// Logger receives the host's records. Default: slog.Default().
	Logger *slog.Logger
}

// Listen offers reg to a remote dashboard until ctx is done, and returns the
// cause of that. It dials out; nothing is opened on this side, and no panel is
// needed. A connection that breaks is made again after half a second, doubling
// up to 15 seconds; runs go on meanwhile. A remote that refuses the host (an
// unknown key, say) ends Listen with its words.
func Listen(ctx context.Context, reg *Registry, remote Remote) error {
	switch {
	case reg == nil:
		return errors.New("stagedoor: Listen needs a Registry")
	case remote.URL == "":
		return errors.New("stagedoor: Remote.URL is required")
	case remote.APIKey == "":
		return errors.New("stagedoor: Remote.APIKey is required")
	}
	if err := reg.begin(); err != nil {
		return err
	}
	if remote.Logger == nil {
		remote.Logger = slog.Default()
	}
	if remote.DB != nil {
		if err := journal.Migrate(ctx, remote.DB); err != nil {
			return fmt.Errorf("stagedoor: create the journal's tables: %w", err)
		}
	}
	h := host.New(host.Config{Routes: routes{reg}, Logger: remote.Logger, Explain: explain, AnswerTimeout: remote.AnswerTimeout, Shared: true})
	defer h.Close()
	defer reg.onChange(h.Reload)()
	return listen(ctx, h, remote)
}

// settled is how long a connection has to last to count as accepted.
const settled = 10 * time.Second

func listen(ctx context.Context, h *host.Host, remote Remote) error {
	retry := backoff{least: 500 * time.Millisecond, most: 15 * time.Second}
	header := http.Header{"X-Api-Key": {remote.APIKey}, "X-Instance-Id": {h.InstanceID()}}
	accepted := false // once: later refusals are the server's trouble of the moment
	for {
		began := time.Now()
		conn, err := wire.Dial(ctx, remote.URL, header, wire.DialOptions{})
		if err == nil {
			err = h.Serve(ctx, conn) // blocks; closes conn
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		accepted = accepted || time.Since(began) > settled
		if final := refusal(err); final != nil && !accepted {
			return final
		}
		remote.Logger.WarnContext(ctx, "stagedoor: remote dashboard lost", "url", shown(remote.URL), "err", err)
		retry.wait(ctx, time.Since(began))
	}
}

// shown is address as the log may have it: without a password and a query.
func shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "an address that cannot be read"
	}
	u.RawQuery = ""
	return u.Redacted()
}

// refusal returns the error that ends Listen, or nil when trying again may help.
func refusal(err error) error {
	if refused, ok := errors.AsType[*host.RefusedError](err); ok {
		return fmt.Errorf("stagedoor: the remote dashboard refused this host: %w", refused)
	}
	if errors.Is(err, wire.ErrInsecure) {
		return fmt.Errorf("stagedoor: Remote.URL: %w", err)
	}
	if closed, ok := errors.AsType[*wire.CloseError](err); ok && closed.Code == wire.CloseProtocol {
		return fmt.Errorf("stagedoor: the remote dashboard refused this host: %w", closed)
	}
	return nil
}
