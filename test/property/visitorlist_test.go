package property_test

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// query is what somebody asks a list for.
type query struct {
	typed   string
	filters []filter
	sorted  *field
	desc    bool
}

type filter struct {
	of        *field
	op, value string
}

// list asks for the rows of a list, in pages.
func (v *visitor) list(p *plan) {
	q := v.query(p)
	state := map[string]any{"pageSize": 1 + v.rng.IntN(4), "queryTerm": q.typed}
	if q.sorted != nil {
		state["sortColumn"], state["sortDirection"] = q.sorted.DBName, map[bool]string{false: "asc", true: "desc"}[q.desc]
	}
	var filters []any
	for _, f := range q.filters {
		value, way, k := any(f.value), p.parentAt(f.of), f.of.kind
		if (way == nil || !way.to.named()) && (k == boolKind || k == wholeKind || k == floatKind) {
			value = k.stored(f.value)
		}
		if f.op == "in" {
			value = []any{value}
		}
		filters = append(filters, map[string]any{"column": f.of.DBName, "op": f.op, "value": value})
	}
	state["filters"] = filters
	v.tellf("%s lists %s by %v", v.name, p, state)
	s := v.d.As(v.name).Open(p.slug, "")
	want := v.answers(p, q)
	var got []string
	for page := s.Ask("Rows", state); ; page = s.Ask("Rows", state) {
		if page.Message != "" || page.TotalRecords != len(want) {
			v.fatalf("%s of %d rows are there, and not %v: %s", p, page.TotalRecords, want, page.Message)
		}
		got = append(got, page.Keys()...)
		if page.NextCursor == "" || len(got) > len(want) {
			break
		}
		state["after"] = page.NextCursor
	}
	if !slices.Equal(got, want) {
		v.fatalf("%s has the list of %v, and not %v", p, got, want)
	}
}

// query is something that the tags of a model offer.
func (v *visitor) query(p *plan) query {
	var q query
	if v.rng.IntN(2) == 0 {
		q.typed = []string{"a", "as", "DAB", "low", "o", "1", "k", "k1", "bay a", "elk", "1000000"}[v.rng.IntN(11)]
		alone := p.those(func(f *field) bool { return f.searched && (f.isPart || f.unique) })
		if keys := v.keys(p); len(keys) > 0 && len(alone) > 0 && v.rng.IntN(2) == 0 {
			q.typed = v.rows[p][keys[v.rng.IntN(len(keys))]][alone[v.rng.IntN(len(alone))].DBName]
		}
	}
	filtered := p.those(func(f *field) bool { return f.filtered && f.kind.compares() })
	for range v.rng.IntN(3) {
		if len(filtered) > 0 {
			q.filters = append(q.filters, v.filter(p, filtered[v.rng.IntN(len(filtered))]))
		}
	}
	sorted := p.those(func(f *field) bool { return f.sorted && f.kind.compares() && (!f.isPart || p.lists(f)) })
	if v.rng.IntN(3) > 0 && len(sorted) > 0 {
		q.sorted, q.desc = sorted[v.rng.IntN(len(sorted))], v.rng.IntN(2) == 0
	}
	return q
}

func (v *visitor) filter(p *plan, f *field) filter {
	value := values[f.kind][v.rng.IntN(len(values[f.kind]))]
	ops := []string{"eq", "ne", "in", "null", "notnull"}
	way := p.parentAt(f)
	switch {
	case way != nil && way.to.named():
		ops, value = []string{"contains", "starts", "eq", "null", "notnull", "ne"}, []string{"ash", "a", "low"}[v.rng.IntN(3)]
	case way != nil:
		value = v.anyKey(way.to)
	case f.kind == wordKind:
		ops, value = append(ops, "contains", "starts"), []string{value, "a", "AS"}[v.rng.IntN(3)]
	case f.kind == boolKind:
		ops = []string{"eq", "ne", "null", "notnull"}
	case f.kind != degreeKind:
		ops = append(ops, "gt", "gte", "lt", "lte")
	}
	if f.kind == momentKind && way == nil {
		value = value[:len(time.DateOnly)]
	}
	return filter{f, ops[v.rng.IntN(len(ops))], value}
}

// named reports whether people know the rows of a model by texts.
func (p *plan) named() bool { return len(p.texts()) > 0 }

// texts are the columns that a search looks through.
func (p *plan) texts() []*field {
	return p.those(func(f *field) bool { return f.searched && (f.kind == wordKind || f.kind == degreeKind) })
}

