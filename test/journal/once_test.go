// Package journal_test holds the journal to what its comments promise, on every
// engine.
package journal_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
	"github.com/stagedoor/stagedoor/internal/journal"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

var errStep = errors.New("the provider said no")

// eachJournal runs body on a database with the journal and a table of effects.
func eachJournal(t *testing.T, body func(t *testing.T, db *gorm.DB)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		must(t, journal.Migrate(t.Context(), db))
		must(t, db.Exec("CREATE TABLE effects (what VARCHAR(50))").Error)
		body(t, db)
	})
}

// effect is a step that writes one row in tx.
func effect(tx *gorm.DB, what string) func() error {
	return func() error { return tx.Exec("INSERT INTO effects VALUES (?)", what).Error }
}

// once runs one step in a database transaction of its own.
func once(ctx context.Context, db *gorm.DB, key, what string) error {
	return db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return journal.Once(ctx, tx, "run", key, effect(tx, what))
	})
}

// check compares the effects and the steps of "run" with what should be there.
func check(t *testing.T, db *gorm.DB, effects, steps []string) {
	t.Helper()
	gotEffects := []string{}
	must(t, db.Raw("SELECT what FROM effects ORDER BY what").Scan(&gotEffects).Error)
	if !slices.Equal(gotEffects, effects) {
		t.Errorf("effects = %v, want %v", gotEffects, effects)
	}
	done, err := journal.Steps(t.Context(), db, "run")
	must(t, err)
	gotSteps := []string{}
	for _, s := range done {
		gotSteps = append(gotSteps, s.Key)
		if s.DoneAt.IsZero() {
			t.Errorf("step %s has no time", s.Key)
		}
	}
	if !slices.Equal(gotSteps, steps) {
		t.Errorf("steps = %v, want %v", gotSteps, steps)
	}
}

func TestSec_J04_OnceTakesEffectOnce(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		must(t, once(t.Context(), db, "refund", "a"))
		must(t, once(t.Context(), db, "refund", "b"))
		must(t, once(t.Context(), db, "mail", "c"))
		must(t, once(t.Context(), db, "REFUND", "d"))  // another key
		must(t, once(t.Context(), db, "refund ", "e")) // and another
		check(t, db, []string{"a", "c", "d", "e"}, []string{"refund", "mail", "REFUND", "refund "})
		must(t, db.Transaction(func(tx *gorm.DB) error { // twice in one database transaction, and in another run
			return errors.Join(
				journal.Once(t.Context(), tx, "other", "refund", effect(tx, "x")),
				journal.Once(t.Context(), tx, "other", "refund", effect(tx, "y")),
			)
		}))
		check(t, db, []string{"a", "c", "d", "e", "x"}, []string{"refund", "mail", "REFUND", "refund "})
	})
}

func TestOnceRollsBackWithItsTransaction(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		err := db.Transaction(func(tx *gorm.DB) error {
			must(t, journal.Once(t.Context(), tx, "run", "refund", effect(tx, "a")))
			return errStep
		})
		if !errors.Is(err, errStep) {
			t.Fatal(err)
		}
		check(t, db, []string{}, []string{})
		must(t, once(t.Context(), db, "refund", "b"))
		check(t, db, []string{"b"}, []string{"refund"})
	})
}

func TestAFailedStepIsUndoneEvenIfTheCallerCommits(t *testing.T) {
	ends := map[string]func(){"error": func() {}, "panic": func() { panic(errStep) }}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			eachJournal(t, func(t *testing.T, db *gorm.DB) {
				must(t, db.Transaction(func(tx *gorm.DB) error {
					must(t, effect(tx, "before")())
					if err := tryOnce(t.Context(), tx, end); !errors.Is(err, errStep) {
						t.Errorf("Once = %v", err)
					}
					return effect(tx, "after")()
				}))
				check(t, db, []string{"after", "before"}, []string{})
				must(t, once(t.Context(), db, "refund", "second try"))
				check(t, db, []string{"after", "before", "second try"}, []string{"refund"})
			})
		})
	}
}

