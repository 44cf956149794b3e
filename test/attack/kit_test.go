package attack_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// attacked is a panel over two tenants, of which somebody of the first attacks.
type attacked struct {
	*desk.Desk
	t    *testing.T
	sent *recorder
}

func eachAttacked(t *testing.T, body func(*testing.T, attacked)) {
	t.Helper()
	desk.Each(t, nil, func(t *testing.T, d *desk.Desk) { body(t, attack(t, d)) })
}

// plain is a panel over an SQLite database, for a test that is not about databases.
func plain(t *testing.T) attacked {
	t.Helper()
	return attack(t, desk.Plain(t, nil))
}

// attack sits down in front of a panel over an empty database.
func attack(t *testing.T, d *desk.Desk) attacked {
	t.Helper()
	sent := &recorder{}
	d.DB = d.DB.Session(&gorm.Session{Logger: sent})
	migrate(t, d.DB)
	refill(t, d.DB)
	numbered(t, d.DB, counting...)
	register(d)
	desk.Must(t, d.Reg.Check())
	return attacked{person(d, "1"), t, sent}
}

// For is the attacked panel for a subtest.
func (a attacked) For(t *testing.T) attacked {
	seat := *a.Desk
	seat.T = t
	return attacked{&seat, t, a.sent}
}

// with is the same person with parameters in the address of a page.
func (a attacked) with(extra map[string]any) attacked {
	seat := *a.Desk
	seat.Extra = extra
	return attacked{&seat, a.t, a.sent}
}

