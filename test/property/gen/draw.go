package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// groves is how many models there are in each world, which know no others.
var groves = []int{3, 2, 3, 4, 2, 3, 3, 4}

var trees = []string{
	"Alder", "Aspen", "Beech", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Holly", "Juniper", "Larch", "Laurel",
	"Linden", "Maple", "Oak", "Olive", "Pine", "Plane", "Poplar", "Rowan", "Spruce", "Walnut", "Willow", "Yew",
}

var words = []string{
	"Amount", "Area", "Batch", "Caption", "Class", "Depth", "Grade", "Height", "Label", "Level", "Limit", "Mark",
	"Name", "Note", "Order", "Phase", "Place", "Rank", "Rate", "Region", "Remark", "Share", "Size", "Stage",
	"State", "Title", "Unit", "Weight", "Width", "Zone",
}

// field is a line of a struct.
type field struct {
	name, typ string
	gorm, io  []string
	untold    bool // it has no io tag
}

// tree is a model.
type tree struct {
	name   string
	fields []field
	key    string // the type of its key; "" where that has two parts
	taken  map[string]bool
}

// drawing draws models.
type drawing struct{ *rand.Rand }

// draw returns the models of each world.
func draw(seed uint64) [][]*tree {
	d := drawing{rand.New(rand.NewPCG(seed, 0))}
	var worlds [][]*tree
	names := trees
	for _, size := range groves {
		worlds = append(worlds, d.world(names[:size]))
		names = names[size:]
	}
	return worlds
}

// chance is true n times in a hundred.
func (d drawing) chance(n int) bool { return d.IntN(100) < n }

func (d drawing) world(names []string) []*tree {
	var all []*tree
	for _, name := range names {
		t := &tree{name: name, taken: map[string]bool{}}
		d.keyOf(t)
		d.scopeOf(t)
		for range 1 + d.IntN(6) {
			t.fields = append(t.fields, d.field(t))
		}
		d.plantUnique(t)
		d.countOf(t)
		all = append(all, t)
	}
	for i, t := range all {
		if i > 0 {
			d.parent(t, all[d.IntN(i)])
		}
		if i > 1 && d.chance(40) {
			d.parent(t, all[d.IntN(i)])
		}
		if t.key != "" && d.chance(25) {
			d.selfParent(t)
		}
	}
	d.link(all)
	for _, t := range all {
		if d.chance(40) {
			t.fields = append(t.fields, field{name: "DeletedAt", typ: "gorm.DeletedAt", untold: true})
		}
	}
	return all
}

func (d drawing) keyOf(t *tree) {
	var search []string
	if d.chance(50) {
		search = []string{"search"}
	}
	given := field{name: "ID", gorm: []string{"primaryKey"}, io: search}
	switch n := d.IntN(7); n {
	case 0, 1:
		given.typ, given.io = []string{"uint", "int64"}[n], append(search, "readonly")
	case 2, 3:
		given.typ, given.gorm = "string", append(given.gorm, "size:20")
	case 4:
		given.typ, given.gorm, given.io = "string", append(given.gorm, "size:36"), append(search, "readonly")
	case 5:
		given.typ, given.gorm = "int64", append(given.gorm, "autoIncrement:false")
	default:
		t.fields = append(t.fields,
			field{name: "Code", typ: "string", gorm: []string{"primaryKey", "size:10"}},
			field{name: "Part", typ: "int64", gorm: []string{"primaryKey", "autoIncrement:false"}})
		return
	}
	t.key = given.typ
	t.fields = append(t.fields, given)
}

// scopeOf says whose rows there are: those of a tenant, of a person, of both, or
// everybody's.
func (d drawing) scopeOf(t *tree) {
	tenant := []field{{name: "TenantID", typ: "uint", untold: true}, {typ: "Rented", untold: true}}[d.IntN(2)]
	keeper := []field{{name: "Keeper", typ: "string", gorm: []string{"size:20"}, untold: true}, {typ: "Kept", untold: true}}[d.IntN(2)]
	switch d.IntN(6) {
	case 0, 1, 2:
		t.fields = append(t.fields, tenant)
	case 3:
		t.fields = append(t.fields, keeper)
	case 4:
		t.fields = append(t.fields, tenant, keeper)
	}
}

// countOf says what tells one state of a row from the next.
func (d drawing) countOf(t *tree) {
	switch d.IntN(3) {
	case 0:
		t.fields = append(t.fields, field{name: "Version", typ: "int64", untold: true})
	case 1:
		t.fields = append(t.fields, field{name: "UpdatedAt", typ: "time.Time", untold: true})
	}
}

