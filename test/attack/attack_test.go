package attack_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// counter counts statements: what takes another number of them takes another time.
type counter struct{ n atomic.Int64 }

func (c *counter) LogMode(logger.LogLevel) logger.Interface { return c }
func (*counter) Info(context.Context, string, ...any)       {}
func (*counter) Warn(context.Context, string, ...any)       {}
func (*counter) Error(context.Context, string, ...any)      {}
func (c *counter) Trace(context.Context, time.Time, func() (string, int64), error) {
	c.n.Add(1)
}

// ids are different in each run.
var ids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)

// attacked is a panel over two tenants, of which somebody of the first attacks.
type attacked struct {
	*desk.Desk
	t    *testing.T
	sent *counter
}

func eachAttacked(t *testing.T, body func(*testing.T, attacked)) {
	t.Helper()
	desk.Each(t, tables, func(t *testing.T, d *desk.Desk) {
		sent := &counter{}
		d.DB = d.DB.Session(&gorm.Session{Logger: sent})
		fill(t, d, 1, 1, "own")
		fill(t, d, 2, 101, canary)
		register(d)
		body(t, attacked{person(d, "1"), t, sent})
	})
}

// said is everything that a run says before it asks something, and how it ends.
func said(t *testing.T, run *stagedoortest.Run) string {
	t.Helper()
	var all []any
	for {
		screen, more := run.Next()
		if !more {
			break
		}
		all = append(all, screen.Call())
		if asks(screen.Call()) {
			run.Cancel()
			break
		}
	}
	result, err := run.Wait()
	return text(t, all, result, fmt.Sprint(err), run.Logs(), run.Redirects())
}

func asks(call protocol.IOCall) bool {
	return len(call.ChoiceButtons) > 0 || slices.ContainsFunc(call.ToRender, func(c protocol.Component) bool {
		return !strings.HasPrefix(string(c.MethodName), "DISPLAY_")
	})
}

func text(t *testing.T, parts ...any) string {
	t.Helper()
	b, err := json.Marshal(parts)
	desk.Must(t, err)
	return ids.ReplaceAllString(string(b), "ID")
}

// dump is every row of a tenant, in every table, and what joins them.
func (a attacked) dump(tenant uint) string {
	a.t.Helper()
	var all []any
	for _, rows := range []any{&[]Account{}, &[]Order{}, &[]Line{}, &[]Label{}, &[]Remark{}, &[]Price{}} {
		desk.Must(a.t, a.DB.Unscoped().Where("tenant_id = ?", tenant).Order("1").Find(rows).Error)
		all = append(all, rows)
	}
	var joins []map[string]any
	desk.Must(a.t, a.DB.Table("order_labels").Where("order_id IN (?)", a.DB.Unscoped().Model(&Order{}).Select("id").Where("tenant_id = ?", tenant)).
		Order("order_id, label_id").Find(&joins).Error)
	return text(a.t, all, joins)
}

// trial does something with a key of the other tenant, or with one that nobody has,
// and returns all that was said.
type trial func(t *testing.T, a attacked, key string) string

func start(slug string, params func(key string) map[string]any) trial {
	return func(t *testing.T, a attacked, key string) string {
		return said(t, a.For(t).StartWith(slug, params(key)))
	}
}

// For is the attacked panel for a subtest.
func (a attacked) For(t *testing.T) attacked {
	seat := *a.Desk
	seat.T = t
	return attacked{&seat, t, a.sent}
}

func byID(key string) map[string]any { return map[string]any{"id": key} }

func open(slug string, params func(key string) map[string]any) trial {
	return func(t *testing.T, a attacked, key string) string {
		seat := *a.Desk
		seat.T, seat.Extra = t, params(key)
		s, err := seat.TryOpen(slug, fmt.Sprint(params(key)["id"]))
		if err == nil {
			return text(t, s.Layout.Title, s.Labels())
		}
		return text(t, err.Error())
	}
}

