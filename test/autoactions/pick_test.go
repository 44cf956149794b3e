package autoactions_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Breeder has a name that is part of many others, and often no nickname.
type Breeder struct {
	ID   uint    `io:"readonly;search"`
	Name string  `gorm:"size:50" io:"search"`
	Nick *string `gorm:"size:50" io:"search"`
}

// Litter belongs to a breeder.
type Litter struct {
	ID        uint   `io:"readonly"`
	Name      string `gorm:"size:50" io:"search"`
	BreederID *uint  `io:"label:Breeder"`
	Breeder   *Breeder
}

// inLitters has one Ann, and after her many whose names hold hers.
func inLitters(t *testing.T, fn func(t *testing.T, form *stagedoortest.Screen)) {
	desk.Each(t, []any{&Breeder{}, &Litter{}}, func(t *testing.T, d *desk.Desk) {
		breeders := []Breeder{{Name: "Ann"}, {Name: "Anna Berg", Nick: new("Bo")}}
		for i := range 60 {
			breeders = append(breeders, Breeder{Name: fmt.Sprintf("Joanne %d", i+1)})
		}
		desk.Must(t, d.DB.Create(&breeders).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Breeder]{})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Litter]{})
		run := d.Start("litters/create", "")
		fn(t, run.Expect("Breeder"))
		run.Cancel()
	})
}

// offersOf are the labels of what a search offers.
func offersOf(t *testing.T, form *stagedoortest.Screen) []string {
	t.Helper()
	var props protocol.SearchProps
	desk.Must(t, json.Unmarshal(form.Component().Props, &props))
	labels := make([]string, len(props.Results))
	for i, r := range props.Results {
		labels[i] = fmt.Sprint(r.Label)
	}
	return labels
}

func TestPickersOfferWhatIsCalledExactlySoFirst(t *testing.T) {
	inLitters(t, func(t *testing.T, form *stagedoortest.Screen) {
		for typed, want := range map[string]string{
			"Ann":       "Ann, Anna Berg, Joanne 60, Joanne 59",
			"ann":       "Ann, Anna Berg, Joanne 60, Joanne 59",
			"anna berg": "Anna Berg",
			"bo":        "Anna Berg",
			"joanne 6":  "Joanne 6, Joanne 60, Joanne 56, Joanne 46",
			"an":        "Anna Berg, Ann, Joanne 60, Joanne 59",
			"1":         "Ann", // a key, which is the answer alone
			"%":         "",
		} {
			form = form.State(map[string]any{"queryTerm": typed})
			got := offersOf(t, form)
			if first := strings.Join(got[:min(4, len(got))], ", "); first != want {
				t.Errorf("%q offers first %s, not %s", typed, first, want)
			}
			slices.Sort(got)
			if n := len(got); n > 20 || n != len(slices.Compact(got)) {
				t.Errorf("%q offers %d: %s", typed, n, got)
			}
		}
	})
}

func TestPickersGoOnToWhatIsFurtherDown(t *testing.T) {
	inLitters(t, func(t *testing.T, form *stagedoortest.Screen) {
		for _, typed := range []string{"", "ann"} {
			all := 62
			if typed == "ann" {
				form = form.State(map[string]any{"queryTerm": typed})
			}
			for page := 1; page < 4; page++ {
				form = form.State(map[string]any{"queryTerm": typed, "page": page})
				got := offersOf(t, form)
				if more := strings.Contains(string(form.Component().Props), `"more":true`); len(got) != min(20*(page+1), all) || more != (page < 3) {
					t.Errorf("%q, page %d: %d are offered, more: %t", typed, page, len(got), more)
				}
			}
			got := offersOf(t, form)
			if last := got[len(got)-1]; last != map[string]string{"": "Ann", "ann": "Joanne 1"}[typed] {
				t.Errorf("%q ends with %s", typed, last)
			}
			slices.Sort(got)
			if n := len(slices.Compact(got)); n != all {
				t.Errorf("%q offers %d different ones", typed, n)
			}
		}
	})
}

func TestPickersTellNamesakesApartByTheirKeys(t *testing.T) {
	desk.Each(t, []any{&Breeder{}, &Litter{}}, func(t *testing.T, d *desk.Desk) {
		desk.Must(t, d.DB.Create(&[]Breeder{{Name: "John Smith"}, {Name: "Jane Smith"}, {Name: "John Smith"}}).Error)
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Breeder]{})
		autoactions.Register(d.Reg, d.DB, autoactions.Model[Litter]{})
		run := d.Start("litters/create", "")
		form := run.Expect("Breeder")
		for _, screen := range []*stagedoortest.Screen{form, form.State(map[string]any{"queryTerm": "smith"})} {
			var props protocol.SearchProps
			desk.Must(t, json.Unmarshal(screen.Component().Props, &props))
			var got []string
			for _, r := range props.Results {
				got = append(got, fmt.Sprintf("%v (%s)", r.Label, r.Description))
			}
			if said := strings.Join(got, ", "); said != "John Smith (3), Jane Smith (), John Smith (1)" {
				t.Errorf("offers %s", said)
			}
		}
		run.Cancel()
	})
}
