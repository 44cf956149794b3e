// Package bookstore is a shop's tables that hang together in every way tables do:
// an admin panel over them is their models' tags and a line for each model.
package bookstore

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/png"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
)

// Register makes the tables, puts something in, and offers them.
func Register(reg *stagedoor.Registry, db *gorm.DB) error {
	if err := open(db); err != nil {
		return err
	}
	const section = "Bookstore"
	autoactions.Register(reg, db, autoactions.Model[Book]{Section: section, DefaultSort: "ID"})
	autoactions.Register(reg, db, autoactions.Model[Publisher]{Section: section})
	autoactions.Register(reg, db, autoactions.Model[Topic]{Section: section, Title: func(t Topic) string { return t.Name }})
	autoactions.Register(reg, db, autoactions.Model[Author]{Section: section})
	autoactions.Register(reg, db, autoactions.Model[Warehouse]{Section: section, Title: func(w Warehouse) string { return "Warehouse " + w.City }})
	autoactions.Register(reg, db, autoactions.Model[Stock]{Section: section, Plural: "Stock"})
	autoactions.Register(reg, db, autoactions.Model[Purchase]{Section: section, Inline: []string{"Lines", "Lines.Engravings"}})
	autoactions.Register(reg, db, autoactions.Model[Line]{Section: section, Inline: []string{"Engravings"}})
	autoactions.Register(reg, db, autoactions.Model[Remark]{Section: section})
	return nil
}

// Publisher has a key that nobody types.
type Publisher struct {
	ID     string          `gorm:"primaryKey;size:36" io:"readonly"`
	Name   string          `gorm:"size:80;not null" io:"list;search;sort" validate:"required"`
	Logo   []byte          `io:"list;image"`
	About  string          `gorm:"type:text" io:"markdown"`
	Terms  json.RawMessage `gorm:"type:json" io:""`
	APIKey string          `gorm:"size:80" io:"label:API key;secret"`
	Books  []Book          `validate:"-"`
}

// BeforeCreate makes up the key.
func (p *Publisher) BeforeCreate(*gorm.DB) error {
	if p.ID == "" {
		p.ID = rand.Text()
	}
	return nil
}

// Topic has a key that people know.
type Topic struct {
	Code  string `gorm:"primaryKey;size:8" io:"search;sort" validate:"required,max=8,lowercase"`
	Name  string `gorm:"size:60;not null" io:"search;sort" validate:"required"`
	Books []Book `gorm:"many2many:book_topics" validate:"-"`
}

// Author has written, drawn or translated books.
type Author struct {
	ID    uint   `gorm:"primaryKey" io:"readonly"`
	Name  string `gorm:"size:80;not null" io:"search;sort" validate:"required"`
	Books []Book `gorm:"many2many:credits" validate:"-"`
}

// Credit joins books and authors, and says what for. It is registered nowhere: it is
// asked for while one is linked with the other.
type Credit struct {
	BookID   uint   `gorm:"primaryKey;autoIncrement:false"`
	AuthorID uint   `gorm:"primaryKey;autoIncrement:false"`
	Role     string `gorm:"size:20;not null" io:"" validate:"required,oneof=text pictures translation"`
	Share    int    `gorm:"not null" io:"label:Share of the royalties;help:In percent" validate:"gte=0,lte=100"`
}

// Book is at the centre.
type Book struct {
	ID          uint      `gorm:"primaryKey" io:"readonly"`
	Name        string    `gorm:"size:120;not null" io:"search;sort" validate:"required"`
	Price       string    `gorm:"type:numeric(10,2);not null" io:"sort;filter;decimals:2;currency:EUR;group:Shop" validate:"required"`
	Cover       []byte    `io:"image"`
	Chapter     []byte    `io:"label:Sample chapter;file"`
	PublisherID string    `gorm:"size:36;not null" io:"filter" validate:"required"`
	Publisher   Publisher `validate:"-"`
	SequelToID  *uint     `io:"label:Sequel to"`
	SequelTo    *Book     `validate:"-"`
	Sequels     []Book    `gorm:"foreignKey:SequelToID" validate:"-"`
	Topics      []Topic   `gorm:"many2many:book_topics" io:"filter" validate:"-"`
	Authors     []Author  `gorm:"many2many:credits" validate:"-"`
	Stock       []Stock   `gorm:"constraint:OnDelete:CASCADE" validate:"-"`
	Remarks     []Remark  `gorm:"polymorphic:About" validate:"-"`
}

// Warehouse has a key of two parts.
type Warehouse struct {
	Country string  `gorm:"primaryKey;size:2" io:"search" validate:"required,len=2,uppercase"`
	Number  int     `gorm:"primaryKey;autoIncrement:false" io:"" validate:"gt=0"`
	City    string  `gorm:"size:60;not null" io:"search;sort" validate:"required"`
	Stock   []Stock `gorm:"foreignKey:WarehouseCountry,WarehouseNumber;references:Country,Number" validate:"-"`
}

// Stock is how much of a book a warehouse has. Its key is made of their keys.
type Stock struct {
	BookID           uint       `gorm:"primaryKey;autoIncrement:false" io:""`
	Book             *Book      `validate:"-"`
	WarehouseCountry string     `gorm:"primaryKey;size:2" io:"label:Warehouse" validate:"required"`
	WarehouseNumber  int        `gorm:"primaryKey;autoIncrement:false" io:"label:Number" validate:"gt=0"`
	Warehouse        *Warehouse `gorm:"foreignKey:WarehouseCountry,WarehouseNumber;references:Country,Number" validate:"-"`
	Pieces           int        `gorm:"not null" io:"sort" validate:"gte=0"`
}

