package attack_test

import (
	"context"
	"encoding/json"
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

// sortedBy sorts by a name that may be none.
func sortedBy(key string) map[string]any {
	return map[string]any{"sortColumn": key, "sortDirection": "asc"}
}

// allOf means all rows that a search finds.
func allOf(key string) map[string]any {
	return map[string]any{"rows": fmt.Sprintf(`{"all":{"queryTerm":%q}}`, key)}
}

// allWhere means all rows that a filter leaves.
func allWhere(column, op string) func(string) map[string]any {
	return func(key string) map[string]any {
		return map[string]any{"rows": fmt.Sprintf(`{"all":{"filters":[{"column":%q,"op":%q,"value":%q}]}}`, column, op, key)}
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

func around(text, word string) string { return cut(text, strings.Index(text, word)) }

func cut(text string, at int) string { return text[max(0, at-200):min(len(text), at+200)] }
