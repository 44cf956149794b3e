package attack_test

import (
	"fmt"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// A unique value of one's own tenant finds one's own row, also where another has it.
func TestAnImportKnowsRowsByWhatIsUniqueInATenant(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		a.sql("UPDATE accounts SET email = 'ownone@example.com' WHERE id = 101")
		run := a.StartWith("accounts/import", nil)
		walked(t, run, map[string]any{"File of accounts": "Email;Name\nownone@example.com;Renamed\n", known: "Email"}, nil)
		desk.Ends(t, run)
		var names []string
		desk.Must(t, a.DB.Model(&Account{}).Where("email = ?", "ownone@example.com").Order("id").Pluck("name", &names).Error)
		if fmt.Sprint(names) != "[Renamed "+canary+" One]" {
			t.Errorf("names are %v", names)
		}
	})
}
