// Package zoo has models of every kind that a database can hold, in two small
// applications: a library and a shop for several tenants. One suite of behaviour
// runs over both, and over other applications' models too.
package zoo

import (
	"context"
	"crypto/rand"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
)

// Address is embedded where something has one.
type Address struct {
	Street string `gorm:"size:80" io:"group:Address"`
	City   string `gorm:"size:60" io:"filter;group:Address"`
}

// Branch has a key that the application makes up.
type Branch struct {
	ID      string  `gorm:"primaryKey;size:36" io:"readonly"`
	Name    string  `gorm:"size:60;not null" io:"search;sort" validate:"required"`
	Address Address `gorm:"embedded;embeddedPrefix:at_"`
}

// BeforeCreate makes up the key.
func (b *Branch) BeforeCreate(*gorm.DB) error {
	if b.ID == "" {
		b.ID = rand.Text()
	}
	return nil
}

// Author is only ever marked as deleted.
type Author struct {
	ID        uint           `gorm:"primaryKey" io:"readonly"`
	Name      string         `gorm:"size:80;not null" io:"search;sort" validate:"required"`
	Books     []Book         `validate:"-"`
	Notes     []Note         `gorm:"polymorphic:Subject" validate:"-"`
	DeletedAt gorm.DeletedAt `gorm:"index"`
}

// Genre has a natural key.
type Genre struct {
	Code  string `gorm:"primaryKey;size:8" io:"search;sort" validate:"required,max=8"`
	Name  string `gorm:"size:60;not null" io:"search;sort" validate:"required"`
	Books []Book `gorm:"many2many:book_genres" validate:"-"`
}

// Book is at the centre: it has an author, genres, copies, notes, and it may be the
// sequel to another one.
type Book struct {
	ID         uint              `gorm:"primaryKey" io:"readonly"`
	Title      string            `gorm:"size:120;not null" io:"search;sort" validate:"required"`
	Price      string            `gorm:"type:numeric(10,2);not null;default:0" io:"sort;filter;group:Shop" validate:"required"`
	AuthorID   *uint             `io:"label:Author;filter"`
	Author     *Author           `validate:"-"`
	SequelToID *uint             `io:"label:Sequel to"`
	SequelTo   *Book             `validate:"-"`
	Sequels    []Book            `gorm:"foreignKey:SequelToID" validate:"-"`
	Facts      map[string]string `gorm:"serializer:json" io:"readonly;group:Shop"`
	Genres     []Genre           `gorm:"many2many:book_genres" io:"help:As many as fit;filter"`
	Copies     []Copy            `gorm:"constraint:OnDelete:CASCADE" validate:"-"`
	Notes      []Note            `gorm:"polymorphic:Subject" validate:"-"`
}

// BookGenre joins books and genres, and knows more about it.
type BookGenre struct {
	BookID    uint   `gorm:"primaryKey;autoIncrement:false" io:"label:Book"`
	GenreCode string `gorm:"primaryKey;size:8" io:"label:Genre"`
	AddedBy   string `gorm:"size:40" io:"list;readonly"`
	Weight    int    `gorm:"not null" io:"list"`
}

// Copy is a book on a shelf. Its key is that of the book and a number.
type Copy struct {
	BookID   uint    `gorm:"primaryKey;autoIncrement:false" io:"label:Book"`
	Book     *Book   `validate:"-"`
	Number   int     `gorm:"primaryKey;autoIncrement:false" io:"sort" validate:"gt=0"`
	Shelf    string  `gorm:"size:20;not null" io:"search;filter" validate:"required"`
	BranchID string  `gorm:"size:36;not null" io:"label:Branch" validate:"required"`
	Branch   *Branch `validate:"-"`
	Loans    []Loan  `gorm:"foreignKey:CopyBookID,CopyNumber;references:BookID,Number" validate:"-"`
}

