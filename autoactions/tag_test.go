package autoactions

import (
	"database/sql"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor"
	"gorm.io/gorm"
)

type (
	foundSecret struct {
		ID   uint   `io:""`
		Word string `io:"secret;search"`
	}
	secretKey struct {
		ID   string `gorm:"primaryKey" io:"secret"`
		Name string `io:""`
	}
	pricedDay struct {
		ID uint         `io:""`
		On sql.NullTime `io:"currency:EUR"`
	}
	picturedNumber struct {
		ID   uint `io:""`
		Face int  `io:"image"`
	}
	maskedPicture struct {
		ID   uint   `io:""`
		Face string `io:"image;mask:all"`
	}
)

type owner struct {
	ID   uint   `io:""`
	Name string `io:"search"`
}

// owned has foreign keys of every sort of label.
type owned struct {
	ID       uint   `io:""`
	OwnerID  uint   `io:""`
	Owner    *owner `validate:"-"`
	PayerID  uint   `io:"label:Paid by"`
	Payer    *owner `validate:"-"`
	HolderID uint   `io:""`
	Holder   *owner `validate:"-"`
	Keeper   string `gorm:"column:holder" io:"label:Holder"`
	GuestID  uint   `io:""`
	Guest    *owner `io:"-" validate:"-"`
	HostID   uint   `io:""`
	Host     *owner `io:"label:Invited by" validate:"-"`
}

// A foreign key is called as its relation is, unless its tag or another field says
// otherwise.
func TestLabelsOfForeignKeys(t *testing.T) {
	table, err := newTable(nowhere(t), reflect.TypeFor[owned](), false)
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, c := range table.columns {
		labels = append(labels, c.tag.Label)
	}
	want := []string{"ID", "Owner", "Paid by", "Holder ID", "Holder", "Guest ID", "Invited by"}
	if !slices.Equal(labels, want) {
		t.Errorf("labels %q, want %q", labels, want)
	}
}

// Words that a field cannot have are told with the model, the field and the word.
func TestWordsThatDoNotGoTogether(t *testing.T) {
	for name, test := range map[string]struct {
		register func(*stagedoor.Registry, *gorm.DB)
		words    []string
	}{
		"secret found":        {try(Model[foundSecret]{}), []string{"foundSecret", "Word", "search", "never shown"}},
		"secret key":          {try(Model[secretKey]{}), []string{"secretKey", "ID", "secret", "keys"}},
		"currency of a day":   {try(Model[pricedDay]{}), []string{"pricedDay", "On", "currency", "no amount"}},
		"picture of a number": {try(Model[picturedNumber]{}), []string{"picturedNumber", "Face", "image", "neither an address"}},
		"masked picture":      {try(Model[maskedPicture]{}), []string{"maskedPicture", "Face", "image", "masked"}},
	} {
		text := refusal(t, test.register)
		for _, word := range test.words {
			if !strings.Contains(text, word) {
				t.Errorf("%s: %q does not say %q", name, text, word)
			}
		}
	}
}
