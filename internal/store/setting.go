package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/database"
)

// themeSetting is the name of the choice between light and dark.
const themeSetting = "theme"

// Theme returns the theme that a person chose: light, dark, or "" for the
// system's, which is also what somebody has who never chose.
func (s *Store) Theme(ctx context.Context, personID string) (string, error) {
	var row settingRow
	err := s.read(ctx).Where("person_id = ? AND name = ?", personID, themeSetting).Take(&row).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("store: theme: %w", err)
	}
	return row.Setting, nil
}

// SetTheme keeps a person's theme. The last one wins.
func (s *Store) SetTheme(ctx context.Context, personID, theme string) error {
	if err := database.CheckKey("person id", personID, MaxPersonID); err != nil {
		return fmt.Errorf("store: set theme: %w", err)
	}
	if theme != "" && theme != "light" && theme != "dark" {
		return fmt.Errorf("store: set theme: there is no theme %q, only light, dark and the empty one", theme)
	}
	err := s.write(ctx, func(tx *gorm.DB) error {
		row := settingRow{PersonID: personID, Name: themeSetting, Setting: theme}
		fresh, err := database.InsertNew(tx, &row)
		if err != nil || fresh {
			return err
		}
		return tx.Model(&settingRow{}).Where("person_id = ? AND name = ?", personID, themeSetting).
			Updates(map[string]any{"setting": theme, "changes": gorm.Expr("changes + 1")}).Error
	})
	if err != nil {
		return fmt.Errorf("store: set theme: %w", err)
	}
	return nil
}

// settingRow is one choice of one person.
type settingRow struct {
	PersonID string `gorm:"column:person_id;primaryKey"`
	Name     string `gorm:"column:name;primaryKey"`
	Setting  string `gorm:"column:setting"`
	Changes  int64  `gorm:"column:changes"`
}

func (settingRow) TableName() string { return "stagedoor_settings" }
