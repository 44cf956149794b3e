package autoactions

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// maxTried is how many rows a run over many rows tries before it is reviewed.
const maxTried = 500

// runTried is the handler of a verb that leaves the writing to the panel: it asks,
// tries what is to be done in a database transaction that is rolled back, shows what
// that would change, and does exactly that.
func (m *model) runTried(v *verb) func(ctx context.Context, r record) error {
	return func(ctx context.Context, r record) error {
		key := m.keyOf(r.row)
		for {
			do, err := v.ask(ctx, r)
			if err != nil {
				return err
			}
			work := func(tx *gorm.DB) error { return m.doVerb(ctx, tx, v, key, do) }
			again, err := m.settleTried(ctx, v, r, work)
			if err != nil || !again {
				return err
			}
		}
	}
}

// doVerb does a verb to a row that it locks in tx, and records what has become of it.
func (m *model) doVerb(ctx context.Context, tx *gorm.DB, v *verb, key keySet, do func(context.Context, *gorm.DB, record) error) error {
	now, err := m.lock(ctx, tx, key)
	if errors.Is(err, errGone) {
		return m.missing(keyText(key))
	}
	if err != nil {
		return err
	}
	if !v.when(now) {
		return stagedoor.Fail("%s is not possible for %s as it is now.", v.name, m.title(now))
	}
	if err := do(ctx, m.hookDB(ctx, tx), copyOf(now)); err != nil {
		return err
	}
	return m.auditVerb(ctx, tx, key, v.slug, now)
}

// settleTried shows what work would change and does it. It reports true when the
// person wants the questions again.
func (m *model) settleTried(ctx context.Context, v *verb, r record, work func(tx *gorm.DB) error) (again bool, err error) {
	note := ""
	for {
		found, err := m.tryOut(ctx, work)
		if err != nil {
			return false, err
		}
		rows := m.besidesRows(&found, m.keyOf(r.row), nil, beside{})
		if len(rows) == 0 {
			return false, stagedoor.Log(ctx, "%s would change nothing.", v.name)
		}
		want, err := m.reviewTried(ctx, v, r, rows, note)
		if err != nil || want == back {
			return want == back && err == nil, err
		}
		err = found.Apply(ctx, m.db, work)
		if errors.Is(err, ErrDifferent) {
			note = movedOn
			continue
		}
		if err != nil {
			return false, err
		}
		return false, m.done(ctx, r)
	}
}

// reviewTried shows what was tried and asks whether to do it.
func (m *model) reviewTried(ctx context.Context, v *verb, r record, rows []io.Change, note string) (next, error) {
	shown := append(noted(note), io.Changes(rows...).Label("What this changes"))
	do := io.ChoiceOf[next]{Value: save, Label: v.name}
	if v.dangerous {
		do.Theme = io.Danger
	}
	return io.ChooseWith(ctx, io.Group(shown...).Title(v.name+": "+m.title(r)), do,
		io.ChoiceOf[next]{Value: back, Label: "Keep editing", SkipValidation: true})
}

// movedOn says why a review comes again.
const movedOn = "Something was changed meanwhile, and nothing was done yet: look again."

// noted is what stands above a review that has a note.
func noted(note string) []io.Component {
	if note == "" {
		return nil
	}
	return []io.Component{io.Heading(note).Level(3)}
}

// auditVerb writes what a verb of the model's own has done to a row into the audit.
func (m *model) auditVerb(ctx context.Context, tx *gorm.DB, key keySet, verb string, before record) error {
	shown := m.whole().those(func(c *column) bool { return c.shown })
	change := stagedoor.Change{Model: m.slug, Key: keyText(key), Verb: verb}
	after, err := m.read(ctx, tx, key)
	switch {
	case errors.Is(err, errGone):
		change.Before = values(shown, before)
	case err != nil:
		return err
	default:
		different := changed(shown, before, after)
		change.Before, change.After = values(different, before), values(different, after)
	}
	return stagedoor.RecordChange(ctx, tx, change)
}

// try does everything to all rows in a database transaction that is rolled back,
// where Model.DryRun asks for it and they are not too many, and returns nil otherwise.
func (b *bulkRun) try(ctx context.Context) (*Difference, error) {
	if !b.dryRun || len(b.rows.keys) > maxTried {
		return nil, nil
	}
	defer func() { b.expected, b.outcomes = b.outcomes, nil }()
	found, err := b.tryOut(ctx, func(tx *gorm.DB) error { return b.all(ctx, tx) })
	return &found, err
}

// all does all rows in one database transaction.
func (b *bulkRun) all(ctx context.Context, tx *gorm.DB) error {
	b.outcomes = nil
	for _, key := range b.rows.keys {
		o, err := b.saved(ctx, tx, key)
		if err != nil {
			return fmt.Errorf("autoactions: %s of %s: %w", b.bulk.slug, b.model.slug, err)
		}
		b.outcomes = append(b.outcomes, o)
	}
	return nil
}

// apply does exactly what was tried and shown. It returns ErrDifferent otherwise.
func (b *bulkRun) apply(ctx context.Context) error {
	return b.tried.Apply(ctx, b.db, func(tx *gorm.DB) error {
		return stagedoor.Once(ctx, tx, nameOfBatch(b.rows.keys), func() error { return b.all(ctx, tx) })
	})
}
