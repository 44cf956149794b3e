package property_test

import (
	"maps"
	"slices"
	"strconv"

	"github.com/stagedoor/stagedoor/test/desk"
)

// begin takes everything out of the database, and fills it again.
func (l *ledger) begin() {
	for table := range l.ways() {
		desk.Must(l.t, l.d.DB.Exec("DELETE FROM "+table).Error)
		l.tied[table] = map[pair]bool{}
	}
	for _, p := range slices.Backward(l.plans) {
		for _, way := range p.parents {
			if way.to == p {
				desk.Must(l.t, l.d.DB.Table(p.slug).Where("1 = 1").UpdateColumn(way.column.DBName, nil).Error)
			}
		}
		desk.Must(l.t, l.d.DB.Exec("DELETE FROM "+p.slug).Error)
		l.rows[p] = map[string]cells{}
	}
	for _, table := range []string{"stagedoor_changes", "stagedoor_change_notes", "stagedoor_undo"} {
		desk.Must(l.t, l.d.DB.Exec("DELETE FROM "+table).Error)
	}
	for _, p := range l.plans {
		l.fill(p)
	}
	ways := l.ways()
	for _, table := range slices.Sorted(maps.Keys(ways)) {
		l.tie(ways[table])
	}
	l.settle()
}

// fill makes some rows of different people.
func (l *ledger) fill(p *plan) {
	var all []map[string]any
	for i, who := range []string{"Ada", "Ada", "Ben", "Cem"} {
		r := p.fresh(who)
		for _, f := range p.columns {
			switch {
			case f.isPart && f.auto:
				r[f.DBName] = strconv.Itoa(1_000_000 + i)
			case f.isPart && f.creates:
				r[f.DBName] = keyed(f, i)
			case f == p.version:
				r[f.DBName] = "0"
			case f == p.updated:
				r[f.DBName] = "2026-01-01T00:00:00Z"
			case f.Name == "DeletedAt":
				r[f.DBName] = none
			case p.parentAt(f) != nil:
				r[f.DBName] = l.anyParent(p.parentAt(f))
			case f.unique:
				r[f.DBName] = values[f.kind][i]
			case f.creates:
				r[f.DBName] = l.value(f)
			}
		}
		l.rows[p][p.keyIn(r)] = r
		made := map[string]any{}
		for name, text := range r {
			made[name] = p.column(name).kind.stored(text)
		}
		all = append(all, made)
	}
	desk.Must(l.t, l.d.DB.Table(p.slug).Create(all).Error)
}

// keyed is the so-manieth key that people give.
func keyed(f *field, n int) string {
	switch {
	case f.Name == "Code":
		return "p"
	case f.kind == wordKind:
		return []string{"k", "k1", "k12", "k2", "k23", "k3"}[n]
	}
	return strconv.Itoa(n + 1)
}

// value is some value of a column.
func (l *ledger) value(f *field) string {
	if f.null && l.rng.IntN(4) == 0 {
		return none
	}
	return values[f.kind][l.rng.IntN(len(values[f.kind]))]
}

// anyParent is the key of some row to belong to, whoever sees it.
func (l *ledger) anyParent(way *parentWay) string {
	keys := l.keys(way.to)
	if len(keys) == 0 || way.column.null && l.rng.IntN(3) == 0 {
		return none
	}
	return keys[l.rng.IntN(len(keys))]
}

// tie ties some rows.
func (l *ledger) tie(way *linkWay) {
	for _, own := range l.keys(way.from) {
		for _, far := range l.keys(way.to) {
			if l.rng.IntN(4) == 0 {
				l.tied[way.table][way.pair(own, far)] = true
				of, to := way.from.key[0].kind, way.to.key[0].kind
				made := map[string]any{way.own: of.stored(own), way.far: to.stored(far)}
				desk.Must(l.t, l.d.DB.Table(way.table).Create(made).Error)
			}
		}
	}
}