// kinds are the types of fields, and what can be done with them.
var kinds = []struct {
	typ             string
	gorm            []string
	compares, texts bool
	opens           bool // it is a struct, whose fields have tags of their own
}{
	{typ: "string", gorm: []string{"size:20"}, compares: true, texts: true},
	{typ: "string", gorm: []string{"size:20"}, compares: true, texts: true},
	{typ: "*string", gorm: []string{"size:20"}, compares: true, texts: true},
	{typ: "sql.NullString", gorm: []string{"size:20"}, compares: true, texts: true},
	{typ: "int64", compares: true},
	{typ: "int16", compares: true},
	{typ: "uint32", compares: true},
	{typ: "*int64", compares: true},
	{typ: "sql.NullInt64", compares: true},
	{typ: "float64", compares: true},
	{typ: "*float64", compares: true},
	{typ: "string", gorm: []string{"type:decimal(10,2)"}, compares: true},
	{typ: "*string", gorm: []string{"type:decimal(10,2)"}, compares: true},
	{typ: "bool", compares: true},
	{typ: "*bool", compares: true},
	{typ: "sql.NullBool", compares: true},
	{typ: "time.Time", compares: true},
	{typ: "*time.Time", compares: true},
	{typ: "sql.NullTime", compares: true},
	{typ: "time.Time", gorm: []string{"type:date"}, compares: true},
	{typ: "Degree", gorm: []string{"size:10"}, compares: true, texts: true},
	{typ: "*Degree", gorm: []string{"size:10"}, compares: true, texts: true},
	{typ: "[]string", gorm: []string{"serializer:json"}},
	{typ: "map[string]int64", gorm: []string{"serializer:json"}},
	{typ: "Spot", gorm: []string{"embedded"}, opens: true},
	{typ: "Span", gorm: []string{"embedded", "embeddedPrefix:span_"}, opens: true},
}

// field draws a field with a name of its own.
func (d drawing) field(t *tree) field {
	k := kinds[d.IntN(len(kinds))]
	if k.opens && t.taken[k.typ] {
		k = kinds[0]
	}
	f := field{typ: k.typ, gorm: k.gorm}
	if k.opens {
		t.taken[k.typ] = true
		f.name = k.typ
		return f
	}
	for f.name == "" || t.taken[f.name] {
		f.name = words[d.IntN(len(words))]
	}
	t.taken[f.name] = true
	if f.untold = d.chance(12); f.untold {
		return f
	}
	says := func(word string, n int, can bool) {
		if can && d.chance(n) {
			f.io = append(f.io, word)
		}
	}
	says("readonly", 12, true)
	says("search", 60, k.texts)
	says("filter", 60, k.compares)
	says("sort", 60, k.compares)
	says("list", 15, true)
	if f.typ == "int64" && d.chance(25) {
		f.gorm = append(f.gorm[:len(f.gorm):len(f.gorm)], "default:3")
	}
	return f
}

// plantUnique lets one field of a model have no value twice. A key of two parts already
// is one that a file finds rows by.
func (d drawing) plantUnique(t *tree) {
	for i, f := range t.fields {
		is := f.typ == "int64" || f.typ == "*string" || f.typ == "string"
		free := f.name != "ID" && f.name != "Keeper" && !f.untold && !strings.Contains(strings.Join(f.gorm, ";"), "decimal")
		readonly := strings.Contains(strings.Join(f.io, ";"), "readonly")
		if t.key != "" && is && free && !readonly && d.chance(50) {
			t.fields[i].gorm = append(f.gorm[:len(f.gorm):len(f.gorm)], "uniqueIndex")
			return
		}
	}
}

// onDelete are what constraints say.
var onDelete = []string{"", "CASCADE", "SET NULL"}

// parent lets a model belong to another, which may know its rows too.
func (d drawing) parent(t, to *tree) {
	if to.key == "" || t.taken[to.name] {
		return
	}
	t.taken[to.name] = true
	on := onDelete[d.IntN(3)]
	foreign := field{name: to.name + "ID", typ: to.key, io: []string{"filter"}}
	if to.key == "string" {
		foreign.gorm = []string{"size:36"}
	}
	if on == "SET NULL" || d.chance(50) {
		foreign.typ = "*" + to.key
	}
	way := field{name: to.name, typ: "*" + to.name}
	if d.chance(60) {
		way.io = []string{"search"}
	}
	if on != "" {
		way.gorm = []string{"constraint:OnDelete:" + on}
	}
	t.fields = append(t.fields, foreign, way)
	if d.chance(60) {
		to.fields = append(to.fields, field{name: plural(t.name), typ: "[]" + t.name, gorm: way.gorm})
	}
}

// selfParent lets rows of a model belong to others of it.
func (d drawing) selfParent(t *tree) {
	on := onDelete[d.IntN(3)]
	foreign := field{name: "UpperID", typ: "*" + t.key}
	if t.key == "string" {
		foreign.gorm = []string{"size:36"}
	}
	way := field{name: "Upper", typ: "*" + t.name}
	if on != "" {
		way.gorm = []string{"constraint:OnDelete:" + on}
	}
	t.fields = append(t.fields, foreign, way)
}

// link joins two models, or one with itself.
func (d drawing) link(all []*tree) {
	a, b := all[d.IntN(len(all))], all[d.IntN(len(all))]
	if a == b || a.key == "" || b.key == "" {
		return
	}
	join := "many2many:" + strings.ToLower(a.name+"_"+b.name)
	a.fields = append(a.fields, field{name: "Tied", typ: "[]" + b.name, gorm: []string{join}})
	if d.chance(40) {
		b.fields = append(b.fields, field{name: "Bound", typ: "[]" + a.name, gorm: []string{join}})
	}
}

func plural(name string) string {
	if stem, y := strings.CutSuffix(name, "y"); y {
		return stem + "ies"
	}
	if strings.HasSuffix(name, "ch") {
		return name + "es"
	}
	return name + "s"
}

// line writes a field as Go source.
func (f field) line() string {
	tag := ""
	if len(f.gorm) > 0 {
		tag = fmt.Sprintf("gorm:%q", strings.Join(f.gorm, ";"))
	}
	if !f.untold {
		tag = strings.TrimSpace(tag + fmt.Sprintf(" io:%q", strings.Join(f.io, ";")))
	}
	if tag != "" {
		tag = " `" + tag + "`"
	}
	return f.name + " " + f.typ + tag
}
