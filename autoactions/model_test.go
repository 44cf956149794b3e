package autoactions

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/utils/tests"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// nowhere is a database that is never asked.
func nowhere(t *testing.T) *gorm.DB {
	t.Helper()
	db, err := gorm.Open(tests.DummyDialector{}, &gorm.Config{Logger: logger.Discard})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

type plainModel struct {
	ID   uint   `io:"readonly"`
	Name string `io:"search"`
}

type untagged struct {
	ID   uint
	Name string
}

type badWord struct {
	ID   uint
	Name string `io:"serch"`
}

type searchedNumber struct {
	ID    uint
	Total int `io:"search"`
}

type sortedStruct struct {
	ID   uint
	Data json.RawMessage `gorm:"type:json" io:"sort"`
}

type misruled struct {
	ID   uint   `io:"readonly"`
	Name string `io:"" validate:"required,max=abc"`
	Low  int    `io:"" validate:"ltfield=Hihg"`
	High int    `io:""`
	Kind string `io:"" validate:"oneof="`
}

// unasked has a field that a new record needs and that no form asks for.
type unasked struct {
	ID    uint   `io:"readonly" validate:"required"` // the database gives it
	Name  string `io:""`
	Owner string `validate:"required"`
}

type ruled struct {
	ID   uint   `io:"readonly"`
	Name string `io:"" validate:"required,nosuch"`
}

type (
	begunAlone struct {
		ID   uint   `io:""`
		Name string `io:"prefix"`
	}
	begunNumber struct {
		ID uint `io:"search;prefix"`
	}
	begunUUID struct {
		ID  uint   `io:""`
		Ref string `gorm:"type:uuid" io:"search;prefix"`
	}
	begunParent struct {
		ID      uint  `io:""`
		OwnerID uint  `io:""`
		Owner   owner `io:"search;prefix" validate:"-"`
	}
)

type maskedKey struct {
	ID string `io:"mask:all"`
}

type masked struct {
	ID   uint   `io:""`
	Name string `io:"mask:initials;sort;filter;search"`
}

// refusal returns what Register finds wrong.
func refusal(t *testing.T, register func(*stagedoor.Registry, *gorm.DB)) string {
	t.Helper()
	reg := stagedoor.NewRegistry()
	register(reg, nowhere(t))
	if err := reg.Check(); err != nil {
		return err.Error()
	}
	return ""
}

func try[T any](m Model[T]) func(*stagedoor.Registry, *gorm.DB) {
	return func(reg *stagedoor.Registry, db *gorm.DB) { Register(reg, db, m) }
}

func TestMistakesNameModelFieldAndWord(t *testing.T) {
	for name, test := range map[string]struct {
		register func(*stagedoor.Registry, *gorm.DB)
		words    []string
	}{
		"no tags":        {try(Model[untagged]{}), []string{"untagged", "io tag", "AllFields"}},
		"unknown word":   {try(Model[badWord]{}), []string{"badWord", "Name", `"serch": did you mean "search"?`}},
		"prefix alone":   {try(Model[begunAlone]{}), []string{"begunAlone", "Name", "prefix", `word "search" has to stand beside it`}},
		"prefix number":  {try(Model[begunNumber]{}), []string{"begunNumber", "ID", "prefix", "whole value"}},
		"prefix uuid":    {try(Model[begunUUID]{}), []string{"begunUUID", "Ref", "prefix", "whole value"}},
		"prefix parent":  {try(Model[begunParent]{}), []string{"begunParent", "Owner", "prefix", "on the fields of its own model"}},
		"search number":  {try(Model[searchedNumber]{}), []string{"searchedNumber", "Total", "search", "foreign keys of a relation"}},
		"sort structure": {try(Model[sortedStruct]{}), []string{"sortedStruct", "Data", "sort"}},
		"without":        {try(Model[plainModel]{Without: []string{"updates"}}), []string{"plainModel", "Without", "updates"}},
		"default sort":   {try(Model[plainModel]{DefaultSort: "-nam"}), []string{"plainModel", "DefaultSort", "nam"}},
		"hidden sort":    {try(Model[secretive]{DefaultSort: "Token"}), []string{"secretive", "DefaultSort", "not shown"}},
		"computed twice": {try(Model[plainModel]{Computed: []io.Column[plainModel]{{Label: "Name", Value: func(plainModel) any { return "" }}}}), []string{"plainModel", "Computed[0]", `"Name"`, "another Label"}},
		"computed sort":  {try(Model[plainModel]{Computed: []io.Column[plainModel]{{Label: "Age", Sortable: true, Value: func(plainModel) any { return 1 }}}}), []string{"Computed[0]", "Age", "Sortable"}},
		"computed of no": {try(Model[plainModel]{Computed: []io.Column[plainModel]{{Label: "Age"}}}), []string{"Computed[0]", "Age", "no value"}},
		"computed thin":  {try(Model[plainModel]{Computed: []io.Column[plainModel]{{Label: "Age", Width: 3, Value: func(plainModel) any { return 1 }}}}), []string{"Age", "3 pixels"}},
		"version":        {try(Model[plainModel]{Version: "Rev"}), []string{"plainModel", "Version", "Rev"}},
		"page size":      {try(Model[plainModel]{PageSize: 201}), []string{"plainModel", "PageSize", "201"}},
		"no handler":     {try(Model[plainModel]{Actions: []RowAction[plainModel]{{Slug: "x"}}}), []string{"plainModel", `"x"`, "Handler"}},
		"taken verb":     {try(Model[plainModel]{Actions: []RowAction[plainModel]{{Slug: "edit", Handler: noop}}}), []string{`"edit"`, "Without"}},
		"refund amount":  {try(Model[plainModel]{Actions: []RowAction[plainModel]{Refund(RefundOf[plainModel]{Amount: "Name"})}}), []string{`"refund"`, "Amount", "Name"}},
		"required":       {try(Model[unasked]{}), []string{"unasked", "Owner", "required", "New", "Without"}},
		"not a struct":   {try(Model[int]{}), []string{"int", "struct"}},
		"scope of none": {try(Model[plainModel]{Scope: func(context.Context, *gorm.DB) (*gorm.DB, error) { return nil, nil }}),
			[]string{"plainModel", "Scope", "no database"}},
		"scope by join": {try(Model[plainModel]{Scope: func(_ context.Context, db *gorm.DB) (*gorm.DB, error) {
			return db.Joins("JOIN tenants t ON t.id = tenant_id").Where("t.open"), nil
		}}), []string{"plainModel", "Scope", "subquery"}},
		"access to a part": {try(Model[plainModel]{Access: Access{Parts: map[string][]string{"edits": {"ops"}}}}), []string{"plainModel", "Access", `no "edits"`, "bulk/edit"}},
		"access of others": {try(Model[plainModel]{Teams: []string{"ops"}, Access: Access{Parts: map[string][]string{"edit": {"opps"}}}}),
			[]string{"Access", "edit", `"opps"`, "not among"}},
		"access to a field": {try(Model[plainModel]{Access: Access{Fields: map[string]FieldAccess{"Nam": {See: []string{"ops"}}}}}), []string{"Access", "Nam", "no such field"}},
		"access to the key": {try(Model[plainModel]{Access: Access{Fields: map[string]FieldAccess{"ID": {See: []string{"ops"}}}}}), []string{"Access", "ID", "primary key"}},
		"unmask no mask":    {try(Model[plainModel]{Access: Access{Fields: map[string]FieldAccess{"Name": {Unmask: []string{"ops"}}}}}), []string{"Unmask", "Name", "mask"}},
		"reveal for":        {try(Model[plainModel]{Access: Access{RevealFor: -1}}), []string{"RevealFor"}},
		"masked key":        {try(Model[maskedKey]{}), []string{"maskedKey", "ID", "mask", "keys"}},
		"masked order":      {try(Model[masked]{DefaultSort: "Name"}), []string{"masked", "DefaultSort", "Name"}},
		"verb of others": {try(Model[plainModel]{Teams: []string{"ops"}, Actions: []RowAction[plainModel]{{Slug: "x", Handler: noop, Teams: []string{"hr"}}}}),
			[]string{`"x"`, `"hr"`, "not among"}},
		"unknown rule": {try(Model[ruled]{}), []string{"ruled", "validate", "nosuch", "Name"}},
		"wrong rules": {try(Model[misruled]{}), []string{
			`misruled.Name: validate rule "max=abc"`, `misruled.Low: validate rule "ltfield=Hihg"`, `misruled.Kind: validate rule "oneof="`,
		}},
		"taken twice": {func(reg *stagedoor.Registry, db *gorm.DB) {
			Register(reg, db, Model[plainModel]{})
			Register(reg, db, Model[plainModel]{})
		}, []string{`"plain_models"`, `"plain_models/edit"`, "twice"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := refusal(t, test.register)
			for _, word := range test.words {
				if !strings.Contains(text, word) {
					t.Errorf("%q does not say %q", text, word)
				}
			}
		})
	}
}

// Engines without decimals leave zeros out. What is shown has them.
func TestDecimalsHaveTheirPlaces(t *testing.T) {
	two := 2
	for _, test := range []struct {
		tag        io.Field
		held, want string
	}{
		{io.Field{Decimals: &two}, "24.9", "24.90"}, {io.Field{Decimals: &two}, "-18", "-18.00"},
		{io.Field{Decimals: &two}, "0.125", "0.125"}, {io.Field{Currency: "EUR"}, "7.1", "7.10"},
		{io.Field{Currency: "JPY"}, "500", "500"}, {io.Field{}, "24.9", "24.9"}, {io.Field{Decimals: &two}, "n/a", "n/a"},
	} {
		c := column{kind: decimal, tag: test.tag}
		if got := c.display(test.held); got != test.want {
			t.Errorf("%q with %v is shown as %q, want %q", test.held, test.tag.Currency, got, test.want)
		}
	}
	if got := (&column{kind: text, tag: io.Field{Decimals: &two}}).display("24.9"); got != "24.9" {
		t.Errorf("a text is shown as %q", got)
	}
}

type wrongEverywhere struct {
	ID   uint   `io:"search"`
	Name string `io:"serch"`
	Town string `io:"label"`
}

type wrongInKind struct {
	ID   uint            `io:"list"`
	On   bool            `io:"search"`
	Data json.RawMessage `gorm:"type:json" io:"sort"`
}

func TestMistakesOfSeveralModelsAreToldTogether(t *testing.T) {
	text := refusal(t, func(reg *stagedoor.Registry, db *gorm.DB) {
		Register(reg, db, Model[wrongEverywhere]{})
		Register(reg, db, Model[wrongInKind]{})
		Register(reg, db, Model[plainModel]{DefaultSort: "x", Version: "y", PageSize: 999, Without: []string{"z"}})
	})
	for _, want := range []string{
		"wrongEverywhere.Name", "wrongEverywhere.Town", "field On: word \"search\"", "field Data: word \"sort\"",
		"DefaultSort", "Version", "PageSize", "Without",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if lines := strings.Count(text, "autoactions: model autoactions."); lines != 8 {
		t.Errorf("%d lines name their model, want 8:\n%s", lines, text)
	}
}

func TestAScopeThatWantsAPersonIsNoMistake(t *testing.T) {
	for name, scope := range map[string]func(context.Context, *gorm.DB) (*gorm.DB, error){
		"error": func(ctx context.Context, db *gorm.DB) (*gorm.DB, error) {
			u, err := stagedoor.UserFrom(ctx)
			return db.Where("owner = ?", u.ID), err
		},
		"panic":  func(context.Context, *gorm.DB) (*gorm.DB, error) { panic("nobody") },
		"lookup": func(_ context.Context, db *gorm.DB) (*gorm.DB, error) { return db.Where(&plainModel{}), nil },
	} {
		if text := refusal(t, try(Model[plainModel]{Scope: scope})); text != "" {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// secretive has fields that must stay inside unless their own tag shows them.
type secretive struct {
	ID            uint
	Title         string
	Password      string
	PasswordHash  string
	APIKey        string
	Token         string
	ResetTokens   string
	Salt          string
	OTP           string
	RecoveryCodes string
	SessionID     string
	CookieJar     string
	SSN           string
	IBAN          string
	CardNumber    string
	CVV           string
	Pin           string
	PrivateKey    string
	Blob          []byte
	Left          string `json:"-"`
	Dash          string `io:"-"`
	Shipping      string
	Monkey        string
	Shown         string `gorm:"column:secret_shown" io:""`
	Phrase        string `io:"secret"`
}

func TestAllFieldsHidesWhatLooksSecret(t *testing.T) {
	table, err := newTable(nowhere(t), reflect.TypeFor[secretive](), true)
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, c := range table.columns {
		if c.shown {
			shown = append(shown, c.field.Name)
		}
		if !c.shown && (c.sorts || c.filters || c.searches || c.exact || c.listed || c.edits != c.secret || c.creates != c.secret) {
			t.Errorf("%s is hidden and can be used", c.field.Name)
		}
		if c.secret != (c.field.Name == "Phrase") {
			t.Errorf("%s: secret is %v", c.field.Name, c.secret)
		}
	}
	want := []string{"ID", "Title", "Shipping", "Shown"}
	shown = slices.DeleteFunc(shown, func(name string) bool { return name == "Monkey" }) // hidden or not: it is no secret
	if !slices.Equal(shown, want) {
		t.Errorf("shows %v, not %v", shown, want)
	}
}

func TestNothingIsShownUnlessItIsTagged(t *testing.T) {
	table, err := newTable(nowhere(t), reflect.TypeFor[secretive](), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range table.columns {
		if c.shown != (c.field.Name == "Shown") {
			t.Errorf("%s: shown is %v", c.field.Name, c.shown)
		}
	}
}

func noop(context.Context, *plainModel) error { return nil }

func TestWordsOf(t *testing.T) {
	for name, want := range map[string]string{
		"CardToken": "card token", "APIKey": "api key", "UserID": "user id", "reset_token": "reset token",
		"HTTPServer": "http server", "A": "a", "PlaylistTrack": "playlist track",
	} {
		if got := strings.Join(wordsOf(name), " "); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
	for word, want := range map[string]string{"charge": "charges", "box": "boxes", "city": "cities", "day": "days", "bus": "buses", "batch": "batches"} {
		if got := pluralOf(word); got != want {
			t.Errorf("%s: %q", word, got)
		}
	}
}

func TestModelsWithoutKeyAreReadOnly(t *testing.T) {
	type view struct {
		Name string `io:"search"`
	}
	reg := stagedoor.NewRegistry()
	Register(reg, nowhere(t), Model[view]{})
	if _, ok := reg.PageAt("views"); !ok {
		t.Error("there is no list")
	}
	for _, action := range []string{"create", "edit", "delete", "find"} {
		if _, ok := reg.ActionAt("views/" + action); ok {
			t.Errorf("there is an action %s", action)
		}
	}
}

func TestRequiredFieldsThatSomebodyFillsIn(t *testing.T) {
	for name, register := range map[string]func(*stagedoor.Registry, *gorm.DB){
		"New":            try(Model[unasked]{New: func(context.Context) (unasked, error) { return unasked{Owner: "shop"}, nil }}),
		"without create": try(Model[unasked]{Without: []string{"create"}}),
		"a hook":         try(Model[hooked]{}),
	} {
		if text := refusal(t, register); text != "" {
			t.Errorf("%s: %s", name, text)
		}
	}
}

type hooked struct {
	ID    uint   `io:"readonly"`
	Name  string `io:""`
	Owner string `validate:"required"`
}

func (*hooked) BeforeCreate(*gorm.DB) error { return nil }

func TestWithoutLeavesRoomForOnesOwn(t *testing.T) {
	reg := stagedoor.NewRegistry()
	Register(reg, nowhere(t), Model[plainModel]{Slug: "plain", Without: []string{"edit", "list"}})
	reg.Page("plain", stagedoor.Page{Name: "My own list"})
	if _, ok := reg.ActionAt("plain/edit"); ok {
		t.Error("edit was left out and is there")
	}
	if _, ok := reg.ActionAt("plain/delete"); !ok {
		t.Error("delete is missing")
	}
}

// The list refuses what is not shown by itself, whatever package io has let
// through.
func TestOnlyShownColumnsFilterAndSort(t *testing.T) {
	table, err := newTable(nowhere(t), reflect.TypeFor[secretive](), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"token", "Token", "password", "id", "secret_shown", "1", "secretives.token", `" OR 1=1 --`} {
		if _, err := table.filter([]io.FilterValue{{Column: name, Op: "null"}}); err == nil {
			t.Errorf("filters by %q", name)
		}
		if order, err := table.ordering([]io.Sort{{Column: name}}); err == nil {
			t.Errorf("sorts by %q: %v", name, nameOrder(order))
		}
	}
	many := make([]io.FilterValue, maxFilters+1)
	if _, err := table.filter(many); err == nil {
		t.Error("takes any number of filters")
	}
	if _, err := (&model{table: table}).search(t.Context(), strings.Repeat("x", maxSearch+1)); err == nil {
		t.Error("searches for a text of any length")
	}
}
