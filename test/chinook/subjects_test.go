//go:build !race

package chinook

import "github.com/stagedoor/stagedoor/test/zoo"

// subjects are what the suite of behaviour tries here: all eleven tables.
var subjects = []zoo.Subject{
	{
		Slug: "artists", Plural: "Artists", Rows: 275, Search: map[string]int{"zeppelin led": 1}, Record: "1", Tabs: map[string]int{"Albums": 2},
		Create: map[string]any{"ID": 900, "Name": "The Band"}, Created: "900", Conflict: true,
		Edit: map[string]any{"Name": "A Band"}, Changes: "Save 1 change", Says: "Name: The Band → A Band",
		Contest: zoo.Contest{Label: "Name", Ours: "Our Band", Theirs: "Their Band"}, Bulk: map[string]any{"Name": "Any Band"},
		Import: zoo.Import{File: "ID;Name\nKEY;Some Band\n901;No Band\nx;Band\n", Brings: `refused ID: "x" does not fit.; created; changed`},
		Delete: "Delete A Band?",
	},
	{
		Slug: "albums", Plural: "Albums", Rows: 347, Search: map[string]int{"zooropa": 1}, Record: "1",
		Parts: []string{"Album"}, Tabs: map[string]int{"Tracks": 10},
		Create: map[string]any{"ID": 900, "Title": "Live", "Artist": "Accept"}, Created: "900",
		Find: map[string]string{"Artist": "accept"}, Conflict: true,
		Edit: map[string]any{"Title": "Alive"}, Changes: "Save 1 change", Says: "Title: Live → Alive",
		Contest: zoo.Contest{Label: "Title", Ours: "Lively", Theirs: "Lifeless"}, Bulk: map[string]any{"Title": "Dead"},
		Import: zoo.Import{File: "ID;Title;Artist\nKEY;Life;AC/DC\n901;New;AC/DC\n902;New;Nobody\n903;;AC/DC\n", Brings: `refused Artist: there is no artist "Nobody".; refused Title: This field is required.; created; changed`},
		Delete: "Delete Alive?",
	},
	{
		Slug: "employees", Plural: "Employees", Rows: 8, Record: "2", Tabs: map[string]int{"Reports": 3},
		Create:  map[string]any{"ID": 90, "Last name": "Hopper", "First name": "Grace", "Manager": "Andrew Adams"},
		Created: "90", Find: map[string]string{"Manager": "andrew"}, Conflict: true,
		Edit: map[string]any{"Manager": nil, "City": "Ulm"}, Changes: "Save 2 changes", Says: "Manager: Andrew Adams → –; City: – → Ulm",
		Contest: zoo.Contest{Label: "City", Ours: "Bonn", Theirs: "Rome"}, Bulk: map[string]any{"City": "Oslo", "Title": "Admiral"},
		Import: zoo.Import{File: "ID;Last name;First name;City\nKEY;Hopper;Grace;Paris\n91;Lovelace;Ada;London\n92;;Ada;London\n", Brings: `refused Last name: This field is required.; created; changed`},
		Delete: "Delete Grace Hopper?",
	},
	{
		Slug: "customers", Plural: "Customers", Rows: 59, Search: map[string]int{"leonie": 1}, Record: "2", Tabs: map[string]int{"Invoices": 7},
		Create:  map[string]any{"ID": 900, "First name": "Grace", "Last name": "Hopper", "Email": "grace@example.com", "Support": "Jane Peacock"},
		Created: "900", Find: map[string]string{"Support": "jane"}, Conflict: true,
		Edit: map[string]any{"Company": "Navy", "Support": nil}, Changes: "Save 2 changes", Says: "Company: – → Navy; Support: Jane Peacock → –",
		Contest: zoo.Contest{Label: "Company", Ours: "Army", Theirs: "Yale"}, Bulk: map[string]any{"Country": "Norway", "Phone": "1"},
		Import: zoo.Import{File: "ID;First name;Last name;Email;Company\nKEY;Grace;Hopper;grace@example.com;IBM\n901;Ada;Lovelace;ada@example.com;\n902;Ada;Lovelace;nowhere;\n", Brings: `refused Email: Enter a valid e-mail address.; created; changed`},
		Delete: "Delete Grace Hopper?",
	},
	{
		Slug: "genres", Plural: "Genres", Rows: 25, Search: map[string]int{"reggae": 1}, Record: "1",
		Create: map[string]any{"ID": 900, "Name": "Noise"}, Created: "900", Conflict: true,
		Edit: map[string]any{"Name": "Silence"}, Changes: "Save 1 change", Says: "Name: Noise → Silence",
		Contest: zoo.Contest{Label: "Name", Ours: "Hum", Theirs: "Buzz"}, Bulk: map[string]any{"Name": "Hiss"},
		Import: zoo.Import{File: "ID;Name\nKEY;Drone\n901;Ambient\n;None\n", Brings: `refused ID: This field is required.; created; changed`},
		Delete: "Delete Silence?",
	},
	{
		Slug: "media_types", Plural: "Media types", Rows: 5, Search: map[string]int{"protected": 2}, Record: "1",
		Create: map[string]any{"ID": 900, "Name": "Tape"}, Created: "900", Conflict: true,
		Edit: map[string]any{"Name": "Wire"}, Changes: "Save 1 change", Says: "Name: Tape → Wire",
		Contest: zoo.Contest{Label: "Name", Ours: "Wax", Theirs: "Vinyl"}, Bulk: map[string]any{"Name": "Disc"},
		Import: zoo.Import{File: "ID;Name\nKEY;Roll\n901;Card\n1.5;Half\n", Brings: `refused ID: "1.5" does not fit.; created; changed`},
		Delete: "Delete Wire?",
	},
	{
		Slug: "invoices", Plural: "Invoices", Rows: 412, Search: map[string]int{"stuttgart": 7}, Record: "1", Tabs: map[string]int{"Lines": 2},
		Create: map[string]any{
			"ID": 900, "Customer": "Leonie Köhler", "Invoice date": map[string]int{"year": 2026, "month": 1, "day": 2, "hour": 9, "minute": 30},
			"Billing city": "Ulm", "Total": "7.25",
		},
		Created: "900", Find: map[string]string{"Customer": "leonie"}, Conflict: true,
		Edit: map[string]any{"Total": "8.25", "Billing city": nil}, Changes: "Save 2 changes", Says: "Billing city: Ulm → –; Total: 7.25 → 8.25",
		Contest: zoo.Contest{Label: "Billing city", Ours: "Bonn", Theirs: "Rome"}, Bulk: map[string]any{"Total": "9.75"},
		Import: zoo.Import{File: "ID;Customer;Invoice date;Total\nKEY;Leonie Köhler;2026-01-02T09:30:00Z;10.5\n901;Leonie Köhler;2026-01-03T10:00:00Z;1\n902;Leonie Köhler;never;1\n", Brings: `refused Invoice date: "never" does not fit.; created; changed`},
		Delete: "Delete Invoice 2026-01-02?",
	},
	{
		Slug: "invoice_lines", Plural: "Invoice lines", Rows: 2240, Record: "1",
		Create:  map[string]any{"ID": 9000, "Invoice": "Invoice 2021-01-01", "Track": "Balls to the Wall", "Unit price": "0.99", "Quantity": 2},
		Created: "9000", Find: map[string]string{"Invoice": "stuttgart", "Track": "balls to the wall"}, Conflict: true,
		Edit: map[string]any{"Quantity": 3, "Unit price": "1.99"}, Changes: "Save 2 changes", Says: "Unit price: 0.99 → 1.99; Quantity: 2 → 3",
		Contest: zoo.Contest{Label: "Quantity", Ours: 4, Theirs: 5}, Bulk: map[string]any{"Quantity": 6},
		Import: zoo.Import{File: "ID;Invoice;Track;Unit price;Quantity\nKEY;1;Balls to the Wall;0.99;7\n9001;1;Balls to the Wall;0.99;1\n9002;1;Balls to the Wall;0.99;0\n", Brings: `refused Quantity: Enter a number greater than 0.; created; changed`},
		Delete: "Delete Invoice line 9000?",
	},
	{
		Slug: "playlists", Plural: "Playlists", Rows: 18, Search: map[string]int{"brazilian": 1}, Record: "17",
		Tabs:   map[string]int{"Tracks": 26},
		Create: map[string]any{"ID": 900, "Name": "Mine", "Tracks": []string{"Balls to the Wall"}}, Created: "900",
		Find: map[string]string{"Tracks": "balls to the wall"}, Conflict: true,
		Edit: map[string]any{"Name": "Ours", "Tracks": []string{}}, Changes: "Save 2 changes", Says: "Name: Mine → Ours; Tracks: Balls to the Wall",
		Contest: zoo.Contest{Label: "Name", Ours: "Yours", Theirs: "Hers"}, Bulk: map[string]any{"Name": "His"}, Links: []string{"tracks"},
		Import: zoo.Import{File: "ID;Name\nKEY;Its\n901;Nobody's\n;None\n", Brings: `refused ID: This field is required.; created; changed`},
		Delete: "Delete Ours?", Final: true,
	},
	{
		Slug: "playlist_tracks", Plural: "Playlist tracks", Rows: 8715, Record: "1,1",
		Create: map[string]any{"Playlist": 2, "Track": 1}, Created: "2,1", Conflict: true,
		Import: zoo.Import{File: "Playlist;Track\n2;2\n2;1\n2;99999\n", Brings: `refused Another playlist track has the same Playlist with Track already, and only one may.; refused A record that this refers to, or that refers to this, stands in the way.; created`},
		Delete: "Delete Playlist track 2 / 1?",
	},
	{
		Slug: "tracks", Plural: "Tracks", Rows: 3503, Search: map[string]int{"balls to the wall": 1}, Record: "1", Tabs: map[string]int{"Playlists": 3},
		Create: map[string]any{
			"ID": 9000, "Name": "Take One", "Album": "Let There Be Rock", "Media type": "AAC audio file", "Milliseconds": 1000, "Unit price": "0.99",
		},
		Created: "9000", Find: map[string]string{"Album": "let there be rock"}, Conflict: true,
		Edit: map[string]any{"Name": "Take Two", "Composer": "Grace", "Album": nil}, Changes: "Save 3 changes", Says: "Name: Take One → Take Two; Album: Let There Be Rock → –; Composer: – → Grace",
		Contest: zoo.Contest{Label: "Composer", Ours: "Ada", Theirs: "Jean"}, Bulk: map[string]any{"Bytes": 5, "Unit price": "1.49"},
		Links:  []string{"playlists"},
		Import: zoo.Import{File: "ID;Name;Media type;Milliseconds;Unit price\nKEY;Take Three;AAC audio file;1000;0.99\n9001;Take Four;AAC audio file;1;1\n9002;Take Five;Wax;1;1\n", Brings: `refused Media type: there is no media type "Wax".; created; changed`},
		Delete: "Delete Take Two?", Final: true,
	},
}