// Purchase has lines that live in its form, with their engravings.
type Purchase struct {
	ID        uint   `gorm:"primaryKey" io:"readonly"`
	Reference string `gorm:"size:40;not null;uniqueIndex" io:"search;sort" validate:"required"`
	Reader    string `gorm:"size:80;not null" io:"search" validate:"required"`
	Lines     []Line `gorm:"constraint:OnDelete:CASCADE" validate:"-"`
}

// Line is of one book, with engravings that live in its form too.
type Line struct {
	ID         uint        `gorm:"primaryKey" io:"readonly"`
	PurchaseID uint        `gorm:"not null;index" io:""`
	Purchase   *Purchase   `validate:"-"`
	BookID     uint        `gorm:"not null" io:"" validate:"required"`
	Book       *Book       `validate:"-"`
	Quantity   int         `gorm:"not null" io:"" validate:"gt=0,lte=99"`
	Engravings []Engraving `gorm:"constraint:OnDelete:CASCADE" validate:"-"`
}

// Engraving is a text on one piece of a line.
type Engraving struct {
	ID     uint   `gorm:"primaryKey"`
	LineID uint   `gorm:"not null;index"`
	Text   string `gorm:"size:60;not null" io:"" validate:"required,max=60"`
}

// Remark is about a book. Only the model of books says so.
type Remark struct {
	ID        uint   `gorm:"primaryKey" io:"readonly"`
	Text      string `gorm:"size:200;not null" io:"search" validate:"required"`
	AboutType string `gorm:"size:40" io:"label:About"`
	AboutID   uint   `io:"label:Number"`
}

// open makes the tables, and fills them when there is nothing in them.
func open(db *gorm.DB) error {
	if err := errors.Join(db.SetupJoinTable(&Book{}, "Authors", &Credit{}), db.SetupJoinTable(&Author{}, "Books", &Credit{})); err != nil {
		return err
	}
	models := []any{&Publisher{}, &Topic{}, &Author{}, &Book{}, &Credit{}, &Warehouse{}, &Stock{}, &Purchase{}, &Line{}, &Engraving{}, &Remark{}}
	if err := db.AutoMigrate(models...); err != nil {
		return err
	}
	var n int64
	if err := db.Model(&Book{}).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	logo, err := lantern()
	if err != nil {
		return err
	}
	first := uint(1)
	for _, rows := range []any{
		&[]Publisher{{
			ID: "0192f1c4-7a30-7c1e-9d5e-3f0c6f1d2a01", Name: "Lantern House", Logo: logo, APIKey: "lantern-key-1",
			About: "Cookery since **1921**.\n\n- two imprints\n- [their site](https://lantern.example)",
			Terms: json.RawMessage(`{"days": 30, "discount": {"from": 10, "percent": 12.5}, "ship": ["sea", "rail"]}`),
		}, {ID: "0192f1c4-7a30-7c1e-9d5e-3f0c6f1d2a02", Name: "Harbour Press"}},
		&[]Topic{{Code: "sea", Name: "The sea"}, {Code: "cook", Name: "Cooking"}, {Code: "trav", Name: "Travel"}},
		&[]Book{
			{Name: "Salt and smoke", Price: "24.90", PublisherID: "0192f1c4-7a30-7c1e-9d5e-3f0c6f1d2a01", Topics: []Topic{{Code: "cook"}, {Code: "sea"}}},
			{Name: "North by ferry", Price: "18.00", PublisherID: "0192f1c4-7a30-7c1e-9d5e-3f0c6f1d2a02", Topics: []Topic{{Code: "trav"}, {Code: "sea"}}},
			{Name: "South by ferry", Price: "19.50", PublisherID: "0192f1c4-7a30-7c1e-9d5e-3f0c6f1d2a02", Topics: []Topic{{Code: "trav"}}},
		},
		&[]Warehouse{{Country: "NL", Number: 1, City: "Rotterdam"}, {Country: "NL", Number: 2, City: "Utrecht"}, {Country: "DE", Number: 1, City: "Ulm"}},
		&[]Stock{{BookID: 1, WarehouseCountry: "NL", WarehouseNumber: 1, Pieces: 40}, {BookID: 2, WarehouseCountry: "DE", WarehouseNumber: 1, Pieces: 7}},
		&[]Purchase{{Reference: "P-100", Reader: "Ada Hamilton"}, {Reference: "P-101", Reader: "Bo Lindqvist"}},
		&[]Line{{PurchaseID: 1, BookID: 1, Quantity: 2}, {PurchaseID: 1, BookID: 2, Quantity: 1}},
		&[]Engraving{{LineID: 1, Text: "For Ada"}},
		&[]Author{{Name: "Ida Moor"}, {Name: "Jon Sund"}},
		&[]Credit{{BookID: 1, AuthorID: 1, Role: "text", Share: 80}},
		&[]Remark{{Text: "Reprint is on its way", AboutType: "books", AboutID: 1}},
	} {
		if err := db.Omit("Topics.*", "Publisher", "Book", "Warehouse", "Purchase").Create(rows).Error; err != nil {
			return err
		}
	}
	return db.Model(&Book{ID: 3}).Update("sequel_to_id", first+1).Error
}

// lantern draws a picture.
func lantern() ([]byte, error) {
	const side = 64
	picture := image.NewRGBA(image.Rect(0, 0, side, side))
	for x := range side {
		for y := range side {
			far := (x-side/2)*(x-side/2) + (y-side/2)*(y-side/2)
			picture.Set(x, y, color.RGBA{255, uint8(max(90, 220-far/4)), 60, 255})
		}
	}
	var out bytes.Buffer
	err := png.Encode(&out, picture)
	return out.Bytes(), err
}
