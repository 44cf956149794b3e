package backoffice

import (
	"context"
	"fmt"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/examples/internal/shop"
	"github.com/stagedoor/stagedoor/io"
	"gorm.io/gorm"
)

// EditSetting finds a setting by its name, asks for its new value, shows the
// difference and writes it, unless somebody else was faster.
func (o Office) EditSetting(ctx context.Context) error {
	all, err := o.settings(ctx, "")
	if err != nil {
		return err
	}
	setting, err := io.Search("Setting", o.settings).
		Initial(all).
		Label(func(s shop.Setting) string { return s.Name }).
		Describe(func(s shop.Setting) string { return s.Value }).
		Get(ctx)
	if err != nil {
		return err
	}
	value, err := io.Text(setting.Name).Help(setting.Help).MaxLength(200).Default(setting.Value).Get(ctx)
	if err != nil {
		return err
	}
	if value == setting.Value {
		return stagedoor.SetResult(ctx, "Nothing was changed.")
	}
	sure, err := io.Confirm(fmt.Sprintf("Change “%s”?", setting.Name)).
		Changes(io.Change{Label: setting.Name, Before: setting.Value, After: value}).
		Labels("Save the change", "Keep it as it is").
		Get(ctx)
	if err != nil || !sure {
		return err
	}
	if err := o.saveSetting(ctx, setting, value); err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, fmt.Sprintf("%s is now “%s”.", setting.Name, value))
}

// settings returns those whose name contains query.
func (o Office) settings(ctx context.Context, query string) ([]shop.Setting, error) {
	var found []shop.Setting
	err := o.db.WithContext(ctx).
		Where("instr(lower(name), lower(?)) > 0", query).
		Order("name").
		Limit(20).
		Find(&found).Error
	if err != nil {
		return nil, fmt.Errorf("find settings: %w", err)
	}
	return found, nil
}

// saveSetting writes value if the setting is still what the person saw, together
// with who changed it.
func (o Office) saveSetting(ctx context.Context, was shop.Setting, value string) error {
	return o.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		saved := tx.Model(&shop.Setting{}).
			Where("key = ? AND value = ?", was.Key, was.Value).
			Update("value", value)
		if saved.Error != nil {
			return fmt.Errorf("save setting %s: %w", was.Key, saved.Error)
		}
		if saved.RowsAffected == 0 {
			return stagedoor.Fail("“%s” was changed by somebody else while this form was open. Nothing was saved.", was.Name)
		}
		return stagedoor.RecordChange(ctx, tx, stagedoor.Change{
			Model: "settings", Key: was.Key, Verb: "edit",
			Before: map[string]any{"value": was.Value}, After: map[string]any{"value": value},
		})
	})
}