// moving is what is different each time: ids, runs and times.
var moving = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|(tx_)?run[0-9]+|20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z|` +
	`[0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2} at [0-9:]+ UTC|until [0-9:]+ UTC|"Refresh":[0-9]+`)

func text(t *testing.T, parts ...any) string {
	t.Helper()
	b, err := json.Marshal(parts)
	desk.Must(t, err)
	return moving.ReplaceAllString(string(b), "MOVING")
}

// said is everything that a run says before it asks something, and how it ends.
func said(t *testing.T, run *stagedoortest.Run) string {
	t.Helper()
	return walked(t, run, nil, func(int, *stagedoortest.Screen) bool { return false })
}

// walked goes through a run: it presses the first button of each screen, with what is
// filled in there but for answers, by label. It returns all that was said. on is told
// the number of each screen before it is answered, and says whether to go on.
func walked(t *testing.T, run *stagedoortest.Run, answers map[string]any, on func(n int, s *stagedoortest.Screen) bool) string {
	t.Helper()
	var all []any
	seen, asked := map[string]bool{}, map[string]bool{}
	for n := 0; ; n++ {
		screen, more := run.Next()
		if !more {
			break
		}
		all = append(all, screen.Call())
		name := nameOf(screen.Call())
		if seen[name] || on != nil && !on(n, screen) {
			run.Cancel()
			break
		}
		seen[name] = true
		for _, c := range screen.Call().ToRender {
			asked[c.Label] = true
		}
		answer(screen, answers)
	}
	for label := range answers {
		if on == nil && !asked[label] {
			t.Errorf("nothing has asked for %q", label)
		}
	}
	result, err := run.Wait()
	var shown any
	if err == nil {
		shown = run.ResultDisplays()
	}
	return text(t, all, result, shown, fmt.Sprint(err), run.Logs(), run.Redirects())
}

// nameOf tells one screen from the next.
func nameOf(call protocol.IOCall) string {
	name := call.Title
	for _, c := range call.ToRender {
		name += "\n" + string(c.MethodName) + " " + c.Label
	}
	for _, b := range call.ChoiceButtons {
		name += "\n" + b.Label
	}
	return name
}

// answer answers a screen.
func answer(s *stagedoortest.Screen, answers map[string]any) {
	filled := desk.Filled(s, nil)
	for _, c := range s.Call().ToRender {
		given, is := answers[c.Label]
		switch {
		case c.MethodName == protocol.UploadFile:
			s.AnswerFile("rows.csv", given.(string))
			return
		case c.MethodName == protocol.Confirm:
			filled[c.Label] = true
		case c.MethodName == protocol.DisplayHeading && !is:
		case is:
			filled[c.Label] = given
		}
	}
	if buttons := s.Call().ChoiceButtons; len(buttons) > 0 {
		if len(filled) == 0 {
			s.Choose(buttons[0].Label)
		} else {
			s.Choose(buttons[0].Label, filled)
		}
		return
	}
	s.AnswerAll(filled)
}

// dump is every row of a tenant, in every table, and what joins them.
func (a attacked) dump(tenant uint) string {
	a.t.Helper()
	var all []any
	for _, rows := range []any{
		&[]Account{}, &[]Order{}, &[]Line{}, &[]Label{}, &[]Remark{}, &[]Price{}, &[]OrderTag{}, &[]Badge{}, &[]Ticket{}, &[]Voucher{},
		&[]Depot{}, &[]Crate{}, &[]Van{}, &[]DepotLabel{},
	} {
		desk.Must(a.t, a.DB.Unscoped().Where("tenant_id = ?", tenant).Order("1").Order("2").Find(rows).Error)
		all = append(all, rows)
	}
	var joins []map[string]any
	var marks []OrderMark
	orders := a.DB.Unscoped().Model(&Order{}).Select("id").Where("tenant_id = ?", tenant)
	labels := a.DB.Unscoped().Model(&Label{}).Select("id").Where("tenant_id = ?", tenant)
	desk.Must(a.t, a.DB.Table("order_labels").Where("order_id IN (?) OR label_id IN (?)", orders, labels).
		Order("order_id, label_id").Find(&joins).Error)
	desk.Must(a.t, a.DB.Where("order_id IN (?) OR label_id IN (?) OR shade_id IN (?)", orders, labels, labels).
		Order("order_id, label_id").Find(&marks).Error)
	var stamps []Stamp
	desk.Must(a.t, a.DB.Where("order_id IN (?)", orders).Order("id").Find(&stamps).Error)
	b, err := json.Marshal([]any{all, joins, marks, stamps})
	desk.Must(a.t, err)
	return string(b)
}

// untouched returns a check that a tenant's rows are what they are now.
func (a attacked) untouched(tenant uint) func() {
	a.t.Helper()
	before := a.dump(tenant)
	return func() {
		a.t.Helper()
		if after := a.dump(tenant); after != before {
			at := differAt(before, after)
			a.t.Errorf("the rows of tenant %d were changed from …%s\nto …%s", tenant, cut(before, at), cut(after, at))
		}
	}
}

// recorded is how much is in the audit.
func (a attacked) recorded() int64 {
	a.t.Helper()
	var n int64
	desk.Must(a.t, a.DB.Table("stagedoor_changes").Count(&n).Error)
	return n
}

// sql runs a statement on the application's tables.
func (a attacked) sql(query string, values ...any) {
	a.t.Helper()
	desk.Must(a.t, a.DB.Exec(strings.ReplaceAll(query, " lines ", " "+a.DB.Statement.Quote("lines")+" "), values...).Error)
}

// says fails the test when a text says something of the other tenant.
func says(t *testing.T, what, text string) {
	t.Helper()
	if at := strings.Index(text, canary); at >= 0 {
		t.Errorf("%s says something of the other tenant: …%s", what, cut(text, at))
	}
}

// same fails the test when two texts differ.
func same(t *testing.T, what, one, other string) {
	t.Helper()
	if one != other {
		at := differAt(one, other)
		t.Errorf("%s: …%s\nand not …%s", what, cut(one, at), cut(other, at))
	}
}

func differAt(a, b string) int {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return i
}

func cut(text string, at int) string { return text[max(0, at-200):min(len(text), at+200)] }

// merged is a map with more in it.
func merged(base, more map[string]any) map[string]any {
	all := maps.Clone(base)
	if all == nil {
		all = map[string]any{}
	}
	maps.Copy(all, more)
	return all
}

// some are one of every so many.
func some[T any](all []T) []T {
	var left []T
	for i := 0; i < len(all); i += every {
		left = append(left, all[i])
	}
	return left
}

// sorted is a copy in order.
func sorted(lines []string) []string { return slices.Sorted(slices.Values(lines)) }
