package attack_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor"
)

// keyed are the parts of a model that a link names a row for, with the parameters of
// that link. They are tried for every model.
var keyed = map[string]func(key string) map[string]any{
	"record": byID, "edit": byID, "delete": byID, "restore": byID, "purge": byID, "reveal": byID, "access": byID,
	"refund": byID, "repay": byID, "praise": byID, "double": byID, "settle": byID,
	"change":     with("id", map[string]any{"change": "1"}),
	"add_labels": byID, "remove_labels": with("id", map[string]any{"other": "1"}),
	"add_tags": byID, "remove_tags": with("id", map[string]any{"other": "1"}),
	"add_marks": byID, "remove_marks": with("id", map[string]any{"other": "1"}),
	"change_labels": with("id", map[string]any{"other": "1"}), "change_tags": with("id", map[string]any{"other": "1"}),
	"change_marks": with("id", map[string]any{"other": "1"}),
	"bulk/edit":    rows, "bulk/delete": rows, "bulk/raise": rows,
	"create": with("from", nil), "undo": byID, "undo_all": with("run", nil),
}

// named are the parts that name rows in another way, and the attacks on them.
var named = map[string][]string{
	"":        {"search a title", "search an id", "filter by a label", "filter by the name of one", "sort by the tenant", "go on after a row"},
	"find":    {"find", "find a composite key"},
	"deleted": {"search in the trash"},
	"import":  {"key in a file", "parent's key in a file", "parent's name in a file", "parent of a row in a file"},
}

// keysOf are the keys of rows of the other tenant, and of nobody's beside them.
var keysOf = map[string][][2]string{
	"orders":     {{"101", "901"}, {"105", "905"}},
	"vouchers":   {{"101", "901"}, {"102", "902"}},
	"prices":     {{"2," + canary + "chair,eu", "2,nobodychair,eu"}},
	"order_tags": {{`101,101`, `901,901`}}, "depot_labels": {{`101,101`, `901,901`}},
}

// slugsOf are the slugs of a registry, which has no list of them to show.
func slugsOf(reg *stagedoor.Registry) []string {
	var slugs []string
	for _, key := range reflect.ValueOf(reg).Elem().FieldByName("order").MapKeys() {
		slugs = append(slugs, key.String())
	}
	return sorted(slugs)
}

// split tells the model of a slug from its part.
func split(slug string) (model, part string) {
	model, part, _ = strings.Cut(slug, "/")
	return model, part
}

// Everything that registering the models makes is attacked: what is new and not in
// these tables fails.
func TestTheAttacksLeaveNothingOut(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		check := a.untouched(2)
		for _, slug := range some(slugsOf(a.Reg)) {
			t.Run(strings.ReplaceAll(slug, "/", " "), func(t *testing.T) { a.For(t).attackPart(slug) })
		}
		check()
	})
}

// attackPart tries one part of one model.
func (a attacked) attackPart(slug string) {
	a.t.Helper()
	model, part := split(slug)
	if params, ok := keyed[part]; ok {
		keys := keysOf[model]
		if keys == nil {
			keys = [][2]string{{"101", "901"}}
		}
		try := start(slug, params)
		if _, page := a.Reg.PageAt(slug); page {
			try = open(slug, params)
		}
		for _, key := range keys {
			door{try, key[0], key[1], false}.knock(a.t, a)
		}
		return
	}
	attacks := named[part]
	if len(attacks) == 0 {
		a.t.Errorf("nothing attacks %s: add it to keyed or named", slug)
	}
	all := allDoors()
	for _, name := range attacks {
		if of, ok := all[name]; !ok || !isPart(of.try.slug, part) {
			a.t.Errorf("%q is no attack on a part %q", name, part)
		}
	}
}

func isPart(slug, part string) bool {
	_, of := split(slug)
	return of == part
}

// allDoors are all ways in, by name.
func allDoors() map[string]door {
	all := maps.Clone(doors)
	maps.Copy(all, views)
	maps.Copy(all, answers)
	return all
}

// Each part that does something is gone through to its end, beside another tenant and
// without, and with its row leaving the tenant on the way.
func TestEveryPartIsGoneThrough(t *testing.T) {
	a := plain(t)
	var walks []string
	for _, f := range flows {
		_, part := split(f.slug)
		walks = append(walks, part)
	}
	for _, slug := range slugsOf(a.Reg) {
		_, part := split(slug)
		if _, action := a.Reg.ActionAt(slug); action && !slices.Contains(walks, part) {
			t.Errorf("no flow goes through %s", slug)
		}
	}
}
