package accountmigration

import (
	"context"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Account is a company that pays.
type Account struct {
	ID    uint
	Name  string
	Plan  string
	Since string
}

// User belongs to an account. Addresses are there once.
type User struct {
	ID        uint
	AccountID uint
	Name      string
	Email     string `gorm:"uniqueIndex;size:255"`
}

// newUser is an entry of the list that is brought along.
type newUser struct {
	Name  string `json:"name" io:"" validate:"required,max=100"`
	Email string `json:"email" io:"" validate:"required,email"`
}

// open creates the tables and the accounts of the example.
func open(db *gorm.DB) error {
	if err := db.AutoMigrate(&Account{}, &User{}); err != nil {
		return err
	}
	return db.Clauses(clause.OnConflict{DoNothing: true}).Create(&[]Account{
		{ID: 1, Name: "Lantern & Loom", Plan: "Business", Since: "2021"},
		{ID: 2, Name: "Lakeside Print", Plan: "Starter", Since: "2024"},
		{ID: 3, Name: "Northern Tea", Plan: "Business", Since: "2025"},
	}).Error
}

// find is the search for an account by a part of its name.
func (m migration) find(ctx context.Context, query string) ([]Account, error) {
	var found []Account
	pattern := "%" + strings.ToLower(query) + "%"
	err := m.db.WithContext(ctx).Where("lower(name) LIKE ?", pattern).Order("name").Limit(20).Find(&found).Error
	return found, err
}

// insert writes a user and reports whether they are new. One whose address is known
// is left as they are, so that the same list may be brought twice.
func (m migration) insert(ctx context.Context, to Account, u newUser) (bool, error) {
	row := User{AccountID: to.ID, Name: u.Name, Email: strings.ToLower(u.Email)}
	written := m.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	return written.RowsAffected == 1, written.Error
}