// answered puts key into the first question of an action and returns what follows.
func answered(slug, question string, answer func(key string) any) trial {
	return func(t *testing.T, a attacked, key string) string {
		run := a.For(t).StartWith(slug, nil)
		run.Expect(question).Answer(answer(key))
		screen, more := run.Next()
		if more {
			run.Cancel()
			_, err := run.Wait()
			return text(t, screen.Call(), err.Error())
		}
		_, err := run.Wait()
		return text(t, fmt.Sprint(err), run.Redirects())
	}
}

// filtered gives a list a state with key in it.
func filtered(slug, table string, state func(key string) map[string]any) trial {
	return func(t *testing.T, a attacked, key string) string {
		got := a.For(t).Open(slug, "").Ask(table, state(key))
		return text(t, got.Keys(), got.TotalRecords, got.TotalIsEstimate, got.Message, got.NextCursor == "")
	}
}

func filter(column, op string) func(string) map[string]any {
	return func(key string) map[string]any {
		return map[string]any{"filters": []any{map[string]any{"column": column, "op": op, "value": key}}}
	}
}

func searched(key string) map[string]any { return map[string]any{"queryTerm": key} }

func rows(key string) map[string]any {
	return map[string]any{"rows": fmt.Sprintf(`{"keys":[%q]}`, key)}
}

// with adds parameters to the key's, under a name.
func with(name string, more map[string]any) func(string) map[string]any {
	return func(key string) map[string]any {
		params := map[string]any{name: key}
		maps.Copy(params, more)
		return params
	}
}

// trials are the doors, with a key of the other tenant and one of nobody.
var trials = map[string]struct {
	try             trial
	theirs, nobodys string
	longer          bool // may take more statements for theirs
}{
	"page of a record":              {open("orders/record", byID), "101", "901", false},
	"page of a change":              {open("orders/change", with("id", map[string]any{"change": "1"})), "101", "901", false},
	"page of a composite key":       {open("prices/record", byID), "2," + canary + "chair,eu", "2,nobodychair,eu", false},
	"edit":                          {start("orders/edit", byID), "101", "901", false},
	"edit a composite key":          {start("prices/edit", byID), "2," + canary + "chair,eu", "2,nobodychair,eu", false},
	"delete":                        {start("orders/delete", byID), "101", "901", false},
	"restore":                       {start("orders/restore", byID), "103", "901", false},
	"purge":                         {start("orders/purge", byID), "103", "901", false},
	"refund":                        {start("orders/refund", byID), "101", "901", false},
	"own verb":                      {start("orders/praise", byID), "101", "901", false},
	"undo":                          {start("orders/undo", byID), "1", "901", true},                                // the ids of changes count up for all tenants: that there is one is no secret
	"undo a run":                    {start("orders/undo_all", with("run", nil)), "tx_theirs", "tx_nobodys", true}, // the ids of runs cannot be guessed
	"reveal":                        {start("remarks/reveal", byID), "101", "901", false},
	"who can see":                   {start("orders/access", byID), "101", "901", false},
	"copy":                          {start("orders/create", with("from", nil)), "101", "901", false},
	"create for a parent":           {start("orders/create", with("of", map[string]any{"for": "accounts", "relation": "Orders"})), "101", "901", false},
	"create for a polymorphic one":  {start("remarks/create", with("of", map[string]any{"for": "orders", "relation": "Remarks"})), "101", "901", false},
	"link to theirs":                {start("orders/add_labels", byID), "101", "901", false},
	"unlink theirs from own":        {start("orders/remove_labels", with("other", map[string]any{"id": "1"})), "101", "901", false},
	"unlink from theirs":            {start("orders/remove_labels", with("id", map[string]any{"other": "1"})), "101", "901", false},
	"find":                          {answered("orders/find", "ID", func(key string) any { return json.Number(key) }), "101", "901", false},
	"bulk delete":                   {start("orders/bulk/delete", rows), "101", "901", false},
	"bulk edit":                     {start("orders/bulk/edit", rows), "101", "901", false},
	"bulk verb":                     {start("orders/bulk/raise", rows), "101", "901", false},
	"search a title":                {filtered("orders", "Orders", searched), canary + " chair", "nobody chair", false},
	"search an id":                  {filtered("orders", "Orders", searched), "101", "901", false},
	"search through the parent":     {filtered("orders", "Orders", searched), canary + "one@example.com", "nobodyone@example.com", false},
	"search a unique column":        {filtered("accounts", "Accounts", searched), canary + "one@example.com", "nobodyone@example.com", false},
	"search a masked column":        {filtered("remarks", "Remarks", searched), canary + " late", "nobody late", false},
	"filter by an id":               {filtered("orders", "Orders", filter("id", "eq")), "101", "901", false},
	"filter by the name of parents": {filtered("orders", "Orders", filter("account_id", "contains")), canary, "nobody", false},
	"filter by a label":             {filtered("orders", "Orders", filter("linked:labels", "in")), "101", "901", false},
	"filter by the tenant":          {filtered("orders", "Orders", filter("tenant_id", "eq")), "2", "9", false},
}