// answers are the rows that a list has to have, in its order.
func (v *visitor) answers(p *plan, q query) []string {
	keys := slices.DeleteFunc(v.seen(v.name, p), func(key string) bool {
		r := v.rows[p][key]
		return slices.ContainsFunc(q.filters, func(f filter) bool { return !v.passes(p, r, f) })
	})
	keys = v.found(p, keys, strings.TrimSpace(q.typed))
	desc := q.desc || q.sorted == nil
	if desc {
		slices.Reverse(keys) // of the key, where all else is the same
	}
	if q.sorted != nil {
		slices.SortStableFunc(keys, func(a, b string) int {
			one, two := v.rows[p][a][q.sorted.DBName], v.rows[p][b][q.sorted.DBName]
			n := v.compare(q.sorted, one, two)
			if desc {
				n = -n
			}
			return n
		})
	}
	return keys
}

// compare orders two values, with NULL where the database has it.
func (v *visitor) compare(f *field, a, b string) int {
	first := -1
	if v.d.DB.Name() == "postgres" {
		first = 1
	}
	switch {
	case a == b:
		return 0
	case a == none:
		return first
	case b == none:
		return -first
	}
	return f.kind.compare(a, b)
}

// passes reports whether a row passes a filter.
func (v *visitor) passes(p *plan, r cells, f filter) bool {
	has := r[f.of.DBName]
	switch f.op {
	case "null":
		return has == none
	case "notnull":
		return has != none
	}
	if way := p.parentAt(f.of); way != nil && way.to.named() {
		called := has != none && v.sees(v.name, way.to, has) && slices.ContainsFunc(way.to.texts(), func(of *field) bool {
			return matches(v.rows[way.to][has][of.DBName], f.op, f.value)
		})
		return called != (f.op == "ne")
	}
	if has == none {
		return f.op == "ne"
	}
	n := f.of.kind.compare
	if f.of.kind == momentKind {
		has = has[:len(time.DateOnly)] // a moment passes as its day, of UTC here
	}
	switch f.op {
	case "eq", "in":
		return n(has, f.value) == 0
	case "ne":
		return n(has, f.value) != 0
	case "gt":
		return n(has, f.value) > 0
	case "gte":
		return n(has, f.value) >= 0
	case "lt":
		return n(has, f.value) < 0
	case "lte":
		return n(has, f.value) <= 0
	}
	return matches(has, f.op, f.value)
}

// matches reports whether a text is called so.
func matches(has, op, wanted string) bool {
	has, wanted = strings.ToLower(has), strings.ToLower(wanted)
	switch op {
	case "contains":
		return strings.Contains(has, wanted)
	case "starts":
		return strings.HasPrefix(has, wanted)
	}
	return has == wanted
}

// found are the rows that a search finds: those that have the whole text where no two
// rows have the same, or those that have all its words.
func (v *visitor) found(p *plan, keys []string, typed string) []string {
	if typed == "" {
		return keys
	}
	whole := func(key string) bool {
		return slices.ContainsFunc(p.columns, func(f *field) bool {
			has := v.rows[p][key][f.DBName]
			return f.searched && (f.isPart || f.unique) && has == typed && has != none
		})
	}
	exact := slices.ContainsFunc(v.seen(v.name, p), whole)
	return slices.DeleteFunc(keys, func(key string) bool {
		if exact {
			return !whole(key)
		}
		return slices.ContainsFunc(strings.Fields(typed), func(word string) bool { return !v.says(p, key, word) })
	})
}

// says reports whether a row, or one that it belongs to, has a word.
func (v *visitor) says(p *plan, key, word string) bool {
	r := v.rows[p][key]
	has := func(r cells) func(f *field) bool {
		return func(f *field) bool { return r[f.DBName] != none && matches(r[f.DBName], "contains", word) }
	}
	if slices.ContainsFunc(p.texts(), has(r)) {
		return true
	}
	return slices.ContainsFunc(p.parents, func(way *parentWay) bool {
		to := r[way.column.DBName]
		return way.searched && v.sees(v.name, way.to, to) && slices.ContainsFunc(way.to.texts(), has(v.rows[way.to][to]))
	})
}

// look opens the page of a row, or finds it by its key.
func (v *visitor) look(p *plan) {
	key := v.anyKey(p)
	v.tellf("%s looks at %s %s", v.name, p, key)
	if v.rng.IntN(2) == 0 {
		// what is deleted softly has its page still
		if _, err := v.d.As(v.name).TryOpen(p.slug+"/record", key); v.inScope(v.name, p, key) != (err == nil) {
			v.fatalf("the page of %s %s: %v", p, key, err)
		}
		return
	}
	run := v.start(p, "find", "", nil)
	answers := map[string]any{}
	for i, part := range strings.Split(key, ",") {
		answers[p.key[i].label] = p.key[i].kind.answer(part)
	}
	form, _ := run.Next()
	form.AnswerAll(answers)
	_, err := run.Wait()
	if v.sees(v.name, p, key) != (err == nil) {
		v.fatalf("find %s %s: %v", p, key, err)
	}
	if err == nil && maps.Clone(run.Redirects()[0].Params)["id"] != key {
		v.fatalf("find %s %s leads to %v", p, key, run.Redirects())
	}
}
