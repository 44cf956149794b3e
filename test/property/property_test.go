package property_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

var (
	sequences = flag.Int("sequences", manySequences, "how many sequences of actions are tried on SQLite, half of them with drawn models; a hundredth of them on the others")
	replay    = flag.Uint64("replay", 0, "the seed of one sequence to be run again")
)

// steps is how many steps a sequence has: half of them begin something.
const steps = 8

// Two people at once do what they like: no update is lost, nothing outside of the
// scope is read or written, and the audit is complete.
func TestTwoPeopleAndAModelInMemory(t *testing.T) {
	workers := runtime.GOMAXPROCS(0)
	for worker := range workers {
		t.Run(fmt.Sprint("sqlite", worker), func(t *testing.T) {
			t.Parallel()
			walk(t, inMemory(t), worker, workers, *sequences-*sequences/2)
		})
	}
}

func TestTwoPeopleOnEveryDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) { walk(t, db, 0, 1, *sequences/200) })
}

// inMemory opens a database with one connection: work that needs a second one
// while it holds a database transaction would wait for ever.
func inMemory(t *testing.T) *gorm.DB {
	t.Helper()
	db, err := gorm.Open(sqlite.Open(":memory:?_pragma=foreign_keys(ON)"), &gorm.Config{Logger: logger.Discard})
	if err != nil {
		t.Fatal(err)
	}
	pool, err := db.DB()
	if err != nil {
		t.Fatal(err)
	}
	pool.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// walk runs every so-manieth sequence.
func walk(t *testing.T, db *gorm.DB, first, every, count int) {
	desks := make([]*desk.Desk, len(shapes))
	for i, s := range shapes {
		if err := db.AutoMigrate(s.model); err != nil {
			t.Fatal(err)
		}
		desks[i] = desk.New(t, db)
		s.register(desks[i])
	}
	for i := first; i < count; i += every {
		seed := uint64(i) + 1
		if *replay > 0 {
			seed, i = *replay, count
		}
		which := int(seed) % len(shapes)
		ok := t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) { sequence(t, desks[which].For(t), shapes[which], seed) })
		if !ok {
			t.Fatalf("run it again with: go test ./property -run %q -replay %d", t.Name(), seed)
		}
	}
}

// sequence is one afternoon of two people.
func sequence(t *testing.T, d *desk.Desk, s shape, seed uint64) {
	w := &world{t: t, d: d, shape: s, rng: rand.New(rand.NewPCG(seed, 1)), rows: map[string]row{}}
	w.empty()
	w.fill()
	people := []*person{{world: w, name: "Ada"}, {world: w, name: "Ben"}}
	for range steps {
		people[w.rng.IntN(len(people))].step()
		w.check()
	}
	for _, p := range people {
		if p.open != nil {
			p.step()
			w.check()
		}
	}
	w.finish()
}
