package zoo

import (
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

var library = []Subject{
	{
		Slug: "books", Plural: "Books", Rows: 3,
		Search: map[string]int{"sol": 1, "i": 3, "zz": 0},
		Filters: []Filter{{"price", "gte", 9, 2}, {"author_id", "contains", "stanis", 2},
			{"linked:genres", "in", []string{"hum", "ess"}, 1}, {"linked:genres", "eq", "sf", 3}, {"linked:genres", "ne", "hum", 2}, {"linked:genres", "null", nil, 0},
		},
		Record: "1", Parts: []string{"Book", "Shop", "Genres", "Copies", "Notes", "Sequels"},
		Tabs: map[string]int{"Genres": 1, "Copies": 2, "Notes": 1, "Sequels": 0},
		Create: map[string]any{
			"Title": "Fiasco", "Price": "7.10", "Author": "Stanislaw", "Sequel to": "Solaris", "Genres": []string{"sf", "ess"},
			"Copies": []map[string]any{{"Number": 1, "Shelf": "C1", "Branch": "North"}, {"Number": 2, "Shelf": "C2", "Branch": "South"}},
		},
		Created: "4",
		Edit:    map[string]any{"Title": "Fiasco!", "Author": nil, "Genres": []string{"hum"}},
		Changes: "Save 3 changes",
		Delete:  "Delete Fiasco!?",
	},
	{
		Slug: "branches", Plural: "Branches", Rows: 2, Search: map[string]int{"north": 1},
		Filters: []Filter{{"at_city", "eq", "Ulm", 1}}, Record: "north", Parts: []string{"Branch", "Address"},
		Create: map[string]any{"Name": "West", "Street": "Side street", "City": "Ulm"},
		Edit:   map[string]any{"Street": "Other street"}, Changes: "Save 1 change", Delete: "Delete West?",
	},
	{
		Slug: "authors", Plural: "Authors", Rows: 2, Search: map[string]int{"urs": 1}, Record: "2", Tabs: map[string]int{"Books": 2},
		Create: map[string]any{"Name": "Octavia"}, Edit: map[string]any{"Name": "Octavia E."}, Changes: "Save 1 change", Delete: "Delete Octavia E.?",
	},
	{
		Slug: "genres", Plural: "Genres", Rows: 3, Record: "sf", Tabs: map[string]int{"Books": 3},
		Create: map[string]any{"Code": "hor", "Name": "Horror"}, Created: "hor", Conflict: true,
		Edit: map[string]any{"Name": "Horrors", "Books": []string{"Solaris"}}, Changes: "Save 2 changes", Delete: "Delete hor?",
	},
	{
		Slug: "copies", Plural: "Copies", Rows: 3, Search: map[string]int{"a": 2}, Filters: []Filter{{"shelf", "eq", "B1", 1}},
		Record: "1,1", Parts: []string{"Copy", "Loans"}, Tabs: map[string]int{"Loans": 2},
		Create:  map[string]any{"Book": "Solaris", "Number": 7, "Shelf": "Z9", "Branch": "South"},
		Created: "2,7", Conflict: true, Edit: map[string]any{"Shelf": "Z8", "Branch": "North"}, Changes: "Save 2 changes", Delete: "Delete Copy at Z8?",
	},
	{
		Slug: "loans", Plural: "Loans", Rows: 2, Record: "1",
		Create: map[string]any{"Reader": "Max", "Copy": "Copy at B1"},
		Edit:   map[string]any{"Copy": "Copy at A2"}, Changes: "Save 2 changes", Delete: "Delete Max?",
	},
	{
		Slug: "notes", Plural: "Notes", Rows: 2, Record: "1",
		Create: map[string]any{"Text": "Dusty", "About": "Book: Cyberiad"},
		Edit:   map[string]any{"About": "Book: Solaris"}, Changes: "Save 1 change", Delete: "Delete Dusty?",
	},
	{Slug: "book_genres", Plural: "Classifications", Rows: 4, Record: "3,hum"},
}

var orders = []Subject{
	{Slug: "lines", Plural: "Lines", Rows: 2, Record: "1"},
	{
		Slug: "orders", Plural: "Orders", Rows: 2, Search: map[string]int{"a-": 2, "z-1": 0},
		Filters: []Filter{{"customer_id", "contains", "ad", 1}, {"customer_id", "contains", "zoe", 0}},
		Record:  "1", Tabs: map[string]int{"Lines": 2, "Labels": 1},
		Create: map[string]any{
			"Reference": "A-3", "Customer": "Bea", "Labels": []string{"gift"},
			"Lines": []map[string]any{{"Product": "Lamp", "Quantity": 3}},
		},
		Conflict: true,
		Edit:     map[string]any{"Labels": []string{"gift", "urgent"}, "Lines": []map[string]any{{"Product": "Wick", "Quantity": 3}, {"Product": "Lamp", "Quantity": 1}}},
		Changes:  "Save 3 changes", Delete: "Delete A-3?",
	},
	{
		Slug: "customers", Plural: "Customers", Rows: 2, Record: "1", Tabs: map[string]int{"Orders": 1},
		Create: map[string]any{"Name": "Cleo", "Contact": true, "Phone": "999"},
		Edit:   map[string]any{"Contact": true, "Phone": "888"}, Changes: "Save 1 change", Delete: "Delete Cleo?",
	},
	{
		Slug: "products", Plural: "Products", Rows: 2, Search: map[string]int{"oil": 0, "lamp": 1}, Record: "lamp",
		Create: map[string]any{"SKU": "can", "Name": "Can", "Price": 100}, Created: "can", Conflict: true,
		Edit: map[string]any{"Price": 120}, Changes: "Save 1 change", Delete: "Delete Can?",
	},
	{Slug: "labels", Plural: "Labels", Rows: 2, Record: "2"},
}

// at runs a body over one of the applications, on every engine.
func at(t *testing.T, open func(*gorm.DB) error, register func(*desk.Desk), body func(*testing.T, *desk.Desk)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		desk.Must(t, open(db))
		d := desk.New(t, db)
		register(d)
		body(t, d)
	})
}

func inLibrary(t *testing.T, body func(*testing.T, *desk.Desk)) {
	t.Helper()
	at(t, OpenLibrary, func(d *desk.Desk) { RegisterLibrary(d.Reg, d.DB) }, body)
}

func inShop(t *testing.T, body func(*testing.T, *desk.Desk)) {
	t.Helper()
	at(t, OpenOrders, func(d *desk.Desk) { RegisterOrders(d.Reg, d.DB) }, body)
}

func TestLibrary(t *testing.T) {
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		for _, s := range library {
			Behave(t, d, s)
		}
	})
}

func TestOrders(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		for _, s := range orders {
			Behave(t, d, s)
		}
	})
}
