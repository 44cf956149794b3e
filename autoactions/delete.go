package autoactions

import (
	"context"
	"errors"

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
	help := "This cannot be undone."
	if m.softDeletes() {
		help = "It is taken out of every list. Its row stays in the database."
	}
	var since []io.Change
	for {
		question := io.Confirm("Delete "+m.title(r)+"?").Danger().Help(help).Labels("Delete "+m.title(r), "Keep it")
		if len(since) > 0 {
			question = question.Help("It was changed meanwhile. " + help).Changes(since...)
		}
		yes, err := question.Get(ctx)
		if err != nil || !yes {
			return err
		}
		err = m.remove(ctx, key, r)
		if err == nil {
			break
		}
		lost, moved := errors.AsType[*conflict](err)
		if !moved {
			return m.notDeleted(err, r)
		}
		shown := m.those(func(c *column) bool { return c.shown })
		if since, err = m.said(ctx, changed(shown, r, lost.theirs), &r, lost.theirs); err != nil {
			return err
		}
		r = lost.theirs
	}
	if err := stagedoor.SetResult(ctx, map[string]any{"deleted": keyText(key)}); err != nil || !m.has["list"] {
		return err
	}
	return stagedoor.Redirect(ctx, stagedoor.Link{Route: m.slug})
}

// notDeleted puts into words why a record is still there, or not there any more.
func (m *model) notDeleted(err error, r record) error {
	if errors.Is(err, errGone) {
		return stagedoor.Fail("%s was already deleted.", m.title(r))
	}
	if why, ok := m.refused(err); ok {
		return stagedoor.Fail("%s cannot be deleted. %s", m.title(r), why)
	}
	return err
}

// softDeletes reports whether deleting only marks the row.
func (m *model) softDeletes() bool {
	return len(m.schema.DeleteClauses) > 0
}
