package attack_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

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
