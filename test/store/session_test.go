package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

var ada = json.RawMessage(`{"ID":"ada"}`)

func putLink(t *testing.T, s *store.Store, hash string, expires time.Time) {
	t.Helper()
	must(t, s.PutLink(t.Context(), store.Link{Hash: hash, PersonID: "ada", Person: ada, ExpiresAt: expires}))
}

func TestUseLinkBeginsASession(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		putLink(t, s, "l1", c.now().Add(time.Minute))
		putLink(t, s, "l2", c.now().Add(time.Minute))
		expires := c.now().Add(time.Hour).UTC()
		first, err := s.UseLink(ctx, "l1", store.Session{Hash: "s1", PersonID: "eve", ExpiresAt: expires}, "")
		must(t, err)
		want := store.Session{
			Hash: "s1", PersonID: "ada", Person: ada, CreatedAt: c.now().UTC(), SeenAt: c.now().UTC(), ExpiresAt: expires,
		}
		if !reflect.DeepEqual(first, want) {
			t.Errorf("session = %+v, want %+v", first, want)
		}
		if got, err := s.Session(ctx, "s1"); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("Session = %+v, %v", got, err)
		}
		_, err = s.UseLink(ctx, "l2", store.Session{Hash: "s2", ExpiresAt: expires}, "s1")
		must(t, err)
		_, err = s.Session(ctx, "s1")
		wantErr(t, err, store.ErrNotFound) // replaced
		_, err = s.Session(ctx, "S2")
		wantErr(t, err, store.ErrNotFound) // hashes are compared byte by byte
	})
}

func TestLinksThatDoNotWork(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		use := func(hash string) error {
			_, err := s.UseLink(t.Context(), hash, store.Session{Hash: "s-" + hash, ExpiresAt: c.now().Add(time.Hour)}, "")
			return err
		}
		putLink(t, s, "used", c.now().Add(time.Minute))
		putLink(t, s, "late", c.now().Add(time.Minute))
		must(t, use("used"))
		wantErr(t, use("used"), store.ErrNotFound)
		wantErr(t, use("none"), store.ErrNotFound)
		wantErr(t, use(""), store.ErrNotFound)
		c.advance(time.Minute)
		wantErr(t, use("late"), store.ErrNotFound)
		if _, err := s.Session(t.Context(), "s-late"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a late link began a session: %v", err)
		}
	})
}

