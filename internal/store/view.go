package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

const (
	// MaxViews is how many saved views one person may have of one page.
	MaxViews = 100

	// mostShared is how many views of others are listed for one page.
	mostShared = 200
)

// ErrFull means that the person has as many saved views of the page as they may.
var ErrFull = errors.New("store: no more saved views of this page")

// View is a state of a list on a page that somebody has given a name.
type View struct {
	ID         string // made by the server
	PersonID   string // of whoever saved it
	PersonName string
	Slug       string // of the page
	List       string // label of the list
	Key        string // of two with the same key, the person has one
	SavedAt    time.Time
	ViewContent
}

// ViewContent is what may change of a view.
type ViewContent struct {
	Name   string
	Query  string // the state, as it stands in an address
	Shared bool   // seen by everybody who may see the page
}

// SaveView keeps a new view and sets its SavedAt. A key that the person has used
// before returns the view that it saved, as it is now, or ErrConflict where that
// is of another page. One view too many is ErrFull; of several that are saved at
// the same moment, a few may get through.
func (s *Store) SaveView(ctx context.Context, v View) (View, error) {
	row, err := s.newViewRow(v)
	if err != nil {
		return View{}, fmt.Errorf("store: save view: %w", err)
	}
	var fresh bool
	err = s.write(ctx, func(tx *gorm.DB) error {
		var err error
		if fresh, err = database.InsertNew(tx, &row); err != nil || !fresh {
			return err
		}
		var count int64
		if err := tx.Model(&viewRow{}).Where("slug = ? AND person_id = ?", row.Slug, row.PersonID).Count(&count).Error; err != nil {
			return err
		}
		if count > MaxViews {
			return ErrFull
		}
		return s.noteView(tx, row, 0, row.Shared)
	})
	switch {
	case errors.Is(err, ErrFull):
		return View{}, ErrFull
	case err != nil:
		return View{}, fmt.Errorf("store: save view: %w", err)
	case fresh:
		return row.view(), nil
	}
	var first viewRow
	err = s.read(ctx).Where("person_id = ? AND save_key = ?", row.PersonID, row.Key).Take(&first).Error
	if err != nil {
		return View{}, fmt.Errorf("store: save view: read the one of its key: %w", found(err))
	}
	if first.Slug != row.Slug {
		return View{}, ErrConflict
	}
	return first.view(), nil
}

// newViewRow is v as it is when it is saved.
func (s *Store) newViewRow(v View) (viewRow, error) {
	err := errors.Join(
		database.CheckKey("view id", v.ID, MaxRunID),
		database.CheckKey("person id", v.PersonID, MaxPersonID),
		database.CheckKey("slug", v.Slug, MaxSlug),
		database.CheckKey("save key", v.Key, MaxStartKey),
	)
	return viewRow{
		ID: v.ID, PersonID: v.PersonID, PersonName: database.Text(v.PersonName), Slug: v.Slug, List: database.Text(v.List),
		Key: v.Key, Name: database.Text(v.Name), Query: database.Text(v.Query), Shared: flag(v.Shared), SavedAt: s.micros(),
	}, err
}

// View returns one, or ErrNotFound.
func (s *Store) View(ctx context.Context, id string) (View, error) {
	var row viewRow
	if err := s.read(ctx).Where("id = ?", id).Take(&row).Error; err != nil {
		return View{}, fmt.Errorf("store: view: %w", found(err))
	}
	return row.view(), nil
}

// Views returns the views that the person has of a page, and the newest 200 that
// others share, each from the oldest to the newest.
func (s *Store) Views(ctx context.Context, slug, personID string) ([]View, error) {
	var mine, shared []viewRow
	err := s.read(ctx).Where("slug = ? AND person_id = ?", slug, personID).Order("saved_at DESC, id DESC").Find(&mine).Error
	if err == nil {
		err = s.read(ctx).Where("slug = ? AND person_id <> ? AND shared = 1", slug, personID).
			Order("saved_at DESC, id DESC").Limit(mostShared).Find(&shared).Error
	}
	if err != nil {
		return nil, fmt.Errorf("store: views of %s: %w", slug, err)
	}
	views := make([]View, 0, len(mine)+len(shared))
	for _, row := range slices.Concat(shared, mine) {
		views = append(views, row.view())
	}
	slices.Reverse(views)
	return views, nil
}

