package attack_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// What the other tenant deletes leaves the list of what can come back as it is, however
// much that is.
func TestTheirDeletionsHideNoneOfOnesOwn(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		walked(t, a.Start("badges/delete", "1"), nil, nil)
		shown := func() string {
			table := a.Open("badges/deleted", "").Table("Deleted badges")
			return text(t, table.Keys(), table.Data, table.TotalRecords, table.Message)
		}
		alone := shown()
		if !strings.Contains(alone, "owngold") {
			t.Fatalf("it shows %s", alone)
		}
		for n := range 150 {
			desk.Must(t, a.DB.Create(&Badge{TenantID: 2, Code: fmt.Sprintf("%s%d", canary, n)}).Error)
		}
		theirs := person(a.Desk, "2")
		walked(t, theirs.StartWith("badges/bulk/delete", everyRow), nil, nil)
		var deleted int64
		desk.Must(t, a.DB.Table("stagedoor_undo").Where("model = 'badges' AND verb = 'delete'").Count(&deleted).Error)
		if deleted != 154 {
			t.Fatalf("%d badges were deleted", deleted)
		}
		same(t, "the list of deleted badges", shown(), alone)
	})
}

// A Scope that refuses somebody says so and no more: not which records a run has changed.
func TestAScopeThatRefusesTellsNothingOfARun(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		lived(t, a)
		var run string
		desk.Must(t, a.DB.Table("stagedoor_changes").Select("run_id").Where("model = 'orders' AND record_key = '101'").Limit(1).Scan(&run).Error)
		nobody := person(a.Desk, noTenant)
		for _, slug := range []string{"orders/undo_all", "badges/undo_all"} {
			met := said(t, nobody.StartWith(slug, map[string]any{"run": run}))
			missed := said(t, nobody.StartWith(slug, map[string]any{"run": "tx_nobodys"}))
			same(t, slug, met, missed)
			if !strings.Contains(met, "Choose a tenant first.") {
				t.Errorf("%s says %s", slug, met)
			}
		}
	})
}
