package autoactions

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

const (
	maxBulk   = 100_000 // rows of one run
	batchSize = 50      // rows of one database transaction
)

// chosen are the rows that a run is about.
type chosen struct {
	conditions []clause.Expression
	byQuery    bool // they have to match still when their turn comes
	keys       []keySet
}

// bulkRun is one run of an action over many rows.
type bulkRun struct {
	*model
	*bulk
	rows     chosen
	work     work
	tried    *Difference // what was shown before; nil where it is not tried
	expected []outcome   // what became of the rows when they were tried
	outcomes []outcome
}

// runningBulk is the handler of an action over many rows.
func (m *model) runningBulk(b *bulk) func(context.Context) error {
	return func(ctx context.Context) error {
		rows, err := m.chosenRows(ctx)
		if err != nil {
			return err
		}
		run := &bulkRun{model: m, bulk: b, rows: rows}
		stopped, note := ErrDifferent, ""
		for errors.Is(stopped, ErrDifferent) { // what was tried has to be shown again then
			sure, err := run.decide(ctx, note)
			if err != nil || !sure {
				return err
			}
			stopped, note = run.carryOut(ctx), movedOn
		}
		if stopped != nil && len(run.outcomes) == 0 {
			return stopped
		}
		return errors.Join(stopped, run.report(ctx))
	}
}

// chosenRows reads which rows the link means. Keys that are none, and rows outside
// the scope, are as if they were not there.
func (m *model) chosenRows(ctx context.Context) (chosen, error) {
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return chosen{}, err
	}
	links, err := m.linkColumns(ctx)
	if err != nil {
		return chosen{}, err
	}
	meant, err := m.listTable(links...).Chosen(params.String("rows"))
	if err != nil {
		return chosen{}, forPerson(err)
	}
	var rows chosen
	if rows.byQuery = meant.All != nil; rows.byQuery {
		rows.conditions, err = m.conditions(ctx, *meant.All, nil)
	} else {
		rows.conditions = []clause.Expression{m.oneOf(meant.Keys)}
	}
	if err != nil {
		return chosen{}, err
	}
	rows.keys, err = m.keysOf(ctx, rows.conditions)
	switch {
	case err != nil:
		return chosen{}, err
	case len(rows.keys) == 0:
		return chosen{}, stagedoor.Fail("None of these %s is there any more.", lower(m.plural))
	case len(rows.keys) > maxBulk:
		return chosen{}, stagedoor.Fail("More than %s %s are chosen. Narrow the list down first.", grouped(maxBulk), lower(m.plural))
	}
	return rows, nil
}

// forPerson makes a refusal of package io the last word of a run.
func forPerson(err error) error {
	if said, ok := saidToPeople(err); ok {
		return stagedoor.Fail("%s", said)
	}
	return err
}

// oneOf is the condition that a row has one of these keys.
func (m *model) oneOf(texts []string) clause.Expression {
	var options []clause.Expression
	for _, text := range texts {
		if key, err := m.parseKey(text); err == nil {
			options = append(options, m.where(key))
		}
	}
	return either(options)
}

// keysOf reads the keys of the rows that meet conditions, in their order, one more
// than maxBulk at most.
func (m *model) keysOf(ctx context.Context, conditions []clause.Expression) ([]keySet, error) {
	q, err := m.query(ctx, m.db)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(m.keys))
	order := make([]sorting, len(m.keys))
	for i, c := range m.keys {
		names[i], order[i] = c.name(), sorting{column: c}
	}
	found, err := m.rows(orderBy(q.Where(all(conditions)), order).Select(names).Limit(maxBulk + 1))
	if err != nil {
		return nil, fmt.Errorf("autoactions: choose from %s: %w", m.slug, err)
	}
	keys := make([]keySet, len(found))
	for i, r := range found {
		keys[i] = m.keyOf(r.row)
	}
	return keys, nil
}

