package txn

import (
	"context"
	"log/slog"
)

type contextKey struct{}

// NewContext returns a copy of ctx that carries t.
func NewContext(ctx context.Context, t *Transaction) context.Context {
	return context.WithValue(ctx, contextKey{}, t)
}

// From returns the transaction that ctx belongs to. It reports false outside an
// action or page; callers turn that into io.ErrNoTransaction, never into a panic.
func From(ctx context.Context) (*Transaction, bool) {
	t, ok := ctx.Value(contextKey{}).(*Transaction)
	return t, ok
}

// Logger returns where to write what only operators may read: the logger of the
// transaction that ctx belongs to, or the default one.
func Logger(ctx context.Context) *slog.Logger {
	if t, ok := From(ctx); ok && t.Info.Logger != nil {
		return t.Info.Logger
	}
	return slog.Default()
}
