package listen

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Panel is the part of a panel that has to end before the server does: the
// server does not wait for WebSockets.
type Panel interface {
	Shutdown(ctx context.Context) error
	Close() error
}

// Serve answers requests until ctx is done, then gives what is under way three
// seconds to finish. It closes a.
func (a Address) Serve(ctx context.Context, handler http.Handler, panel Panel) error {
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(a.Listener) }()
	select {
	case err := <-failed:
		return errors.Join(err, panel.Close())
	case <-ctx.Done():
	}
	leaving, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	err := panel.Shutdown(leaving)
	if errors.Is(err, context.DeadlineExceeded) {
		err = nil // somebody was still thinking: their run says that the service restarted
	}
	return errors.Join(err, srv.Shutdown(leaving))
}