// carryOut works through the rows. What was done before an error stays.
func (b *bulkRun) carryOut(ctx context.Context) error {
	if b.tried != nil {
		return b.apply(ctx)
	}
	batches := (len(b.rows.keys) + batchSize - 1) / batchSize
	progress, err := io.Loading(fmt.Sprintf("%s: %s", b.bulk.name, b.many(len(b.rows.keys)))).Steps(batches).Start(ctx)
	if err != nil {
		return err
	}
	for i := range batches {
		keys := b.rows.keys[i*batchSize : min((i+1)*batchSize, len(b.rows.keys))]
		done, err := b.batch(ctx, keys)
		if err != nil {
			return fmt.Errorf("autoactions: %s of %s: %w", b.bulk.slug, b.model.slug, err)
		}
		b.outcomes = append(b.outcomes, done...)
		if err := progress.Describe(ctx, fmt.Sprintf("%s of %s", grouped(len(b.outcomes)), grouped(len(b.rows.keys)))); err != nil {
			return err
		}
		if err := progress.Step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// batch does some rows in one database transaction, once in this run.
func (b *bulkRun) batch(ctx context.Context, keys []keySet) ([]outcome, error) {
	var done []outcome
	name := nameOfBatch(keys)
	err := b.begin(ctx, func(tx *gorm.DB) error {
		return stagedoor.Once(ctx, tx, name, func() error {
			done = done[:0]
			for _, key := range keys {
				o, err := b.saved(ctx, tx, key)
				if err != nil {
					return err
				}
				done = append(done, o)
			}
			return nil
		})
	})
	return done, err
}

// nameOfBatch is the same for the same rows, and no longer than the name of a step
// may be.
func nameOfBatch(keys []keySet) string {
	sum := sha256.New()
	for _, key := range keys {
		fmt.Fprintf(sum, "%q,", keyText(key))
	}
	return "bulk " + hex.EncodeToString(sum.Sum(nil)[:16])
}

// saved does one row; when it is refused, nothing of it stays.
func (b *bulkRun) saved(ctx context.Context, tx *gorm.DB, key keySet) (outcome, error) {
	o := outcome{Key: keyText(key), Title: keyName(key), State: isDone}
	why, err := b.unlessRefused(tx, func() error {
		r, err := b.one(ctx, tx, key)
		if r.row.IsValid() {
			o.Title = b.title(r)
		}
		if errors.Is(err, errSame) {
			o.State = isSame
		}
		return err
	})
	switch {
	case o.State == isSame && errors.Is(err, errSame):
		return o, nil
	case why != "":
		o.State, o.Why = isRefused, why
	}
	return o, err
}

// unlessRefused does the work of one row in a savepoint of tx: when it fails, nothing
// of it stays. A refusal is returned in words, any other error as it is.
func (m *model) unlessRefused(tx *gorm.DB, work func() error) (why string, err error) {
	const point = "stagedoor_row"
	if err := tx.SavePoint(point).Error; err != nil {
		return "", err
	}
	if err = work(); err == nil {
		return "", nil
	}
	if undo := tx.RollbackTo(point).Error; undo != nil {
		return "", errors.Join(err, undo)
	}
	if why, known := m.whyNot(err); known {
		return why, nil
	}
	return "", err
}

// one locks a row, sees whether it is still meant, does it, and records what has
// become of it.
func (b *bulkRun) one(ctx context.Context, tx *gorm.DB, key keySet) (record, error) {
	before, err := b.lock(ctx, tx, key)
	if err != nil {
		return before, err
	}
	if b.rows.byQuery {
		q, err := b.query(ctx, tx)
		if err != nil {
			return before, err
		}
		if _, err := b.model.one(q.Where(b.where(key)).Where(all(b.rows.conditions))); err != nil {
			if errors.Is(err, errGone) {
				err = stagedoor.Fail("It was changed meanwhile and does not match any more.")
			}
			return before, err
		}
	}
	if !b.when(before) {
		return before, stagedoor.Fail("%s is not possible for it as it is now.", b.bulk.name)
	}
	if err := b.work.each(ctx, tx, copyOf(before)); err != nil {
		return before, err
	}
	if b.work.recorded {
		return before, nil
	}
	return before, b.auditVerb(ctx, tx, key, b.bulk.slug, before)
}

// whyNot puts into words why a row was not done. It reports false for errors that
// are no refusals.
func (m *model) whyNot(err error) (string, bool) {
	if said, ok := saidToPeople(err); ok {
		return said, true
	}
	if errors.Is(err, errGone) {
		return "It is not there any more.", true
	}
	return m.refused(err)
}
