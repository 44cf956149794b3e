package server_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/server"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// mailbox takes letters as a test tells it.
type mailbox struct {
	mu   sync.Mutex
	got  []server.Letter
	most int // how many were on their way at once
	now  int
	take func(ctx context.Context, l server.Letter) error
}

func (m *mailbox) deliver(ctx context.Context, l server.Letter) error {
	m.mu.Lock()
	m.got = append(m.got, l)
	m.now++
	m.most = max(m.most, m.now)
	take := m.take
	m.mu.Unlock()
	defer func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.now--
	}()
	if take == nil {
		return nil
	}
	return take(ctx, l)
}

func (m *mailbox) letters() []server.Letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.got)
}

func (m *mailbox) answer(take func(ctx context.Context, l server.Letter) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.take = take
}

// wait waits for so many letters.
func (m *mailbox) wait(t testing.TB, count int) []server.Letter {
	t.Helper()
	within(t, "the letters are there", func() bool { return len(m.letters()) >= count })
	return m.letters()
}

// posting is a world that sends letters to m, with a clock that goes on with w.advance.
func posting(t *testing.T, db *gorm.DB, m *mailbox, change ...func(*server.Config)) *world {
	t.Helper()
	var w *world // its clock is asked once it is there
	w = newWorld(t, db, append([]func(*server.Config){func(c *server.Config) {
		c.Deliver, c.Absence = m.deliver, time.Millisecond
		c.Store = c.Store.WithClock(func() time.Time { return w.now() })
	}}, change...)...)
	return w
}

// to names the receivers of a notice.
func to(names ...string) (all []protocol.Delivery) {
	for _, name := range names {
		all = append(all, protocol.Delivery{To: name})
	}
	return all
}

func TestNoticesAreDelivered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		m := &mailbox{}
		w := posting(t, db, m)
		h, ada := w.connect(routesOfTest()), w.open("ada")
		id := ada.start(h, "refund", "k1")
		ada.openRun(id, 0)
		for range 2 {
			h.call(protocol.Notify, protocol.NotifyRequest{
				TransactionID: id, Title: "Refund", Message: "Look <b>here</b>", IdempotencyKey: "k", DeliveryInstructions: to("ada", "BEN@example.com", "carol"),
				Link: &protocol.Button{Label: "Open", Route: "refund", Params: map[string]any{"id": 1e6, "q": "a&b"}},
			}, nil)
		}
		must(t, w.server.Notify(t.Context(), protocol.NotifyRequest{Message: "last", DeliveryInstructions: to("dora"), IdempotencyKey: "k"}))
		got := map[string]server.Letter{}
		for _, l := range m.wait(t, 4) {
			if _, twice := got[l.Key]; twice || l.Key == "" {
				t.Errorf("twice: %+v", l)
			}
			got[l.Key] = l
		}
		const there = "/admin/refund?id=1000000&q=a%26b"
		for _, want := range []server.Letter{
			{ID: "ada", Email: "ada@example.com", Name: "Ada Lovelace", Title: "Refund", Message: "Look <b>here</b>", URL: there},
			{Email: "ben@example.com", Title: "Refund", Message: "Look <b>here</b>", URL: there},
			{ID: "carol", Title: "Refund", Message: "Look <b>here</b>", URL: there},
			{ID: "dora", Message: "last", URL: "/admin/"},
		} {
			found := false
			for key, l := range got {
				want.Key = key
				found = found || l == want
			}
			if !found {
				t.Errorf("%+v is not in %+v", want, got)
			}
		}
	})
}

// A letter that cannot be delivered is tried again with the same key, and given up
// after the fifth time.
func TestDeliveryIsTriedAgain(t *testing.T) {
	m := &mailbox{}
	w := posting(t, dbtest.Open(t), m)
	fail := func(_ context.Context, l server.Letter) error {
		switch {
		case l.ID == "poke":
			return nil
		case len(m.letters())%2 == 0:
			panic("the mail server is strange")
		}
		return errors.New("the mail server is away")
	}
	m.answer(fail)
	tell := func(to string) {
		must(t, w.server.Notify(t.Context(), protocol.NotifyRequest{Message: "x", DeliveryInstructions: []protocol.Delivery{{To: to}}}))
	}
	of := func(id string) (keys []string) {
		for _, l := range m.letters() {
			if l.ID == id {
				keys = append(keys, l.Key)
			}
		}
		return keys
	}
	tell("ada")
	for try := 1; try <= 5; try++ {
		within(t, "it is tried", func() bool { return len(of("ada")) == try })
		if try < 5 { // recorded, and so due later
			within(t, "it is recorded", func() bool { return strings.Count(w.log.String(), "is tried again") == try })
		}
		tell("poke") // brings nothing of it before its time
		within(t, "the other is there", func() bool { return len(of("poke")) == 2*try-1 })
		w.advance(31 * time.Minute)
		tell("poke")
		within(t, "the other is there", func() bool { return len(of("poke")) == 2*try })
	}
	within(t, "it is given up", func() bool { return strings.Contains(w.log.String(), "is given up") })
	keys := of("ada")
	if len(slices.Compact(keys)) != 1 {
		t.Errorf("keys %v", keys)
	}
	if _, err := w.store.WithClock(func() time.Time { return w.now().Add(time.Hour) }).TakeLetter(t.Context(), time.Minute); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a letter is left: %v", err)
	}
}

