package autoactions

import (
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
)

// wrongThroughout is wrong in the tags of a column, of a relation and of an embedded
// struct, and in a validate rule.
type wrongThroughout struct {
	ID     uint     `io:"readonly"`
	Name   string   `io:"labl:Name"`
	At     wrongBox `gorm:"embedded;embeddedPrefix:at_" io:""`
	Number int      `io:"decimals:2"`
	Next   *wrongThroughout
	NextID *uint
	Kids   []wrongThroughout `gorm:"foreignKey:NextID" io:"colour:red"`
}

type wrongBox struct {
	Street string `io:"hiden"`
}

func TestMistakesOfAModelAreToldTogether(t *testing.T) {
	text := refusal(t, func(reg *stagedoor.Registry, db *gorm.DB) {
		Register(reg, db, Model[wrongThroughout]{DefaultSort: "x", Inline: []string{"Nobody"}, PageSize: 9999})
	})
	for _, want := range []string{
		`wrongThroughout.Name: unknown word "labl"`, `wrongBox.Street: unknown word "hiden"`, `Number: word "decimals"`,
		`Kids: unknown word "colour"`, "DefaultSort", `Inline: "Nobody"`, "PageSize",
	} {
		if strings.Count(text, want) != 1 {
			t.Errorf("%q is told %d times in\n%s", want, strings.Count(text, want), text)
		}
	}
}