// Loan is of a copy, by both parts of its key.
type Loan struct {
	ID         uint   `gorm:"primaryKey" io:"readonly"`
	Reader     string `gorm:"size:60;not null" io:"search;sort" validate:"required"`
	CopyBookID uint   `gorm:"not null" io:"label:Copy"`
	CopyNumber int    `gorm:"not null" io:""`
	Copy       *Copy  `gorm:"foreignKey:CopyBookID,CopyNumber;references:BookID,Number" validate:"-"`
}

// Note is about a book or a branch. Only their models say so.
type Note struct {
	ID          uint   `gorm:"primaryKey" io:"readonly"`
	Text        string `gorm:"size:200;not null" io:"search" validate:"required"`
	SubjectType string `gorm:"size:40" io:"label:About"`
	SubjectID   uint   `io:"label:About the"`
}

// Library is all its models, in an order in which they can be created.
func Library() []any {
	return []any{&Branch{}, &Author{}, &Genre{}, &Book{}, &BookGenre{}, &Copy{}, &Loan{}, &Note{}}
}

// OpenLibrary makes the tables of an empty database and puts something in.
func OpenLibrary(db *gorm.DB) error {
	for _, join := range []struct {
		model any
		field string
	}{{&Book{}, "Genres"}, {&Genre{}, "Books"}} {
		if err := db.SetupJoinTable(join.model, join.field, &BookGenre{}); err != nil {
			return err
		}
	}
	if err := db.AutoMigrate(Library()...); err != nil {
		return err
	}
	one, two := uint(1), uint(2)
	for _, rows := range []any{
		&[]Branch{{ID: "north", Name: "North", Address: Address{"Main street 1", "Ulm"}}, {ID: "south", Name: "South"}},
		&[]Author{{Name: "Ursula"}, {Name: "Stanislaw"}},
		&[]Genre{{Code: "sf", Name: "Science fiction"}, {Code: "hum", Name: "Humour"}, {Code: "ess", Name: "Essays"}},
		&[]Book{
			{Title: "The Dispossessed", Price: "12.50", AuthorID: &one, Facts: map[string]string{"year": "1974"}},
			{Title: "Solaris", Price: "9.00", AuthorID: &two}, {Title: "Cyberiad", Price: "8.25", AuthorID: &two, SequelToID: &two},
		},
		&[]BookGenre{{1, "sf", "Ana", 3}, {2, "sf", "Ana", 2}, {3, "sf", "Bo", 1}, {3, "hum", "Bo", 5}},
		&[]Copy{{BookID: 1, Number: 1, Shelf: "A1", BranchID: "north"}, {BookID: 1, Number: 2, Shelf: "A2", BranchID: "south"}, {BookID: 2, Number: 1, Shelf: "B1", BranchID: "north"}},
		&[]Loan{{Reader: "Kim", CopyBookID: 1, CopyNumber: 1}, {Reader: "Lee", CopyBookID: 1, CopyNumber: 1}},
		&[]Note{{Text: "Signed", SubjectType: "books", SubjectID: 1}, {Text: "Torn", SubjectType: "books", SubjectID: 2}},
	} {
		if err := db.Omit("Author", "Genres").Create(rows).Error; err != nil {
			return err
		}
	}
	return nil
}

// RegisterLibrary offers all models of the library, with all that can be made of them.
func RegisterLibrary(reg *stagedoor.Registry, db *gorm.DB) {
	autoactions.Register(reg, db, Everything(autoactions.Model[Book]{Inline: []string{"Copies"}, DefaultSort: "ID"}, "Price", "90.00", "91.00"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Branch]{Plural: "Branches", Slug: "branches"}, "at_city", "Rome", "Oslo"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Author]{}, "Name", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Genre]{}, "Name", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, Everything(autoactions.Model[BookGenre]{
		Name: "Classification",
		New:  func(context.Context) (BookGenre, error) { return BookGenre{AddedBy: "panel", Weight: 1}, nil },
	}, "Weight", 90, 91))
	autoactions.Register(reg, db, Everything(autoactions.Model[Copy]{Plural: "Copies", Title: func(c Copy) string { return "Copy at " + c.Shelf }}, "Shelf", "S1", "S2"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Loan]{}, "Reader", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Note]{}, "Text", "Stamped", "Stamped again"))
}
