package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// undoAllLink leads to undoing everything that a run did to records of the model.
func (m *model) undoAllLink(label, runID string) io.LinkTo {
	return io.LinkTo{Label: label, Theme: io.Secondary, Route: m.at("undo_all"), Params: map[string]any{"run": runID}}
}

// undoingAll is one person undoing what a run did to many records.
type undoingAll struct {
	*model
	run     string
	changes []int64 // to be undone, newest first
	titles  map[int64]string
	refused []outcome // what cannot be undone, and why
}

// undoAll undoes, change by change and each in a savepoint of its own, what a run such
// as a bulk edit or an import did, as far as nothing has changed since. What is out of
// the person's reach is as if the run had not done it.
func (m *model) undoAll(ctx context.Context) error {
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return err
	}
	all := &undoingAll{model: m, run: params.String("run"), titles: map[int64]string{}}
	if err := all.look(ctx); err != nil {
		return err
	}
	if len(all.changes) == 0 && len(all.refused) == 0 {
		return errOver
	}
	if sure, err := all.decide(ctx); err != nil || !sure {
		return err
	}
	outcomes, err := all.carryOut(ctx)
	if err != nil && len(outcomes) == 0 {
		return err
	}
	return errors.Join(err, all.report(ctx, outcomes))
}

// look sorts the run's changes into those that can be undone and those that cannot.
func (a *undoingAll) look(ctx context.Context) error {
	if a.run == "" || len(a.run) > 64 || !storable(a.run) {
		return nil // of no run
	}
	if _, err := a.query(ctx, a.db); err != nil {
		return err // a Scope that refuses them, whatever the run has done
	}
	db := a.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	ids, err := stagedoor.UndoableOfRun(ctx, db, a.slug, a.run, maxBulk)
	if err != nil {
		return err
	}
	with := map[rowUndo]bool{} // what comes back with another
	for _, id := range ids {
		if with[rowUndo{Model: a.slug, ID: id}] {
			continue
		}
		u, err := a.undoingWhole(ctx, id)
		if err != nil {
			if errors.Is(err, errOver) {
				continue // somebody has undone it meanwhile
			}
			return err
		}
		u.mark(with)
		r, _, err := u.look(ctx)
		if err == nil {
			err = u.theirs()
		}
		why, said := saidToPeople(err)
		switch {
		case err == nil:
			a.changes = append(a.changes, id)
			a.titles[id] = a.title(r)
		case errors.Is(err, errOver): // its record is not there, or not theirs
		case said:
			a.refused = append(a.refused, outcome{Key: keyText(u.key), Title: keyName(u.key), State: isRefused, Why: why})
		default:
			return err
		}
	}
	return nil
}

// decide says what will be undone and what will not.
func (a *undoingAll) decide(ctx context.Context) (bool, error) {
	if len(a.changes) == 0 {
		shown := io.Heading("Nothing of this can be undone")
		return false, io.Group(shown, a.outcomeTable(a.refused)).Submit("Close").Ask(ctx)
	}
	what := counted(len(a.changes), "change")
	shown := []io.Component{io.Heading("Undo " + what + " of " + lower(a.plural) + "?").
		Description("Each record becomes what it was before, if nobody has changed it since.")}
	if len(a.refused) > 0 {
		shown = append(shown, io.Heading(counted(len(a.refused), "change")+" cannot be undone").Level(3), a.outcomeTable(a.refused))
	}
	want, err := io.ChooseWith(ctx, io.Group(shown...).Title("Undo what a run did"),
		io.ChoiceOf[next]{Value: save, Label: "Undo " + what, Theme: io.Danger},
		io.ChoiceOf[next]{Value: back, Label: "Leave everything", SkipValidation: true})
	return want == save, err
}

// carryOut undoes the changes, newest first, some in each database transaction. What
// was undone before an error stays undone.
func (a *undoingAll) carryOut(ctx context.Context) ([]outcome, error) {
	progress, err := io.Loading("Undoing " + counted(len(a.changes), "change")).Steps((len(a.changes) + batchSize - 1) / batchSize).Start(ctx)
	if err != nil {
		return nil, err
	}
	var outcomes []outcome
	for batch := range slices.Chunk(a.changes, batchSize) {
		var done []outcome
		err := a.begin(ctx, func(tx *gorm.DB) error {
			return stagedoor.Once(ctx, tx, fmt.Sprintf("undo from %d", batch[0]), func() (err error) {
				done, err = a.undoBatch(ctx, tx, batch)
				return err
			})
		})
		if err != nil {
			return outcomes, fmt.Errorf("autoactions: undo a run over %s: %w", a.slug, err)
		}
		outcomes = append(outcomes, done...)
		if err := progress.Step(ctx); err != nil {
			return outcomes, err
		}
	}
	return outcomes, nil
}

// undoBatch undoes some changes in one database transaction.
func (a *undoingAll) undoBatch(ctx context.Context, tx *gorm.DB, ids []int64) ([]outcome, error) {
	done := make([]outcome, 0, len(ids))
	for _, id := range ids {
		o := outcome{Key: fmt.Sprint(id), Title: a.titles[id], State: isDone}
		why, err := a.unlessRefused(tx, func() error {
			u, err := a.within(tx).undoingWhole(ctx, id)
			if err != nil {
				return err
			}
			o.Key = keyText(u.key)
			if err := u.theirs(); err != nil {
				return err
			}
			return u.applyIn(ctx, tx)
		})
		switch {
		case errors.Is(err, stagedoor.ErrNothingToUndo):
			o.State, o.Why = isRefused, "Somebody else has undone it meanwhile."
		case err != nil:
			return nil, err
		case why != "":
			o.State, o.Why = isRefused, why
		}
		done = append(done, o)
	}
	return done, nil
}

// report says what became of every change.
func (a *undoingAll) report(ctx context.Context, outcomes []outcome) error {
	outcomes = append(outcomes, a.refused...)
	counts := map[state]int{}
	for _, o := range outcomes {
		counts[o.State]++
	}
	slices.SortStableFunc(outcomes, byState)
	menu, err := a.afterRun(ctx, false)
	if err != nil {
		return err
	}
	said := counted(counts[isDone], "change") + " undone"
	if n := counts[isRefused]; n > 0 {
		said += ", " + grouped(n) + " refused"
	}
	result := map[string]any{"undone": counts[isDone], "refused": counts[isRefused]}
	return reportRows(ctx, result, io.Heading(said).Menu(menu...), outcomes, a.outcomeTable)
}
