package stagedoor

import (
	"context"
	"errors"
	"fmt"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

// Notification is a message to people of the panel. They find it at its bell, and
// those who are there see it at once. [Config.Deliver] takes it further. It is kept
// for three months.
type Notification struct {
	// Title stands above the message, in a few words.
	Title string

	// Message is what there is to say, up to 10,000 bytes. Required.
	Message string

	// To names the receivers by the ID or e-mail of their User, at most 100. A name
	// that nobody has waits for whoever comes with it. Default of [Notify]: whoever
	// runs the action.
	To []string

	// Link leads to what the message is about; RunURL leads to the run.
	Link Link

	// Key makes it one message however often it is sent: a receiver who has had a
	// message with this key does not get another.
	Key string
}

// Notify tells people something while an action runs, and returns when it is kept.
// A page, which is opened by just looking, cannot.
func Notify(ctx context.Context, n Notification) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	if t.Page {
		return io.ErrPage
	}
	out, err := n.wire()
	if err != nil {
		return err
	}
	return t.Link().Notify(ctx, out)
}

// Notify tells people something from outside of any action. To is required.
func (p *Panel) Notify(ctx context.Context, n Notification) error {
	if len(n.To) == 0 {
		return errors.New("stagedoor: Panel.Notify needs Notification.To: nobody runs an action here")
	}
	out, err := n.wire()
	if err != nil {
		return err
	}
	if out.Link != nil {
		p.host.CheckLink(ctx, out.Link.Route)
	}
	return p.server.Notify(ctx, out)
}

// mostTold is how many people one notification may have as receivers.
const mostTold = 100

func (n Notification) wire() (protocol.NotifyRequest, error) {
	out := protocol.NotifyRequest{Title: n.Title, Message: n.Message, IdempotencyKey: n.Key}
	if n.Message == "" {
		return out, errors.New("stagedoor: Notification.Message is required")
	}
	if len(n.To) > mostTold {
		return out, fmt.Errorf("stagedoor: a notification to %d people: at most %d", len(n.To), mostTold)
	}
	for _, to := range n.To {
		if to == "" {
			return out, errors.New("stagedoor: Notification.To names somebody without ID and e-mail")
		}
		out.DeliveryInstructions = append(out.DeliveryInstructions, protocol.Delivery{To: to})
	}
	if n.Link.Route != "" || n.Link.URL != "" {
		b, err := n.Link.Button()
		if err != nil {
			return out, fmt.Errorf("stagedoor: link of a notification: %w", err)
		}
		out.Link = &b
	}
	return out, nil
}
