package host_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

// renew asks for a page again: by hand, or because it is time.
func (d *dashboard) renew(timed bool) {
	d.Helper()
	d.respond(protocol.IOResponse{TransactionID: "page-1", Kind: protocol.Refresh, Timed: timed})
	synctest.Wait()
}

// see expects the newest layout to show these texts, and to be so many seconds old.
func (d *dashboard) see(when string, age int, texts []string) {
	d.Helper()
	synctest.Wait()
	for len(d.calls) > 0 {
		d.shown = d.layout()
	}
	shown, _ := json.Marshal(d.shown.Children)
	for _, text := range texts {
		if !strings.Contains(string(shown), text) {
			d.Errorf("%s: no %s in %s", when, text, shown)
		}
	}
	if d.shown.Age != age {
		d.Errorf("%s: %d seconds old, want %d", when, d.shown.Age, age)
	}
}

// slowPage is a page that is renewed every two seconds and tells how often its
// handler was asked. Its parts take as long as wait says.
func slowPage(asked *int, wait func() time.Duration) *routes {
	return page(func(context.Context) (host.Layout, error) {
		*asked++
		n, slow := *asked, wait()
		children, err := io.Prepare(
			io.Metadata("Facts", io.MetaItem{Label: "Plain", Value: fmt.Sprint("plain ", n)},
				io.MetaItem{Label: "Slow", Load: func(context.Context) (any, error) {
					time.Sleep(slow)
					return fmt.Sprint("slow ", n), nil
				}}),
			io.TableFrom("Rows", func(context.Context, io.TableQuery) (io.TablePage[string], error) {
				time.Sleep(slow)
				return io.TablePage[string]{Rows: []string{fmt.Sprint("row ", n)}, Total: 1}, nil
			}),
		)
		return host.Layout{Children: children, Refresh: 2 * time.Second}, err
	})
}

// What takes longer than the page is shown arrives all the same, and the page says
// how old it is.
func TestPageIsNotRenewedBeforeItIsThere(t *testing.T) {
	asked := 0
	bubble(t, host.Config{Routes: slowPage(&asked, func() time.Duration { return 3 * time.Second })}, func(d *dashboard, _ *host.Host) {
		began := time.Now()
		d.open("page-1", "overview")
		for _, want := range []struct {
			second, asked, age int
			shows              []string
		}{
			{2, 1, 0, []string{`"loading":true`, "plain 1"}},
			{4, 2, 1, []string{"plain 2", "slow 1", "row 1"}},
			{6, 2, 1, []string{"plain 2", "slow 1", "row 1"}},
			{8, 3, 1, []string{"plain 3", "slow 2", "row 2"}},
		} {
			time.Sleep(time.Until(began.Add(time.Duration(want.second) * time.Second)))
			d.renew(true)
			time.Sleep(time.Second / 2)
			d.see(fmt.Sprint("second ", want.second), want.age, want.shows)
			if asked != want.asked {
				t.Errorf("second %d: asked %d times, want %d", want.second, asked, want.asked)
			}
		}
		time.Sleep(3 * time.Second)
		d.see("in the end", 0, []string{"plain 3", "slow 3", "row 3"})
	})
}

// A load that hangs keeps nobody from having the page renewed, and the page from it
// for a while only.
func TestPageWhoseLoadHangs(t *testing.T) {
	for _, tc := range []struct {
		name  string
		wait  time.Duration
		timed bool
		asked int
	}{
		{"by hand", time.Second, false, 2},
		{"by itself", 4 * time.Minute, true, 1},
		{"by itself, in the end", 6 * time.Minute, true, 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			asked := 0
			hangs := func() time.Duration {
				if asked == 1 {
					return time.Hour
				}
				return 0
			}
			bubble(t, host.Config{Routes: slowPage(&asked, hangs)}, func(d *dashboard, _ *host.Host) {
				d.open("page-1", "overview")
				time.Sleep(tc.wait)
				d.renew(tc.timed)
				time.Sleep(time.Second)
				if asked != tc.asked {
					t.Errorf("asked %d times, want %d", asked, tc.asked)
				}
				d.see("then", 0, []string{fmt.Sprint("plain ", tc.asked)})
				time.Sleep(time.Hour) // let the load go
			})
		})
	}
}
