package chinook

import (
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/test/zoo"
)

// Artist makes albums.
type Artist struct {
	ArtistID int     `gorm:"primaryKey;autoIncrement:false" io:"label:ID"`
	Name     *string `gorm:"size:120" io:"search;sort;filter"`
	Albums   []Album `gorm:"foreignKey:ArtistID"`
}

// Album has tracks.
type Album struct {
	AlbumID  int     `gorm:"primaryKey;autoIncrement:false" io:"label:ID"`
	Title    string  `gorm:"size:160;not null" io:"search;sort;filter" validate:"required"`
	ArtistID int     `gorm:"not null" io:"label:Artist;filter"`
	Artist   Artist  `gorm:"foreignKey:ArtistID" validate:"-"`
	Tracks   []Track `gorm:"foreignKey:AlbumID" validate:"-"`
}

// Employee may report to another one.
type Employee struct {
	EmployeeID int        `gorm:"primaryKey;autoIncrement:false" io:"label:ID"`
	LastName   string     `gorm:"size:20;not null" io:"search;sort;filter" validate:"required"`
	FirstName  string     `gorm:"size:20;not null" io:"search" validate:"required"`
	Title      *string    `gorm:"size:30" io:"filter"`
	ReportsTo  *int       `io:"filter"`
	Manager    *Employee  `gorm:"foreignKey:ReportsTo;references:EmployeeID" validate:"-"`
	Reports    []Employee `gorm:"foreignKey:ReportsTo;references:EmployeeID" validate:"-"`
	BirthDate  *time.Time `io:"sort;filter"`
	HireDate   *time.Time `io:"sort;filter"`
	City       *string    `gorm:"size:40" io:"filter"`
	Email      *string    `gorm:"size:60" io:"search"`
}

// Customer has invoices and an employee to turn to.
type Customer struct {
	CustomerID   int       `gorm:"primaryKey;autoIncrement:false" io:"label:ID"`
	FirstName    string    `gorm:"size:40;not null" io:"search;sort" validate:"required"`
	LastName     string    `gorm:"size:20;not null" io:"search;sort" validate:"required"`
	Company      *string   `gorm:"size:80" io:"search;sort;filter"`
	Country      *string   `gorm:"size:40" io:"sort;filter"`
	Phone        string    `gorm:"size:24" io:"sort"` // NULL in some rows, "" in Go
	Email        string    `gorm:"size:60;not null" io:"search" validate:"required,email"`
	SupportRepID *int      `io:"label:Support"`
	SupportRep   *Employee `gorm:"foreignKey:SupportRepID" validate:"-"`
	Invoices     []Invoice `gorm:"foreignKey:CustomerID" validate:"-"`
}

// Genre is a kind of music.
type Genre struct {
	GenreID int     `gorm:"primaryKey;autoIncrement:false" io:"label:ID"`
	Name    *string `gorm:"size:120" io:"search;sort"`
}

// MediaType is a kind of file.
type MediaType struct {
	MediaTypeID int     `gorm:"primaryKey;autoIncrement:false" io:"label:ID"`
	Name        *string `gorm:"size:120" io:"search;sort"`
}

// Invoice has lines.
type Invoice struct {
	InvoiceID      int           `gorm:"primaryKey;autoIncrement:false" io:"label:ID"`
	CustomerID     int           `gorm:"not null" io:"label:Customer;filter"`
	Customer       Customer      `gorm:"foreignKey:CustomerID" validate:"-"`
	InvoiceDate    time.Time     `gorm:"not null" io:"sort;filter"`
	BillingCity    *string       `gorm:"size:40" io:"search;sort"`
	BillingCountry *string       `gorm:"size:40" io:"search;sort;filter"`
	Total          string        `gorm:"type:numeric(10,2);not null" io:"sort;filter" validate:"required"`
	Lines          []InvoiceLine `gorm:"foreignKey:InvoiceID" validate:"-"`
}

// InvoiceLine sells a track.
type InvoiceLine struct {
	InvoiceLineID int     `gorm:"primaryKey;autoIncrement:false" io:"label:ID"`
	InvoiceID     int     `gorm:"not null" io:"label:Invoice;filter"`
	Invoice       Invoice `gorm:"foreignKey:InvoiceID" validate:"-"`
	TrackID       int     `gorm:"not null" io:"label:Track;filter"`
	Track         Track   `gorm:"foreignKey:TrackID" validate:"-"`
	UnitPrice     string  `gorm:"type:numeric(10,2);not null" io:"" validate:"required"`
	Quantity      int     `gorm:"not null" io:"sort" validate:"gt=0"`
}