// ChangeView gives a view of the person another content and returns it. One that
// is not there, or not theirs, is ErrNotFound.
func (s *Store) ChangeView(ctx context.Context, id, personID string, to ViewContent) (View, error) {
	var row viewRow
	err := s.withView(ctx, id, personID, func(tx *gorm.DB, before viewRow) error {
		row = before
		row.Name, row.Query, row.Shared = database.Text(to.Name), database.Text(to.Query), flag(to.Shared)
		err := tx.Model(&viewRow{}).Where("id = ?", id).
			Updates(map[string]any{"name": row.Name, "query": row.Query, "shared": row.Shared}).Error
		if err != nil {
			return err
		}
		return s.noteView(tx, row, before.Shared, row.Shared)
	})
	if err != nil {
		return View{}, fmt.Errorf("store: change view: %w", err)
	}
	return row.view(), nil
}

// DeleteView deletes a view of the person. One that is not there, or not theirs,
// is ErrNotFound.
func (s *Store) DeleteView(ctx context.Context, id, personID string) error {
	err := s.withView(ctx, id, personID, func(tx *gorm.DB, row viewRow) error {
		if err := tx.Where("id = ?", id).Delete(&viewRow{}).Error; err != nil {
			return err
		}
		return s.noteView(tx, row, row.Shared, 0)
	})
	if err != nil {
		return fmt.Errorf("store: delete view: %w", err)
	}
	return nil
}

// withView calls work with a view of the person, which nobody else changes
// meanwhile.
func (s *Store) withView(ctx context.Context, id, personID string, work func(tx *gorm.DB, row viewRow) error) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		held := tx.Model(&viewRow{}).Where("id = ? AND person_id = ?", id, personID).Update("changes", gorm.Expr("changes + 1"))
		if held.Error != nil {
			return held.Error
		}
		if held.RowsAffected == 0 {
			return ErrNotFound
		}
		var row viewRow
		if err := tx.Where("id = ?", id).Take(&row).Error; err != nil {
			return found(err)
		}
		return work(tx, row)
	})
}

// noteView adds to the audit what others see of a change: nothing of a view that
// is and was the person's own.
func (s *Store) noteView(tx *gorm.DB, row viewRow, before, after int64) error {
	verb := "view.share"
	switch {
	case before == 0 && after == 0:
		return nil
	case after == 0:
		verb = "view.withdraw"
	}
	return s.note(tx, Entry{PersonID: row.PersonID, Verb: verb, Object: row.Slug, Detail: row.Name + ": " + row.Query})
}

// viewRow is a [View] in its table.
type viewRow struct {
	ID         string `gorm:"column:id;primaryKey"`
	PersonID   string `gorm:"column:person_id"`
	PersonName string `gorm:"column:person_name"`
	Slug       string `gorm:"column:slug"`
	List       string `gorm:"column:list"`
	Name       string `gorm:"column:name"`
	Query      string `gorm:"column:query"`
	Shared     int64  `gorm:"column:shared"` // 1 or 0
	Key        string `gorm:"column:save_key"`
	SavedAt    int64  `gorm:"column:saved_at"`
	Changes    int64  `gorm:"column:changes"`
}

func (viewRow) TableName() string { return "stagedoor_views" }

// flag is a yes or no as the tables keep it.
func flag(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

func (r viewRow) view() View {
	return View{
		ID: r.ID, PersonID: r.PersonID, PersonName: r.PersonName, Slug: r.Slug, List: r.List, Key: r.Key,
		SavedAt: database.Time(r.SavedAt), ViewContent: ViewContent{Name: r.Name, Query: r.Query, Shared: r.Shared == 1},
	}
}