// What is of another tenant is told apart from what is not there by nothing: not by
// what is said, nor by how many statements it takes to say so. And nothing of it is
// changed.
func TestWhatIsTheirsIsNotThere(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		theirs := person(a.Desk, "2")
		run := theirs.StartAs("orders/edit", "101", "theirs", "") // change 1 is theirs
		form := run.Expect("Title")
		form.Choose("Review changes", desk.Filled(form, map[string]any{"Title": canary + " stool"}))
		run.Expect("Changes").Choose("Save 1 change")
		desk.Ends(t, run)
		run = theirs.Start("orders/delete", "103")
		run.Expect("Delete " + canary + " lamp?").Answer(true)
		desk.Ends(t, run)
		before := a.dump(2)
		for name, c := range trials {
			t.Run(name, func(t *testing.T) {
				begin := a.sent.n.Load()
				met := c.try(t, a, c.theirs)
				after := a.sent.n.Load()
				missed := c.try(t, a, c.nobodys)
				for _, hidden := range []string{c.theirs, c.nobodys} {
					met, missed = strings.ReplaceAll(met, hidden, "KEY"), strings.ReplaceAll(missed, hidden, "KEY")
				}
				if met != missed {
					t.Errorf("theirs:   %s\nnobody's: %s", met, missed)
				}
				if strings.Contains(met, canary) {
					t.Errorf("says %s", met)
				}
				if of, none := after-begin, a.sent.n.Load()-after; of != none && !c.longer {
					t.Errorf("%d statements for theirs, %d for nobody's", of, none)
				}
			})
		}
		if after := a.dump(2); after != before {
			t.Errorf("changed:\n%s\n%s", before, after)
		}
	})
}

// Whatever somebody looks at in their own tenant is the same whether there is another
// or not: what is counted, sorted, offered, exported and said to belong together.
func TestAnotherTenantMakesNoDifference(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		beside := a.everything(t)
		if strings.Contains(beside, canary) {
			t.Errorf("says something of the other tenant: %s", around(beside, canary))
		}
		for _, of := range []any{&Remark{}, &Line{}, &Order{}, &Account{}, &Price{}} {
			if _, ok := of.(*Order); ok {
				desk.Must(t, a.DB.Exec("DELETE FROM order_labels WHERE order_id > 100").Error)
			}
			desk.Must(t, a.DB.Unscoped().Where("tenant_id = 2").Delete(of).Error)
		}
		desk.Must(t, a.DB.Where("tenant_id = 2").Delete(&Label{}).Error)
		if alone := a.everything(t); alone != beside {
			i := 0
			for i < min(len(alone), len(beside)) && alone[i] == beside[i] {
				i++
			}
			t.Errorf("beside another: …%s\nalone: …%s", cut(beside, i), cut(alone, i))
		}
	})
}

