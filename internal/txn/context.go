package txn

import "context"

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
