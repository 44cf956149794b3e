package zoo

import (
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/protocol"
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
		Edit:    map[string]any{"Title": "Fiasco!", "Author": nil},
		Changes: "Save 2 changes", Says: "Title: Fiasco → Fiasco!; Author: Stanislaw → –",
		Contest: Contest{"Title", "Disaster", "Return"}, Bulk: map[string]any{"Price": "8.00", "Sequel to": nil},
		Links: []string{"genres"},
		Import: Import{"ID;Title;Price;Author\nKEY;Fiasco?;6.10;Ursula\n;Eden;5;Stanislaw\n;;5;\n99;Eden;5;\n;Eden;5;Nobody\n",
			`refused Title: This field is required.; refused There is no book with this ID.; refused Author: there is no author "Nobody".; created; changed`},
		Delete: "Delete Fiasco!?", Final: true,
	},
	{
		Slug: "branches", Plural: "Branches", Rows: 2, Search: map[string]int{"north": 1},
		Filters: []Filter{{"at_city", "eq", "Ulm", 1}}, Record: "north", Parts: []string{"Branch", "Address"},
		Create: map[string]any{"Name": "West", "Street": "Side street", "City": "Ulm"},
		Edit:   map[string]any{"Street": "Other street"}, Changes: "Save 1 change", Says: "Street: Side street → Other street",
		Contest: Contest{"Street", "Long street", "Short street"}, Bulk: map[string]any{"City": "Bonn"},
		Import: Import{"ID;Name;City\nKEY;West;Bonn\n;East;Bonn\n;;Bonn\n",
			`refused Name: This field is required.; created; changed`}, Delete: "Delete West?",
	},
	{
		Slug: "authors", Plural: "Authors", Rows: 2, Search: map[string]int{"urs": 1}, Record: "2", Tabs: map[string]int{"Books": 2},
		Create: map[string]any{"Name": "Octavia"}, Edit: map[string]any{"Name": "Octavia E."}, Changes: "Save 1 change", Says: "Name: Octavia → Octavia E.",
		Contest: Contest{"Name", "Octavia B.", "Octavia Estelle"}, Bulk: map[string]any{"Name": "O. E."},
		Import: Import{"ID;Name\nKEY;Butler\n;Joanna\n;\n77;Joanna\n",
			`refused Name: This field is required.; refused There is no author with this ID.; created; changed`}, Delete: "Delete Octavia E.?", Soft: true,
	},
	{
		Slug: "genres", Plural: "Genres", Rows: 3, Record: "sf", Tabs: map[string]int{"Books": 3},
		Create: map[string]any{"Code": "hor", "Name": "Horror"}, Created: "hor", Conflict: true,
		Edit: map[string]any{"Name": "Horrors"}, Changes: "Save 1 change", Says: "Name: Horror → Horrors",
		Contest: Contest{"Name", "Terror", "Fright"}, Bulk: map[string]any{"Name": "Shivers"}, Links: []string{"books"},
		Import: Import{"Code;Name\nKEY;Gothic\ncrime;Crime\nnone;\nmuchtoolong;Long\n",
			`refused Name: This field is required.; refused Code: Enter at most 8 characters.; created; changed`}, Delete: "Delete hor?", Final: true,
	},
	{
		Slug: "copies", Plural: "Copies", Rows: 3, Search: map[string]int{"a": 2}, Filters: []Filter{{"shelf", "eq", "B1", 1}},
		Record: "1,1", Parts: []string{"Copy", "Loans"}, Tabs: map[string]int{"Loans": 2},
		Create:  map[string]any{"Book": "Solaris", "Number": 7, "Shelf": "Z9", "Branch": "South"},
		Created: "2,7", Conflict: true, Edit: map[string]any{"Shelf": "Z8", "Branch": "North"}, Changes: "Save 2 changes", Says: "Shelf: Z9 → Z8; Branch: South → North",
		Contest: Contest{"Shelf", "Z7", "Z6"}, Bulk: map[string]any{"Shelf": "Z5"},
		Import: Import{"Book;Number;Shelf;Branch\nSolaris;8;Z4;North\nSolaris;7;Z4;North\nSolaris;0;Z4;North\nNobody;1;Z4;North\n",
			`refused Another copy has the same Book with Number already, and only one may.; refused Number: Enter a number greater than 0.; refused Book: there is no book "Nobody".; created`},
		Delete: "Delete Copy at Z8?",
	},
	{
		Slug: "loans", Plural: "Loans", Rows: 2, Record: "1",
		Create: map[string]any{"Reader": "Max", "Copy": "Copy at B1"},
		Edit:   map[string]any{"Copy": "Copy at A2"}, Changes: "Save 2 changes", Says: "Copy: Copy at B1 → Copy at A2",
		Contest: Contest{"Reader", "Maxi", "Mina"}, Bulk: map[string]any{"Reader": "Moe"},
		Import: Import{"ID;Reader\nKEY;Mo\n88;Moe\nKEY;\n",
			`refused There is no loan with this ID.; refused Reader: This field is required.; changed`}, Delete: "Delete Max?",
	},
	{
		Slug: "notes", Plural: "Notes", Rows: 2, Record: "1",
		Create: map[string]any{"Text": "Dusty", "About": "Book: Cyberiad"},
		Edit:   map[string]any{"About": "Book: Solaris"}, Changes: "Save 1 change", Says: "About the: 3 → 2",
		Contest: Contest{"Text", "Worn", "Wet"}, Bulk: map[string]any{"Text": "Stained"},
		Import: Import{"ID;Text\nKEY;Faded\n88;Faded\nKEY;\n",
			`refused There is no note with this ID.; refused Text: This field is required.; changed`}, Delete: "Delete Dusty?",
	},
	{
		Slug: "book_genres", Plural: "Classifications", Rows: 4, Record: "3,hum",
		Create: map[string]any{"Book": 2, "Genre": "ess", "Weight": 3}, Created: "2,ess", Conflict: true,
		Edit: map[string]any{"Weight": 4}, Changes: "Save 1 change", Says: "Weight: 3 → 4",
		Contest: Contest{"Weight", 5, 6}, Bulk: map[string]any{"Weight": 7},
		Import: Import{"Book;Genre;Weight\n2;hum;1\n2;ess;1\nNobody;hum;1\n",
			`refused Another classification has the same Book with Genre already, and only one may.; refused Book: "Nobody" does not fit.; created`}, Delete: "Delete Classification 2 / ess?",
	},
}

