package autoactions

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// undoing is one person undoing one change of one record.
type undoing struct {
	*model
	key    keySet
	change stagedoor.RecordedChange
	state  undoState
	rows   []*undoing // of rows that were in its form

	stands string // of a row: in which field of its parent's model
}

// undo shows what undoing a change will do, asks, and does it: once, and only
// where nothing has changed since.
func (m *model) undo(ctx context.Context) error {
	u, err := m.openUndo(ctx)
	if err != nil {
		return err
	}
	r, rows, err := u.look(ctx)
	if err == nil {
		err = u.theirs()
	}
	if err != nil {
		return err
	}
	question := io.Confirm("Undo this "+u.change.Verb+" of "+m.title(r)+"?").Help(u.help()).
		Labels("Undo the "+u.change.Verb, "Leave it")
	if len(rows) > 0 {
		question = question.Changes(rows...)
	}
	if u.state.Of == verbCreate {
		question = question.Danger()
	}
	yes, err := question.Get(ctx)
	if err != nil || !yes {
		return err
	}
	if err := m.begin(ctx, func(tx *gorm.DB) error { return u.applyIn(ctx, tx) }); err != nil {
		return u.failed(err, r)
	}
	if u.state.Of == verbCreate {
		return m.left(ctx, u.key)
	}
	return m.done(ctx, r)
}

// errOver says that there is nothing to undo, for whatever reason.
var errOver = stagedoor.Fail("This change cannot be undone any more: it was undone already, its time is over, or its record is gone.")

// openUndo reads which change is meant and what was kept for it.
func (m *model) openUndo(ctx context.Context) (*undoing, error) {
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return nil, err
	}
	id, err := strconv.ParseInt(params.String("id"), 10, 64)
	if err != nil {
		return nil, errOver
	}
	return m.undoingWhole(ctx, id)
}

// undoingWhole reads what was kept for a change and for the rows that changed with it.
func (m *model) undoingWhole(ctx context.Context, id int64) (*undoing, error) {
	u, err := m.undoingOf(ctx, id)
	if err != nil {
		return nil, err
	}
	return u, u.openRows(ctx)
}

// undoingOf reads what was kept for a change of one of the model's records.
func (m *model) undoingOf(ctx context.Context, id int64) (*undoing, error) {
	db := m.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	change, text, err := stagedoor.UndoState(ctx, db, id)
	if errors.Is(err, stagedoor.ErrNothingToUndo) || err == nil && change.Model != m.slug {
		return nil, errOver
	}
	if err != nil {
		return nil, err
	}
	u := &undoing{model: m, change: change}
	if u.key, err = m.parseKey(change.Key); err != nil {
		return nil, errOver
	}
	if u.state, err = readUndoState(text); err != nil {
		return nil, err
	}
	if u.inserts() {
		u.model = m.withMarked()
		return u, nil
	}
	began, err := m.began(ctx, u.key)
	if err == nil && id < began {
		err = errOver // it was another record's
	}
	return u, err
}

// inserts reports whether the undo writes a row that is gone, which may have been
// marked as deleted when it went.
func (u *undoing) inserts() bool { return u.state.Of == verbDelete && u.state.Before != nil }

// theirs refuses to undo what the person could not have done the other way round:
// deleting, bringing back, or changing fields that are others' to change.
func (u *undoing) theirs() error {
	back := map[string]string{verbCreate: "delete", verbDelete: "restore", verbEdit: "edit"}[u.state.Of]
	if !u.may(back) {
		return errNotTheirs
	}
	for _, of := range u.rows {
		if err := of.theirs(); err != nil {
			return err
		}
	}
	if u.state.Of != verbEdit {
		return nil
	}
	for _, c := range u.columns {
		before, was := u.state.Before[c.name()]
		after, is := u.state.After[c.name()]
		if c.barred && was && is && !before.same(after) {
			return stagedoor.Fail("This cannot be undone by you: it is about fields that only others may change.")
		}
	}
	return nil
}

// help says who made the change. When that was stands in the timeline, on the clock of
// whoever looks; a line of help could only say it on another one.
func (u *undoing) help() string {
	if u.change.By == "" {
		return "The service did it."
	}
	return u.change.By + " did it."
}

// look finds the record within the scope and describes what the undo will do. A
// change that is in the way is an error that names it.
func (u *undoing) look(ctx context.Context) (record, []io.Change, error) {
	if u.state.Of == verbDelete {
		r, rows, err := u.wasDeleted(ctx)
		if errors.Is(err, errGone) {
			return record{}, nil, errOver // there may be such a record, and it is not theirs to know
		}
		return r, rows, err
	}
	now, err := u.read(ctx, u.db, u.key)
	if errors.Is(err, errGone) {
		return record{}, nil, errOver // there may be such a record, and it is not theirs to know
	}
	if err != nil {
		return record{}, nil, err
	}
	if err := u.untouched(now); err != nil {
		return record{}, nil, err
	}
	if u.state.Of == verbCreate && len(u.rows) == 0 { // rows of its form would be in the way until they are gone
		if err := u.alone(ctx, u.db, now); err != nil {
			return record{}, nil, err
		}
	}
	more, err := u.lookBeside(ctx, now)
	if err != nil || u.state.Of == verbCreate {
		return now, more, err
	}
	then := copyOf(now)
	columns, err := u.thawInto(u.state.Before, then)
	if err != nil {
		return record{}, nil, err
	}
	if err := u.parentsThere(ctx, u.db, then, columns); err != nil {
		return record{}, nil, err
	}
	rows, err := u.differenceOf(ctx, columns, now, then)
	return now, append(rows, more...), err
}

