package property_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Two people at once, of one tenant or of two, do what they like with models that were
// drawn at random: the whole database and the audit are what they have to be.
func TestTwoPeopleAndModelsDrawnAtRandom(t *testing.T) {
	workers := runtime.GOMAXPROCS(0)
	for worker := range workers {
		t.Run(fmt.Sprint("sqlite", worker), func(t *testing.T) {
			t.Parallel()
			wander(t, inMemory(t), worker, workers, *sequences/2)
		})
	}
}

func TestTwoPeopleAndModelsDrawnAtRandomOnEveryDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) { wander(t, db, 0, 1, *sequences/200) })
}

// settled is a world of models in a database.
type settled struct {
	plans []*plan
	d     *desk.Desk
}

// settle makes the tables and the pages of every world.
func settle(t *testing.T, db *gorm.DB) []settled {
	t.Helper()
	var worlds []settled
	for _, world := range drawnWorlds {
		s := settled{plansOf(world), desk.New(t, db)}
		var models []any
		for _, p := range s.plans {
			models = append(models, p.blank())
		}
		desk.Must(t, db.AutoMigrate(models...))
		for _, p := range s.plans {
			p.register(s.d, p)
		}
		desk.Must(t, s.d.Reg.Check())
		worlds = append(worlds, s)
	}
	return worlds
}

// wander runs every so-manieth sequence.
func wander(t *testing.T, db *gorm.DB, first, every, count int) {
	worlds := settle(t, db)
	for i := first; i < count; i += every {
		seed := uint64(i) + 1
		if *replay > 0 {
			seed, i = *replay, count
		}
		w := worlds[seed%uint64(len(worlds))]
		ok := t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) { afternoon(t, w, seed) })
		if !ok {
			t.Fatalf("run it again with: go test ./property -run %q -replay %d", t.Name(), seed)
		}
	}
}

// afternoon is one sequence of two people.
func afternoon(t *testing.T, w settled, seed uint64) {
	l := &ledger{
		t: t, d: w.d.For(t), rng: rand.New(rand.NewPCG(seed, 3)), plans: w.plans,
		rows: map[*plan]map[string]cells{}, tied: map[string]map[pair]bool{},
	}
	l.begin()
	people := []*visitor{{ledger: l, name: "Ada"}, {ledger: l, name: []string{"Ben", "Cem"}[l.rng.IntN(2)]}}
	for range steps {
		if who := people[l.rng.IntN(len(people))]; who.step() {
			l.settle()
		}
	}
	for _, v := range people {
		if v.open != nil {
			v.step()
		}
		l.settle()
	}
	people[l.rng.IntN(len(people))].list(l.plans[l.rng.IntN(len(l.plans))])
}
