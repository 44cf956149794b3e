package stagedoor

import (
	"context"

	"github.com/stagedoor/stagedoor/internal/server"
)

// Delivery is a notification on its way to one receiver outside of the panel, see
// [Config.Deliver].
type Delivery struct {
	// ID, Email and Name are the receiver's, as far as the panel knows them: what the
	// notification named them by and, of an ID, the e-mail and name with which that
	// person last ran something. The others are empty.
	ID, Email, Name string

	// Title may be empty, Message is not. Both are plain text.
	Title, Message string

	// URL is the whole address of what the message leads to: that of the panel where
	// it leads to nothing. It lets nobody in.
	URL string

	// Key is the same each time that this is handed over.
	Key string
}

// deliver adapts the application's function to the panel's own type.
func deliver(f func(context.Context, Delivery) error) func(context.Context, server.Letter) error {
	if f == nil {
		return nil
	}
	return func(ctx context.Context, l server.Letter) error { return f(ctx, Delivery(l)) }
}
