package zoo

import (
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

func TestATimelineNamesTheLinksThatThePersonMaySee(t *testing.T) {
	inShop(t, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&Label{TenantID: 1, Name: "fragile"}).Error)
		run := d.Start("orders/add_labels", "2")
		run.Expect("Add labels to A-2").Answer([]string{"2", "4"})
		run.Expect("Add 2 links").Choose("Add 2 links")
		desk.Ends(t, run)
		told := func() any { return d.Open("orders/record", "2").Table("Timeline").Data[0].Data["Fields"] }
		if said := told(); said != "Labels: fragile, gift" {
			t.Errorf("of one's own labels the timeline says %q", said)
		}
		for _, step := range []struct{ where, want string }{
			{"id = 2", "Labels: fragile, 1 link"}, {"id = 4", "Labels: 2 links"},
		} {
			desk.Must(t, d.DB.Model(&Label{}).Where(step.where).Update("tenant_id", 2).Error)
			if said := told(); said != step.want {
				t.Errorf("once %s is another tenant's it says %q", step.where, said)
			}
		}
	})
}