// tryOnce makes an effect that ends in errStep, as an error or a panic.
func tryOnce(ctx context.Context, tx *gorm.DB, end func()) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = cause.(error)
		}
	}()
	return journal.Once(ctx, tx, "run", "refund", func() error {
		if err := effect(tx, "undone")(); err != nil {
			return err
		}
		end()
		return errStep
	})
}

func TestAStepInsideAStep(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		ctx := t.Context()
		must(t, db.Transaction(func(tx *gorm.DB) error {
			return journal.Once(ctx, tx, "run", "outer", func() error {
				err := journal.Once(ctx, tx, "run", "inner", func() error { return errors.Join(effect(tx, "inner")(), errStep) })
				if !errors.Is(err, errStep) {
					t.Errorf("inner = %v", err)
				}
				return effect(tx, "outer")()
			})
		}))
		check(t, db, []string{"outer"}, []string{"outer"})
	})
}

// A step whose statement the database refuses must not take the caller's
// transaction with it: PostgreSQL would refuse everything after it.
func TestAFailedStatementLeavesTheTransactionUsable(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		must(t, db.Transaction(func(tx *gorm.DB) error {
			err := journal.Once(t.Context(), tx, "run", "refund", func() error { return tx.Exec("INSERT INTO nowhere VALUES (1)").Error })
			if err == nil {
				t.Error("no error")
			}
			must(t, journal.Once(t.Context(), tx, "run", "mail", effect(tx, "mail")))
			return journal.Once(t.Context(), tx, "run", "mail", effect(tx, "mail again"))
		}))
		check(t, db, []string{"mail"}, []string{"mail"})
	})
}

func TestSec_J04_ManyAtOnceHaveOneEffect(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		replicas := []*gorm.DB{db, dbtest.Replica(t, db)}
		for round := range 4 {
			key := fmt.Sprint("refund", round)
			errs := dbtest.Race(24, func(i int) error { return once(t.Context(), replicas[i%2], key, key) })
			for _, err := range errs {
				if err != nil && !database.Transient(err) {
					t.Fatal(err)
				}
			}
		}
		check(t, db, []string{"refund0", "refund1", "refund2", "refund3"}, []string{"refund0", "refund1", "refund2", "refund3"})
	})
}

// While the first is not decided the second waits; when the first rolls back, the
// second makes the effect.
func TestManyAtOnceWhereSomeRollBack(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		errs := dbtest.Race(16, func(i int) error {
			return database.Again(t.Context(), func() error {
				return db.Transaction(func(tx *gorm.DB) error {
					err := journal.Once(t.Context(), tx, "run", "refund", effect(tx, "refund"))
					if i%2 == 0 && err == nil {
						err = errStep
					}
					return err
				})
			})
		})
		for i, err := range errs {
			if (i%2 == 0) != errors.Is(err, errStep) {
				t.Fatalf("transaction %d = %v", i, err)
			}
		}
		check(t, db, []string{"refund"}, []string{"refund"})
	})
}

func TestOnceRefuses(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		ran := false
		step := func() error { ran = true; return nil }
		prepared := db.Session(&gorm.Session{PrepareStmt: true})
		for name, tx := range map[string]*gorm.DB{"plain": db, "nil": nil, "prepared": prepared, "conditions": db.Where("1 = 1")} {
			if err := journal.Once(t.Context(), tx, "run", "k", step); !errors.Is(err, journal.ErrNoTransaction) {
				t.Errorf("%s: Once outside a database transaction = %v", name, err)
			}
		}
		must(t, prepared.Transaction(func(tx *gorm.DB) error {
			for _, bad := range [][2]string{{"", "k"}, {"run", ""}, {"run", strings.Repeat("k", 256)}, {"run", "\x00"}} {
				if err := journal.Once(t.Context(), tx, bad[0], bad[1], step); err == nil {
					t.Errorf("%q was taken", bad)
				}
			}
			return nil
		}))
		if ran {
			t.Error("a refused step ran")
		}
		must(t, prepared.Transaction(func(tx *gorm.DB) error {
			return journal.Once(t.Context(), tx.Where("1 = 0"), "run", "k", step) // a condition of the caller's
		}))
		if !ran {
			t.Error("the step did not run")
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