// parentsThere refuses to lead a row back to a record that the person does not see any
// more.
func (u *undoing) parentsThere(ctx context.Context, db *gorm.DB, then record, columns []*column) error {
	err := u.checkParents(ctx, db, then, columns)
	if _, said := saidToPeople(err); said {
		return stagedoor.Fail("This cannot be undone: what %s belonged to is not there any more.", u.title(then))
	}
	return err
}

// differenceOf describes a change to a person; of fields that are not shown it
// says only that they change.
func (m *model) differenceOf(ctx context.Context, columns []*column, before, after record) ([]io.Change, error) {
	var shown []*column
	unseen := 0
	for _, c := range columns {
		switch {
		case c.sameStored(before, after):
		case c.shown:
			shown = append(shown, c)
		case c != m.version:
			unseen++
		}
	}
	rows, err := m.said(ctx, shown, &before, after)
	if err == nil && unseen > 0 {
		rows = append(rows, io.Change{Label: counted(unseen, "other field"), After: "(not shown)"})
	}
	return rows, err
}

// untouched returns an error that names the fields which somebody has changed
// since, and so an undo would take away.
func (u *undoing) untouched(now record) error {
	var fields []string
	unseen := 0
	for _, c := range u.differs(u.state.After, now) {
		switch {
		case c.shown:
			fields = append(fields, fmt.Sprintf("%s is %s now", c.tag.Label, c.spokenIn(now)))
		default:
			unseen++
		}
	}
	if len(fields)+unseen == 0 {
		return nil
	}
	if len(fields) == 0 {
		return stagedoor.Fail("This cannot be undone: %s was changed since.", u.title(now))
	}
	return stagedoor.Fail("This cannot be undone: %s was changed since. %s.", u.title(now), strings.Join(fields, ", "))
}

// applyIn undoes the change in the database transaction tx.
func (u *undoing) applyIn(ctx context.Context, tx *gorm.DB) error {
	t := told{verb: verbUndo, undoes: u.change.ID}
	if u.state.Of == verbDelete {
		if err := stagedoor.TakeUndo(ctx, tx, u.change.ID); err != nil {
			return err
		}
		if !u.inserts() {
			_, err := u.restoreIn(ctx, tx, u.key, t)
			return err
		}
		return u.reinsertIn(ctx, tx, t)
	}
	now, err := u.lock(ctx, tx, u.key)
	if err != nil {
		return err
	}
	if err := u.untouched(now); err != nil {
		return err
	}
	if err := stagedoor.TakeUndo(ctx, tx, u.change.ID); err != nil {
		return err
	}
	if err := u.applyRows(ctx, tx); err != nil {
		return err
	}
	if u.state.Of == verbCreate {
		return u.takeOut(ctx, tx, now, t)
	}
	then := copyOf(now)
	columns, err := u.thawInto(u.state.Before, then)
	if err != nil {
		return err
	}
	if err := u.parentsThere(ctx, tx, then, columns); err != nil {
		return err
	}
	if t.more.links, err = u.linksBack(ctx, tx, now); err != nil {
		return err
	}
	t.rows = u.rowsTold()
	after, err := u.rewrite(ctx, tx, u.key, now, then, columns, verbUndo)
	if err != nil {
		return err
	}
	return u.recordUpdate(ctx, tx, u.key, now, after, columns, t)
}

// takeOut deletes a record whose creation is undone.
func (u *undoing) takeOut(ctx context.Context, tx *gorm.DB, now record, t told) error {
	if err := u.alone(ctx, tx, now); err != nil {
		return err
	}
	return newLeaving(tx, true).remove(ctx, u.model, u.key, now, t)
}

// alone refuses to take out a record that something else has come to hang on.
func (u *undoing) alone(ctx context.Context, db *gorm.DB, now record) error {
	if u.marks() {
		return nil
	}
	c := census{room: maxLeaving, db: db, path: path{}}
	if err := c.count(ctx, u.model, now); err != nil {
		return err
	}
	for _, d := range c.found {
		return stagedoor.Fail("This cannot be undone: %s to %s since.", d.verb("was added", "were added"), u.title(now))
	}
	return nil
}

// failed puts into words why something was not undone.
func (u *undoing) failed(err error, r record) error {
	switch {
	case errors.Is(err, stagedoor.ErrNothingToUndo):
		return stagedoor.Fail("Somebody else has undone this meanwhile.")
	case errors.Is(err, errGone):
		return stagedoor.Fail("%s is not there any more.", u.title(r))
	}
	if _, ok := saidToPeople(err); ok {
		return err
	}
	if why, ok := u.refused(err); ok {
		return stagedoor.Fail("This cannot be undone. %s", why)
	}
	return err
}
