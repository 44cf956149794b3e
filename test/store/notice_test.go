package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
)

func tell(t *testing.T, s *store.Store, n store.Notice) bool {
	t.Helper()
	fresh, err := s.Tell(t.Context(), n)
	must(t, err)
	return fresh
}

func notices(t *testing.T, s *store.Store, receivers ...string) (ids []string, unread int) {
	t.Helper()
	found, unread, err := s.Notices(t.Context(), receivers, 10)
	must(t, err)
	for _, n := range found {
		ids = append(ids, n.ID)
	}
	return ids, unread
}

// A notice reaches one receiver once, under their id or their e-mail.
func TestNotices(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		tell(t, s, store.Notice{ID: "n1", Receiver: "ada", Message: "one \x00 two", Link: []byte(`{"route":"x"}`)})
		c.advance(time.Second)
		if !tell(t, s, store.Notice{ID: "n2", Receiver: "Ada@Example.com", Key: "k", Message: "two"}) {
			t.Error("a new notice was dropped")
		}
		if tell(t, s, store.Notice{ID: "n3", Receiver: "ada@example.com", Key: "k", Message: "again"}) {
			t.Error("a key was told twice")
		}
		if !tell(t, s, store.Notice{ID: "n4", Receiver: "ben", Key: "k", Message: "two"}) {
			t.Error("a key of somebody else kept a notice back")
		}
		ids, unread := notices(t, s, "ada", "ada@example.com")
		if !slices.Equal(ids, []string{"n2", "n1"}) || unread != 2 {
			t.Errorf("notices %v, %d unread", ids, unread)
		}
		must(t, s.ReadNotices(t.Context(), []string{"ada", "ada@example.com"}, []string{"n1", "n4"}))
		if _, unread = notices(t, s, "ada", "ada@example.com"); unread != 1 {
			t.Errorf("%d unread after one was read", unread)
		}
		if _, unread = notices(t, s, "ben"); unread != 1 {
			t.Error("somebody read the notice of another")
		}
		must(t, s.ReadNotices(t.Context(), []string{"ada", "ada@example.com"}, nil))
		if _, unread = notices(t, s, "ada", "ada@example.com"); unread != 0 {
			t.Errorf("%d unread after all were read", unread)
		}
		for _, bad := range []store.Notice{{ID: "x", Receiver: ""}, {ID: "x", Receiver: "a", Key: strings.Repeat("k", 300)}} {
			if _, err := s.Tell(t.Context(), bad); err == nil {
				t.Errorf("Tell(%+v) was kept", bad)
			}
		}
		c.advance(store.NoticesKept)
		if _, err := s.DropExpired(t.Context()); err != nil {
			t.Fatal(err)
		}
		if ids, _ := notices(t, s, "ada", "ada@example.com", "ben"); len(ids) != 0 {
			t.Errorf("kept for ever: %v", ids)
		}
	})
}
