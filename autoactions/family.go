package autoactions

import (
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"weak"

	"github.com/stagedoor/stagedoor"
)

// family is the models of one registry, so that related records can lead to each
// other. It is safe for concurrent use.
type family struct {
	mu     sync.RWMutex
	models map[reflect.Type]*model
	order  []*model // as they were registered
	teams  []string // that a model names, sorted: others make no difference
	views  map[string]*view
}

// families holds the family of each registry as long as the registry is in use.
var families sync.Map // of weak.Pointer[stagedoor.Registry] to *family

func familyOf(reg *stagedoor.Registry) *family {
	key := weak.Make(reg)
	known, loaded := families.LoadOrStore(key, &family{models: map[reflect.Type]*model{}})
	if !loaded {
		runtime.AddCleanup(reg, func(k weak.Pointer[stagedoor.Registry]) { families.Delete(k) }, key)
	}
	return known.(*family)
}

// add makes m known. Of several models of one type the first is led to.
func (f *family) add(m *model) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, taken := f.models[m.model]; !taken {
		f.models[m.model] = m
		f.order = append(f.order, m)
	}
	f.teams = append(f.teams, m.namedTeams()...)
	slices.Sort(f.teams)
	f.teams = slices.Compact(f.teams)
	f.views = nil // what they left out may be named now
}

// seenBy is the family as somebody on these teams may see it.
func (f *family) seenBy(teams []string) *view {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.teams) == 0 {
		return &view{family: f}
	}
	counts := slices.DeleteFunc(slices.Clone(f.teams), func(team string) bool { return !slices.Contains(teams, team) })
	key := strings.Join(counts, "\x00")
	v, ok := f.views[key]
	if !ok {
		v = &view{family: f, standing: &standing{teams: counts}, seen: map[*model]*model{}}
		if f.views == nil {
			f.views = map[string]*view{}
		}
		f.views[key] = v
	}
	return v
}

// view is a family as some people may see it: the models that are theirs, without
// the parts and fields that are not. It is safe for concurrent use.
type view struct {
	family   *family
	standing *standing // nil sees everything

	mu   sync.Mutex
	seen map[*model]*model
}

// of finds the model of a type.
func (v *view) of(t reflect.Type) (*model, bool) {
	m, ok := v.family.of(t)
	if !ok {
		return nil, false
	}
	return v.show(m)
}

// of finds the model that was registered for a type, for whomever.
func (f *family) of(t reflect.Type) (*model, bool) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	m, ok := f.models[t]
	return m, ok
}

// everyone are the models as they were registered, in that order.
func (f *family) everyone() []*model {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return slices.Clone(f.order)
}

// registered reports whether there is a model of a type, for whomever.
func (v *view) registered(t reflect.Type) bool {
	_, ok := v.family.of(t)
	return ok
}

// all are the models that are led to, in the order in which they were registered.
func (v *view) all() []*model {
	var all []*model
	for _, m := range v.family.everyone() {
		if seen, ok := v.show(m); ok {
			all = append(all, seen)
		}
	}
	return all
}

// ofTable finds the model whose rows are in a table.
func (v *view) ofTable(name string) (*model, bool) {
	v.family.mu.RLock()
	models := slices.Collect(maps.Values(v.family.models))
	v.family.mu.RUnlock()
	i := slices.IndexFunc(models, func(m *model) bool { return m.schema.Table == name })
	if i < 0 {
		return nil, false
	}
	return v.show(models[i])
}

// at finds the model with a slug.
func (v *view) at(slug string) (*model, bool) {
	all := v.all()
	i := slices.IndexFunc(all, func(m *model) bool { return m.slug == slug })
	if i < 0 {
		return nil, false
	}
	return all[i], true
}

// show returns a registered model as it is seen here. It reports false where it is
// not to be seen at all.
func (v *view) show(m *model) (*model, bool) {
	switch {
	case v.standing == nil:
		return m, true
	case !v.standing.on(m.teams):
		return nil, false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if seen, ok := v.seen[m]; ok {
		return seen, seen != nil
	}
	// What is wrong with a model was found when it was registered. What is not
	// found before is not shown: never what is meant for others.
	seen, err := m.vary(*v.standing)
	if err != nil {
		seen = nil
	} else {
		seen.join(v)
	}
	v.seen[m] = seen
	return seen, seen != nil
}
