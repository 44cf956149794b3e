package store_test

import (
	"fmt"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

func TestLetters(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		none := func(when string) {
			t.Helper()
			if l, err := s.TakeLetter(ctx, time.Minute); err == nil {
				t.Errorf("%s there is %+v", when, l)
			} else {
				wantErr(t, err, store.ErrNotFound)
			}
		}
		take := func(id string, tries int) {
			t.Helper()
			l, err := s.TakeLetter(ctx, time.Minute)
			must(t, err)
			if l.ID != id || l.Tries != tries || l.Message != "of "+id || l.Receiver != "ada" {
				t.Errorf("took %+v, want %s at try %d", l, id, tries)
			}
		}
		tell(t, s, store.Notice{ID: "n0", Receiver: "ada", Message: "stays"})
		none("of a notice that is not posted")
		tell(t, s, store.Notice{ID: "n1", Receiver: "ada", Key: "k", Message: "of n1", Post: true})
		c.advance(time.Second)
		tell(t, s, store.Notice{ID: "n2", Receiver: "ada", Message: "of n2", Post: true})
		tell(t, s, store.Notice{ID: "n3", Receiver: "ada", Key: "k", Message: "again", Post: true}) // a repeated key
		take("n1", 1)
		take("n2", 1)
		none("while both are on their way")
		must(t, s.DropLetter(ctx, "n2"))
		must(t, s.KeepLetter(ctx, "n1", time.Hour))
		c.advance(time.Hour - time.Second)
		none("before it is due again")
		c.advance(time.Second)
		take("n1", 2)
		c.advance(time.Minute) // whoever took it has died
		take("n1", 3)
		c.advance(store.NoticesKept)
		_, err := s.DropExpired(ctx)
		must(t, err)
		none("after its notice has gone")
	})
}

func TestLetterIsTakenOnce(t *testing.T) {
	eachReplicas(t, func(t *testing.T, replicas [2]*store.Store) {
		const letters = 20
		for i := range letters {
			tell(t, replicas[0], store.Notice{ID: fmt.Sprint("n", i), Receiver: "ada", Message: "x", Post: true})
		}
		taken := map[string]int{}
		for _, ids := range dbtest.Race(8, func(i int) (ids []string) {
			for {
				l, err := replicas[i%2].TakeLetter(t.Context(), time.Hour)
				if err != nil {
					return append(ids, err.Error())
				}
				ids = append(ids, l.ID)
			}
		}) {
			for _, id := range ids[:len(ids)-1] {
				taken[id]++
			}
			if end := ids[len(ids)-1]; end != "store: take a letter: store: not found" {
				t.Error(end)
			}
		}
		for i := range letters {
			if n := taken[fmt.Sprint("n", i)]; n != 1 {
				t.Errorf("letter %d was taken %d times", i, n)
			}
		}
	})
}

func TestContacts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		s := open(t, db)
		begin(t, s, newRun())
		for receiver, want := range map[string]store.Contact{
			"ada":             {ID: "ada", Email: "ada@example.com", Name: "Ada"},
			"ben":             {ID: "ben"},
			"ben@example.com": {Email: "ben@example.com"},
		} {
			if got, err := s.ContactOf(t.Context(), receiver); err != nil || got != want {
				t.Errorf("%s is %+v, %v", receiver, got, err)
			}
		}
	})
}