func TestSec_B09_ALinkIsUsedOnce(t *testing.T) {
	eachReplicas(t, func(t *testing.T, replicas [2]*store.Store) {
		for round := range 3 {
			link := fmt.Sprint("l", round)
			putLink(t, replicas[0], link, time.Now().Add(time.Minute))
			errs := dbtest.Race(64, func(i int) error {
				_, err := replicas[i%2].UseLink(t.Context(), link, store.Session{Hash: fmt.Sprint("s", round, "-", i), ExpiresAt: time.Now()}, "")
				return err
			})
			won := 0
			for _, err := range errs {
				if err == nil {
					won++
				} else if !errors.Is(err, store.ErrNotFound) {
					t.Fatal(err)
				}
			}
			if won != 1 {
				t.Fatalf("%d of 64 used the link", won)
			}
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		signIn := func(n int) string {
			hash := fmt.Sprint("s", n)
			putLink(t, s, "l"+hash, c.now().Add(time.Minute))
			_, err := s.UseLink(ctx, "l"+hash, store.Session{Hash: hash, ExpiresAt: c.now().Add(time.Hour)}, "")
			must(t, err)
			return hash
		}
		one := signIn(1)
		c.advance(time.Minute)
		must(t, s.SeeSession(ctx, one, c.now()))
		must(t, s.SeeSession(ctx, one, c.now().Add(-time.Second))) // late news
		if got, err := s.Session(ctx, one); err != nil || !got.SeenAt.Equal(c.now()) {
			t.Errorf("SeenAt = %v, %v, want %v", got.SeenAt, err, c.now())
		}
		ended, err := s.EndSession(ctx, one)
		again, errAgain := s.EndSession(ctx, one)
		if !ended || err != nil || again || errAgain != nil {
			t.Errorf("EndSession = %v, %v; again %v, %v", ended, err, again, errAgain)
		}
		must(t, s.SeeSession(ctx, one, c.now().Add(time.Second)))
		_, err = s.Session(ctx, one)
		wantErr(t, err, store.ErrNotFound)

		two, three := signIn(2), signIn(3)
		putLink(t, s, "unused", c.now().Add(time.Minute))
		if n, err := s.EndSessionsOf(ctx, "ada"); n != 2 || err != nil {
			t.Errorf("EndSessionsOf = %d, %v", n, err)
		}
		for _, hash := range []string{two, three} {
			_, err := s.Session(ctx, hash)
			wantErr(t, err, store.ErrNotFound)
		}
		_, err = s.UseLink(ctx, "unused", store.Session{Hash: "s9", ExpiresAt: c.now()}, "")
		wantErr(t, err, store.ErrNotFound)
	})
}

func TestDropExpiredSessions(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		putLink(t, s, "l", c.now().Add(time.Minute))
		_, err := s.UseLink(t.Context(), "l", store.Session{Hash: "s", ExpiresAt: c.now().Add(time.Hour)}, "")
		must(t, err)
		c.advance(time.Hour - time.Microsecond)
		_, err = s.DropExpired(t.Context())
		must(t, err)
		_, err = s.Session(t.Context(), "s")
		must(t, err)
		c.advance(time.Microsecond)
		_, err = s.DropExpired(t.Context())
		must(t, err)
		_, err = s.Session(t.Context(), "s")
		wantErr(t, err, store.ErrNotFound)
	})
}

func TestThemes(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		ctx := t.Context()
		for _, theme := range []string{"", "dark", "dark", "light", ""} {
			if theme != "" {
				must(t, s.SetTheme(ctx, "ada", theme))
			} else {
				must(t, s.SetTheme(ctx, "ada", ""))
			}
			if got, err := s.Theme(ctx, "ada"); got != theme || err != nil {
				t.Errorf("theme = %q, %v, want %q", got, err, theme)
			}
		}
		if s.SetTheme(ctx, "ada", "pink") == nil || s.SetTheme(ctx, "", "dark") == nil {
			t.Error("a theme that does not exist, or of nobody, was kept")
		}
		if got, err := s.Theme(ctx, "bob"); got != "" || err != nil {
			t.Errorf("theme of somebody who never chose = %q, %v", got, err)
		}
	})
}

func TestAudit(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		run := begin(t, s, newRun())
		_, err := s.Finish(ctx, run.ID, store.Outcome{Status: store.Canceled, By: "ada"})
		must(t, err)
		must(t, s.Note(ctx, store.Entry{PersonID: "bob", Verb: "run.refused", Object: "a", Detail: "not the owner"}))
		got, err := s.Audit(ctx, "", 10)
		must(t, err)
		at := c.now().UTC()
		want := []store.Entry{
			{Time: at, PersonID: "bob", Verb: "run.refused", Object: "a", Detail: "not the owner"},
			{Time: at, PersonID: "ada", Verb: "run.canceled", Object: run.Slug, RunID: run.ID},
			{Time: at, PersonID: "ada", Verb: "run.start", Object: run.Slug, RunID: run.ID},
		}
		for i := range got {
			got[i].ID = 0
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("audit = %+v\nwant    %+v", got, want)
		}
		if one, err := s.Audit(ctx, run.ID, 1); err != nil || len(one) != 1 || one[0].Verb != "run.canceled" {
			t.Errorf("newest of the run = %+v, %v", one, err)
		}
		if s.Note(ctx, store.Entry{PersonID: "bob"}) == nil {
			t.Error("an entry without a verb was kept")
		}
	})
}
