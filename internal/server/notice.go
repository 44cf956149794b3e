package server

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// The most that a notice may have, and how many a person sees.
const (
	maxReceivers   = 100
	maxNoticeTitle = 200    // bytes
	maxNotice      = 10_000 // bytes
	shownNotices   = 20
)

// notify takes a notice of a run: to those it names, or else to whoever runs it.
func (l *link) notify(ctx context.Context, in protocol.NotifyRequest) (any, error) {
	n, err := noticeOf(in)
	if err != nil {
		return false, nil //nolint:nilerr // false is how this wire refuses
	}
	err = l.withOwn(ctx, in.TransactionID, func(r *run) error {
		if len(n.to) == 0 {
			n.to = []string{r.row.PersonID}
		}
		data, err := json.Marshal(protocol.Notice{Title: n.title, Message: n.message, To: n.others(r.row)})
		if err != nil {
			return err
		}
		if ok, err := r.put(ctx, n.slot(r), protocol.EventNotice, data); err != nil || !ok {
			return cmp.Or(err, errEnded)
		}
		return nil
	})
	if err == nil {
		err = l.s.tell(ctx, n)
	}
	return took(err)
}

// notice is a message to some people.
type notice struct {
	title, message, key string
	to                  []string
	link                json.RawMessage
}

// others are the receivers besides whoever runs it, who reads it anyway.
func (n notice) others(run store.Run) (names []string) {
	for _, to := range n.to {
		if key := store.ReceiverKey(to); key != store.ReceiverKey(run.PersonID) && key != store.ReceiverKey(run.PersonEmail) {
			names = append(names, to)
		}
	}
	return names
}

// slot is the place of a notice in a run's transcript: one that is told again,
// after a connection was lost, stands where it stood.
func (n notice) slot(r *run) string {
	if n.key == "" {
		return fmt.Sprintf("notice:%d", r.notices)
	}
	sum := sha256.Sum256([]byte(n.key))
	return "notice:" + hex.EncodeToString(sum[:8])
}

func noticeOf(in protocol.NotifyRequest) (notice, error) {
	n := notice{title: cut(in.Title, maxNoticeTitle), message: cut(in.Message, maxNotice), key: in.IdempotencyKey}
	for _, d := range in.DeliveryInstructions {
		if to := strings.TrimSpace(d.To); to != "" && !slices.Contains(n.to, to) {
			n.to = append(n.to, to)
		}
	}
	if len(n.to) > maxReceivers {
		return n, &protocol.FormatError{What: "notice", Err: protocol.ErrLimit}
	}
	if in.Link == nil {
		return n, nil
	}
	if err := protocol.CheckAddress(in.Link.URL); err != nil || (in.Link.URL == "") == (in.Link.Route == "") {
		return n, &protocol.FormatError{What: "link of a notice", Err: errFrame}
	}
	link, err := json.Marshal(in.Link)
	n.link = link
	return n, err
}

// Notify tells people something, outside of any run.
func (s *Server) Notify(ctx context.Context, in protocol.NotifyRequest) error {
	n, err := noticeOf(in)
	if err != nil {
		return err
	}
	return s.tell(ctx, n)
}

// tell keeps a notice for each of its receivers and shows it to those who are here.
func (s *Server) tell(ctx context.Context, n notice) error {
	for _, to := range n.to {
		fresh, err := s.store.Tell(ctx, store.Notice{
			ID: protocol.NewID(), Receiver: to, Key: n.key, Title: n.title, Message: n.message, Link: n.link, Post: s.deliver != nil,
		})
		if err != nil {
			return err
		}
		if fresh {
			s.noticed(store.ReceiverKey(to))
			s.postLetters()
		}
	}
	return nil
}

// noticed tells the browsers of a receiver that there is something for them.
func (s *Server) noticed(receiver string) {
	for _, b := range s.browsers.of("") {
		if slices.Contains(receivers(b.person()), receiver) {
			b.homeChanged()
		}
	}
}

// receivers is what a person may be named by in a notice.
func receivers(p access.Person) []string {
	names := []string{store.ReceiverKey(p.ID)}
	if p.Email != "" {
		names = append(names, store.ReceiverKey(p.Email))
	}
	return names
}

// noticesOf lists the newest notices to the person.
func (b *browser) noticesOf(p access.Person) (told []protocol.Told, unread int, err error) {
	rows, unread, err := b.s.store.Notices(b.ctx, receivers(p), shownNotices)
	if err != nil {
		return nil, 0, err
	}
	told = make([]protocol.Told, len(rows))
	for i, row := range rows {
		told[i] = protocol.Told{ID: row.ID, Title: row.Title, Message: row.Message, At: row.At, Read: row.Read}
		if row.Link != nil && json.Unmarshal(row.Link, &told[i].Link) != nil {
			told[i].Link = nil
		}
	}
	return told, unread, nil
}

// readNotices marks the person's notices as read, on all of their screens.
func (r *request) readNotices(in protocol.ReadNoticesRequest) (any, error) {
	if len(in.IDs) > shownNotices {
		return nil, refuse(protocol.Invalid, "The field ids has more than %d entries.", shownNotices)
	}
	if err := r.s.store.ReadNotices(r.ctx, receivers(r.person), in.IDs); err != nil {
		return nil, err
	}
	r.s.homeChanged(r.person.ID)
	return nil, nil
}