// everything is what the attacker's own lists, records, forms and files say.
func (a attacked) everything(t *testing.T) string {
	t.Helper()
	var all []any
	lists := map[string]string{"accounts": "Accounts", "orders": "Orders", "lines": "Lines", "labels": "Labels", "remarks": "Remarks", "prices": "Prices"}
	for _, slug := range slices.Sorted(maps.Keys(lists)) {
		s := a.Open(slug, "")
		first := s.Table(lists[slug])
		all = append(all, s.Layout, first.Raw)
		for _, c := range first.Columns {
			for _, state := range []map[string]any{
				{"sortColumn": c.AccessorKey, "sortDirection": "asc"}, {"sortColumn": c.AccessorKey, "sortDirection": "desc", "pageSize": 1},
				filter(c.AccessorKey, "ne")("x"), filter(c.AccessorKey, "notnull")(""), filter(c.AccessorKey, "contains")("o"),
			} {
				got := s.Ask(lists[slug], state)
				all = append(all, c.AccessorKey, state, got.Keys(), got.TotalRecords, got.Message)
			}
		}
		for _, typed := range []string{"o", "own", "1", "one"} {
			all = append(all, typed, s.Ask(lists[slug], searched(typed)).Keys())
		}
		all = append(all, a.export(t, slug, lists[slug]))
	}
	for _, id := range []string{"1", "2", "3"} {
		s := a.Open("orders/record", id)
		all = append(all, s.Layout.Title, s.Layout.Menu, s.Labels(), s.Table("Labels").Raw, s.Table("Remarks").Raw, s.Table("Lines").Raw)
		all = append(all, said(t, a.StartWith("orders/delete", byID(id))), said(t, a.StartWith("orders/edit", byID(id))))
	}
	all = append(all, a.Open("accounts/record", "1").Table("Orders").Raw)
	for _, slug := range []string{"accounts/delete", "accounts/edit"} {
		all = append(all, said(t, a.StartWith(slug, byID("1"))))
	}
	for _, slug := range []string{"accounts/create", "orders/create", "remarks/create", "orders/add_labels"} {
		all = append(all, said(t, a.StartWith(slug, byID("3"))))
	}
	for _, slug := range []string{"orders/bulk/delete", "orders/bulk/raise"} {
		all = append(all, said(t, a.StartWith(slug, map[string]any{"rows": `{"all":{"queryTerm":"o"}}`})))
	}
	return text(t, all...)
}

// export is the file of a whole list.
func (a attacked) export(t *testing.T, slug, label string) string {
	t.Helper()
	page, _ := a.Reg.PageAt(slug)
	ctx, end := context.WithCancel(t.Context())
	defer end()
	run := stagedoortest.StartWith(ctx, t, stagedoortest.Options{Person: a.Who}, func(ctx context.Context) error {
		layout, err := page.Handler(ctx)
		if err != nil {
			return err
		}
		if err := layout.Children[0].(interface{ Show(context.Context) error }).Show(ctx); err != nil {
			return err
		}
		<-ctx.Done()
		return nil
	})
	screen := run.Expect(label)
	_, content := screen.Download("csv", map[string]any{})
	return string(bytes.TrimSpace(content))
}

// A place in a list that somebody of the other tenant was given leads the attacker
// to none of their rows.
func TestTheirCursorLeadsToOwnRows(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		theirs := person(a.Desk, "2").Open("orders", "").Ask("Orders", map[string]any{"pageSize": 1, "sortColumn": "title", "sortDirection": "desc"})
		if theirs.NextCursor == "" {
			t.Fatal("there is no next page")
		}
		got := a.Open("orders", "").Ask("Orders", map[string]any{
			"pageSize": 1, "sortColumn": "title", "sortDirection": "desc", "cursor": theirs.NextCursor, "after": theirs.NextCursor,
		})
		if strings.Contains(got.Raw, canary) || strings.Contains(got.Raw, `"10`) {
			t.Errorf("leads to %s", got.Raw)
		}
	})
}