var orders = []Subject{
	{
		Slug: "lines", Plural: "Lines", Rows: 2, Record: "1",
		Create: map[string]any{"Order": "A-2", "Product": "Lamp", "Quantity": 5},
		Edit:   map[string]any{"Product": "Wick"}, Changes: "Save 1 change", Says: "Product: Lamp → Wick",
		Contest: Contest{"Quantity", 6, 7}, Bulk: map[string]any{"Quantity": 8},
		Import: Import{"ID;Order;Product;Quantity\nKEY;A-2;Lamp;9\n;A-1;Wick;10\n;Z-1;Wick;1\n;A-1;Oil;1\n3;A-1;Wick;1\nKEY;A-2;Lamp;0\n",
			`refused Order: there is no order "Z-1".; refused Product: there is no product "Oil".; refused There is no line with this ID.; refused Quantity: Enter a number greater than 0.; created; changed`}, Delete: "Delete Line 4?",
	},
	{
		Slug: "orders", Plural: "Orders", Rows: 2, Search: map[string]int{"a-": 2, "z-1": 0},
		Filters: []Filter{{"customer_id", "contains", "ad", 1}, {"customer_id", "contains", "zoe", 0}},
		Record:  "1", Tabs: map[string]int{"Lines": 2, "Labels": 1},
		Create: map[string]any{
			"Reference": "A-3", "Customer": "Bea", "Labels": []string{"gift"},
			"Lines": []map[string]any{{"Product": "Lamp", "Quantity": 3}},
		},
		Conflict: true,
		Edit:     map[string]any{"Labels": []string{"urgent"}, "Lines": []map[string]any{{"Product": "Wick", "Quantity": 3}, {"Product": "Lamp", "Quantity": 1}}},
		Changes:  "Save 3 changes", Says: "Lines: 1 added, 1 changed; Labels: gift → urgent", Contest: Contest{"Reference", "A-4", "A-5"}, Bulk: map[string]any{"Customer": "Ada"},
		Links: []string{"labels"},
		Import: Import{"ID;Reference;Customer\nKEY;A-6;Ada\n;A-7;Bea\n;A-1;Bea\n;A-8;Zoe\n3;A-9;Ada\n",
			`refused Another order has the same Reference already, and only one may.; refused Customer: there is no customer "Zoe".; refused There is no order with this ID.; created; changed`},
		Delete: "Delete A-3?", Soft: true,
	},
	{
		Slug: "customers", Plural: "Customers", Rows: 2, Record: "1", Tabs: map[string]int{"Orders": 1},
		Create: map[string]any{"Name": "Cleo", "Contact": true, "Phone": "999"},
		Edit:   map[string]any{"Contact": true, "Phone": "888"}, Changes: "Save 1 change", Says: "Contact: 1 changed",
		Contest: Contest{"Name", "Clio", "Kleo"}, Bulk: map[string]any{"Name": "Cora"},
		Import: Import{"ID;Name\nKEY;Carla\n;Cid\n3;Stolen\n;\n",
			`refused There is no customer with this ID.; refused Name: This field is required.; created; changed`}, Delete: "Delete Cleo?", Final: true,
	},
	{
		Slug: "products", Plural: "Products", Rows: 2, Search: map[string]int{"oil": 0, "lamp": 1}, Record: "lamp",
		Create: map[string]any{"SKU": "can", "Name": "Can", "Price": 100}, Created: "can", Conflict: true,
		Edit: map[string]any{"Price": 120}, Changes: "Save 1 change", Says: "Price: 1.00 EUR → 1.20 EUR",
		Contest: Contest{"Price", 130, 140}, Bulk: map[string]any{"Price": 150},
		Import: Import{"SKU;Name;Price (EUR)\nKEY;Can;1.60\njug;Jug;2\noil;Stolen;1\nKEY;Can;-1\n",
			`refused Another product has the same SKU already, and only one may.; refused Price: Enter a number greater than or equal to 0.00 EUR.; created; changed`}, Delete: "Delete Can?",
	},
	{
		Slug: "labels", Plural: "Labels", Rows: 2, Record: "2",
		Create: map[string]any{"Name": "late"}, Edit: map[string]any{"Name": "early"}, Changes: "Save 1 change", Says: "Name: late → early",
		Contest: Contest{"Name", "soon", "never"}, Bulk: map[string]any{"Name": "now"},
		Import: Import{"ID;Name\nKEY;then\n;new\n3;stolen\n;\n",
			`refused There is no label with this ID.; refused Name: This field is required.; created; changed`}, Delete: "Delete early?",
	},
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

// ofStaff is somebody whose sign-in says which tenant they are of.
func ofStaff(name string, tenant int) protocol.Person {
	return protocol.Person{ID: name, Name: name, Email: name + "@example.com", Claims: map[string]string{"tenant": fmt.Sprint(tenant)}}
}

func inShop(t *testing.T, body func(*testing.T, *desk.Desk)) {
	t.Helper()
	at(t, OpenOrders, func(d *desk.Desk) {
		RegisterOrders(d.Reg, d.DB)
		d.Who = ofStaff("Ada", 1)
	}, body)
}

func TestLibrary(t *testing.T) {
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		for _, s := range library {
			Behave(t, d, s)
		}
	})
}

// lists is all that somebody's lists of the shop show.
func lists(d *desk.Desk) string {
	said := ""
	for _, s := range orders {
		shown := d.Open(s.Slug, "").Table(s.Plural)
		said += fmt.Sprintf("%s: %d rows %v %v\n", s.Slug, shown.TotalRecords, shown.Keys(), shown.Data)
	}
	return said
}

func TestOrders(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		theirs := d.For(t)
		theirs.Who = ofStaff("Zed", 2)
		before := lists(theirs)
		for _, s := range orders {
			Behave(t, d, s)
		}
		if after := lists(theirs); after != before || strings.Count(after, ": 1 rows ") != len(orders) {
			t.Errorf("another tenant sees\n%sand saw\n%s", after, before)
		}
	})
}