// Whoever tells does not wait for the delivery, at most four are on their way, and
// the end of the panel ends them. The next process goes on.
func TestDeliveryKeepsNobodyWaiting(t *testing.T) {
	db := dbtest.Open(t)
	m := &mailbox{}
	w := posting(t, db, m)
	m.answer(func(ctx context.Context, _ server.Letter) error {
		<-ctx.Done()
		return ctx.Err()
	})
	for i := range 40 {
		must(t, w.server.Notify(t.Context(), protocol.NotifyRequest{Message: "x", DeliveryInstructions: to("ada")}))
		m.wait(t, min(i+1, 4))
	}
	must(t, w.server.Close())
	if n := len(m.letters()); n != 4 || m.most != 4 {
		t.Errorf("%d letters, %d at once", n, m.most)
	}
	next := &mailbox{}
	after := posting(t, dbtest.Replica(t, db), next)
	after.advance(time.Hour)
	after.connect(routesOfTest())
	keys := map[string]bool{}
	for _, l := range next.wait(t, 40) {
		keys[l.Key] = true
	}
	if len(keys) != 40 {
		t.Errorf("the next process delivers %d", len(keys))
	}
}

// messages are what the person has at the bell.
func (b *tab) messages() (all []string) {
	b.t.Helper()
	var home protocol.Home
	b.must(protocol.CallHome, nil, &home)
	for _, n := range home.Notices {
		all = append(all, n.Title+": "+n.Message)
	}
	return all
}

// Whoever does not look at their run is told when it waits for them and how it
// ended, each once, also elsewhere.
func TestOwnerIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		m := &mailbox{}
		w := posting(t, db, m)
		h, ada := w.connect(routesOfTest()), w.open("ada")
		told := func(want string) {
			t.Helper()
			within(t, "ada is told "+want, func() bool { return slices.Contains(ada.messages(), want) })
		}
		id := ada.start(h, "refund", "k1")
		h.ask(id, "c1", "g1")
		told("Refund: It waits for you: Your name")
		h.ask(id, "c2", "g1") // the same question, with a message at it
		h.complete(ada.start(h, "kept", "k0"), `{"status":"SUCCESS"}`)
		told("Kept: It is done.")
		if n := len(ada.messages()); n != 2 {
			t.Errorf("told twice of a question: %v", ada.messages())
		}
		h.ask(id, "c3", "g2")
		within(t, "ada is told of the other question", func() bool { return len(ada.messages()) == 3 })
		h.complete(id, `{"status":"FAILURE","data":{"message":"No money."}}`)
		told("Refund: It failed: No money.")
		letters := m.wait(t, 4)
		if l := letters[0]; l.Email != "ada@example.com" || l.URL != "/admin/-/runs/"+id || l.Title != "Refund" {
			t.Errorf("the letter is %+v", l)
		}
		if n := len(ada.messages()); n != 4 {
			t.Errorf("%d messages: %v", n, ada.messages())
		}
	})
}

// Nobody is told of a run that they look at, look at in time, have cancelled, or
// that waits for somebody else.
func TestOwnerIsNotTold(t *testing.T) {
	m := &mailbox{}
	w := posting(t, dbtest.Open(t), m, func(c *server.Config) { c.Absence = 300 * time.Millisecond })
	h, ada, other := w.connect(routesOfTest()), w.open("ada"), w.open("ada")
	end := func(id string) { h.complete(id, `{"status":"SUCCESS"}`) }
	watched := ada.start(h, "refund", "watched")
	ada.openRun(watched, 0)
	h.ask(watched, "c1", "g1")
	end(watched)
	opened := ada.start(h, "refund", "opened")
	h.ask(opened, "c1", "g1")
	ada.openRun(opened, 0)
	ada.must(protocol.CallCloseRun, protocol.RunRef{RunID: opened}, nil)
	canceled := ada.start(h, "refund", "canceled")
	h.ask(canceled, "c1", "g1")
	ada.must(protocol.CallCancelRun, protocol.RunRef{RunID: canceled}, nil)
	asking := ada.start(h, "refund", "asking")
	h.approval(asking, "1", byFinance)
	ada.must(protocol.CallCloseRun, protocol.RunRef{RunID: watched}, nil)
	end(ada.start(h, "kept", "left"))
	m.wait(t, 1)
	if got := other.messages(); len(got) != 1 || got[0] != "Kept: It is done." {
		t.Errorf("messages: %v", got)
	}
}
