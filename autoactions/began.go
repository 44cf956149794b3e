package autoactions

import (
	"context"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
)

// began returns the change with which the history of the record begins that has a key
// now, 0 where nothing says so: the key may have been another record's before, of which
// nobody who sees this one has to know.
func (m *model) began(ctx context.Context, key keySet) (int64, error) {
	db := m.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	span := stagedoor.TimelineSpan{Verbs: []string{verbCreate, verbDelete, verbPurge, verbUndo}, Limit: 50}
	for {
		changes, err := stagedoor.RecordTimeline(ctx, db, m.slug, keyText(key), span)
		if err != nil {
			return 0, err
		}
		for _, c := range changes {
			switch {
			case c.Verb == verbCreate:
				return c.ID, nil
			case m.ended(c):
				return c.ID + 1, nil
			}
		}
		if len(changes) < span.Limit {
			return 0, nil
		}
		span.Before = changes[len(changes)-1].ID
	}
}

// ended reports whether a change has taken a row out of the database for good. Where
// deleting only marks rows, a row that went with another one cannot be told from those:
// what has its key then begins with its own create.
func (m *model) ended(c stagedoor.RecordedChange) bool {
	return c.Before != nil && c.After == nil && c.UndoneBy == 0 && (c.Verb == verbPurge || !m.softDeletes())
}