// Playlist has tracks, and a track may be on several.
type Playlist struct {
	PlaylistID int     `gorm:"primaryKey;autoIncrement:false" io:"label:ID"`
	Name       *string `gorm:"size:120" io:"search;sort"`
	Tracks     []Track `gorm:"many2many:playlist_track;joinForeignKey:PlaylistID;joinReferences:TrackID" validate:"-"`
}

// PlaylistTrack puts a track on a playlist. Its key is both.
type PlaylistTrack struct {
	PlaylistID int `gorm:"primaryKey;autoIncrement:false" io:"label:Playlist;filter"`
	TrackID    int `gorm:"primaryKey;autoIncrement:false" io:"label:Track;filter"`
}

// Track is a piece of music.
type Track struct {
	TrackID      int        `gorm:"primaryKey;autoIncrement:false" io:"label:ID"`
	Name         string     `gorm:"size:200;not null" io:"search;sort;filter" validate:"required"`
	AlbumID      *int       `io:"label:Album;filter"`
	Album        *Album     `gorm:"foreignKey:AlbumID" validate:"-"`
	MediaTypeID  int        `gorm:"not null" io:"label:Media type"`
	MediaType    MediaType  `gorm:"foreignKey:MediaTypeID" validate:"-"`
	GenreID      *int       `io:"label:Genre;filter"`
	Genre        *Genre     `gorm:"foreignKey:GenreID" validate:"-"`
	Composer     *string    `gorm:"size:220" io:"search;sort"`
	Milliseconds int        `gorm:"not null" io:"sort;filter"`
	Bytes        *int       `io:"sort"`
	UnitPrice    string     `gorm:"type:numeric(10,2);not null" io:"sort;filter" validate:"required"`
	Playlists    []Playlist `gorm:"many2many:playlist_track;joinForeignKey:TrackID;joinReferences:PlaylistID" validate:"-"`
}

// pascal names tables and columns as the scripts for SQLite and MySQL do.
type pascal struct{ schema.NamingStrategy }

func (p pascal) ColumnName(table, field string) string {
	return strings.ReplaceAll(p.NamingStrategy.ColumnName(table, field), "ID", "Id")
}

func (p pascal) JoinTableName(string) string { return "PlaylistTrack" }

// Named returns db with the names that the script of its engine uses.
func Named(db *gorm.DB) *gorm.DB {
	named := db.Session(&gorm.Session{NewDB: true})
	plain := schema.NamingStrategy{SingularTable: true}
	named.NamingStrategy = plain
	if db.Name() != "postgres" {
		plain.NoLowerCase = true
		named.NamingStrategy = pascal{plain}
	}
	return named
}

// Register offers all eleven tables, with all that can be made of them.
func Register(reg *stagedoor.Registry, db *gorm.DB) {
	autoactions.Register(reg, db, zoo.Everything(autoactions.Model[Artist]{}, "Name", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, zoo.Everything(autoactions.Model[Album]{}, "Title", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, zoo.Everything(autoactions.Model[Employee]{
		Title: func(e Employee) string { return e.FirstName + " " + e.LastName },
	}, "City", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, zoo.Everything(autoactions.Model[Customer]{
		Title: func(c Customer) string { return c.FirstName + " " + c.LastName },
	}, "Company", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, zoo.Everything(autoactions.Model[Genre]{}, "Name", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, zoo.Everything(autoactions.Model[MediaType]{}, "Name", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, zoo.Everything(autoactions.Model[Invoice]{
		Title: func(i Invoice) string { return "Invoice " + i.InvoiceDate.Format(time.DateOnly) },
	}, "Total", "90.00", "91.00"))
	autoactions.Register(reg, db, zoo.Everything(autoactions.Model[InvoiceLine]{}, "Quantity", 90, 91))
	autoactions.Register(reg, db, zoo.Everything(autoactions.Model[Playlist]{}, "Name", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, zoo.Rings(autoactions.Model[PlaylistTrack]{Import: true})) // nothing of it but its key could be set
	autoactions.Register(reg, db, zoo.Everything(autoactions.Model[Track]{DefaultSort: "Name"}, "Composer", "Stamped", "Stamped again"))
}