// A row of one's own that leads to theirs, by a mistake of the application's, says
// nothing of where it leads.
func TestAForeignKeyToTheirsSaysNothing(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		desk.Must(t, a.DB.Exec("UPDATE orders SET account_id = 101 WHERE id = 1").Error)
		desk.Must(t, a.DB.Exec("UPDATE remarks SET subject_id = 101 WHERE id = 1").Error)
		desk.Must(t, a.DB.Exec("INSERT INTO order_labels (order_id, label_id) VALUES (3, 101)").Error)
		if all := a.everything(t); strings.Contains(all, canary) {
			t.Errorf("says %s", around(all, canary))
		}
		run := a.Start("orders/edit", "1")
		form := run.Expect("Title")
		if b, _ := json.Marshal(form.Call()); bytes.Contains(b, []byte(canary)) {
			t.Errorf("the form says %s", around(string(b), canary))
		}
		found, _ := json.Marshal(run.Expect("Account").State(canary).Call())
		if bytes.Contains(found, []byte(canary+" One")) {
			t.Errorf("the picker finds %s", around(string(found), canary))
		}
		run.Cancel()
		if _, err := run.Wait(); !errors.Is(err, io.ErrCanceled) {
			t.Errorf("ended with %v", err)
		}
	})
}

// What people name of a scoped list stays theirs: it may name what others are not to see.
func TestViewsOfScopedListsAreNotShared(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		if raw := a.Open("orders", "").Table("Orders").Raw; !strings.Contains(raw, `"ownViews":true`) {
			t.Errorf("they are: %s", raw)
		}
	})
}

// A unique value of one's own tenant finds one's own row, also where another has it.
func TestAnImportKnowsRowsByWhatIsUniqueInATenant(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		desk.Must(t, a.DB.Exec("UPDATE accounts SET email = 'ownone@example.com' WHERE id = 101").Error)
		run := a.StartWith("accounts/import", nil)
		run.Expect("File of accounts").AnswerFile("accounts.csv", "Email;Name\nownone@example.com;Renamed\n")
		columns := run.Expect("1: Email")
		columns.AnswerAll(desk.Filled(columns, nil))
		match := run.Expect("Rows that are there already are known by")
		var props struct{ Options []map[string]any }
		match.Props(&props)
		i := slices.IndexFunc(props.Options, func(o map[string]any) bool { return o["label"] == "Email" })
		if i < 0 {
			t.Fatalf("offers %v", props.Options)
		}
		match.AnswerAll(map[string]any{"Rows that are there already are known by": props.Options[i]})
		run.Expect("Rows").Choose("Import 1 account")
		desk.Ends(t, run)
		var names []string
		desk.Must(t, a.DB.Model(&Account{}).Where("email = ?", "ownone@example.com").Order("id").Pluck("name", &names).Error)
		if fmt.Sprint(names) != "[Renamed "+canary+" One]" {
			t.Errorf("names are %v", names)
		}
	})
}

// A file that names rows of theirs is told of each what it is told of a row that is
// not there, and changes nothing.
func TestAnImportReachesOwnRowsOnly(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		before := a.dump(2)
		tried := func(id, account string) string {
			run := a.StartWith("orders/import", nil)
			run.Expect("File of orders").AnswerFile("orders.csv", "ID;Account;Title;Amount (EUR)\n"+id+";"+account+";stolen;1.00\n")
			columns := run.Expect("1: ID")
			columns.AnswerAll(desk.Filled(columns, nil))
			if s, more := run.Next(); more && s.Call().ToRender[0].Label == "Rows that are there already are known by" {
				s.AnswerAll(desk.Filled(s, nil))
			}
			return strings.NewReplacer(id, "KEY", account, "NAME").Replace(said(t, run))
		}
		if theirs, nobodys := tried("101", canary+" One"), tried("901", "nobody One"); theirs != nobodys {
			t.Errorf("theirs:   %s\nnobody's: %s", theirs, nobodys)
		}
		if after := a.dump(2); after != before {
			t.Errorf("changed:\n%s\n%s", before, after)
		}
	})
}

func around(text, word string) string { return cut(text, strings.Index(text, word)) }

func cut(text string, at int) string { return text[max(0, at-200):min(len(text), at+200)] }
