package autoactions

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// delete names the record, asks, and deletes it. When it was changed meanwhile,
// it shows how and asks again.
func (m *model) delete(ctx context.Context) error {
	key, r, err := m.open(ctx)
	if err != nil {
		return err
	}
	with, err := m.goesWith(ctx, r)
	if err != nil {
		return m.notDeleted(ctx, err, r)
	}
	help := strings.TrimSpace(with + " " + m.fate(false))
	var since []io.Change
	for {
		yes, err := m.attemptDelete(ctx, key, r, help, since)
		lost, moved := errors.AsType[*conflict](err)
		switch {
		case err == nil && !yes:
			return nil
		case err == nil:
			return m.left(ctx, key)
		case errors.Is(err, ErrDifferent):
			continue
		case !moved:
			return m.notDeleted(ctx, err, r)
		}
		shown := m.those((*column).seen)
		if since, err = m.said(ctx, changed(shown, r, lost.theirs), &r, lost.theirs); err != nil {
			return err
		}
		r = lost.theirs
	}
}

// attemptDelete asks whether to delete a record, and does it.
func (m *model) attemptDelete(ctx context.Context, key keySet, r record, help string, since []io.Change) (bool, error) {
	work := func(tx *gorm.DB) error { return m.removeIn(ctx, tx, key, r) }
	tried, err := m.rehearse(ctx, work)
	if err != nil {
		return false, err
	}
	question := io.Confirm("Delete "+m.title(r)+"?").Danger().Help(help).Labels("Delete "+m.title(r), "Keep it")
	if len(since) > 0 {
		question = question.Help("It was changed meanwhile. " + help)
	}
	rows := append(slices.Clip(since), m.besidesRows(tried, key, m.columns, beside{})...)
	if len(rows) > 0 {
		question = question.Changes(rows...)
	}
	yes, err := question.Get(ctx)
	if err != nil || !yes {
		return false, err
	}
	return true, m.perform(ctx, tried, work)
}

// left leads away from a record that is not there any more.
func (m *model) left(ctx context.Context, key keySet) error {
	if err := stagedoor.SetResult(ctx, map[string]any{"deleted": keyText(key)}); err != nil {
		return err
	}
	return m.goOn(ctx, "list", m.listAs)
}

// notDeleted puts into words why a record is still there, or not there any more.
func (m *model) notDeleted(ctx context.Context, err error, r record) error {
	if errors.Is(err, errGone) {
		return stagedoor.Fail("%s was already deleted.", m.title(r))
	}
	if why, ok := m.refused(err); ok {
		names, err := m.inTheWay(ctx, r)
		if err != nil {
			return err
		}
		if names != "" {
			return stagedoor.Fail("%s cannot be deleted: %s would be left without it.", m.title(r), names)
		}
		return stagedoor.Fail("%s cannot be deleted. %s", m.title(r), why)
	}
	return err
}

// fate says what deleting does to a record, or to many.
func (m *model) fate(many bool) string {
	taken, restored, stays := "It is taken out of every list.", "It can be restored.", "Its row stays in the database."
	if many {
		taken, restored, stays = "They are taken out of every list.", "They can be restored.", "Their rows stay in the database."
	}
	switch {
	case m.trash != nil && m.has["restore"]:
		return taken + " " + restored
	case m.softDeletes():
		return taken + " " + stays
	case m.has["undo"] && m.comesBack():
		return "It can be undone for " + spell(m.undoFor) + "."
	}
	return "This cannot be undone."
}

// spell writes a time in whole days, hours or minutes.
func spell(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d >= day:
		return counted(int(d/day), "day")
	case d >= time.Hour:
		return counted(int(d/time.Hour), "hour")
	}
	return counted(int(d/time.Minute), "minute")
}

// softDeletes reports whether deleting only marks the row.
func (m *model) softDeletes() bool {
	return len(m.schema.DeleteClauses) > 0
}
