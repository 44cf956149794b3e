package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// choosing asks for one or more of several.
func choosing(reg *stagedoor.Registry) {
	reg.Page("choosing", stagedoor.Page{Name: "Choosing", Description: "One of several, and some of many."})
	reg.Action("choosing/one", stagedoor.Action{Name: "One of a few", Handler: chooseOne})
	reg.Action("choosing/gone", stagedoor.Action{Name: "A default that is gone", Handler: chooseGone})
	reg.Action("choosing/many", stagedoor.Action{Name: "Some of a few", Handler: chooseMany})
	reg.Action("choosing/countries", stagedoor.Action{Name: "Many options", Handler: chooseCountries})
}

// role is what people may do, with something that no option shows.
type role struct {
	Name string `json:"name"`
	Note string `json:"note"`
	Rank int    `json:"rank"`
}

var roles = []role{{"Viewer", "Reads everything", 1}, {"Editor", "Changes records", 2}, {"Admin", "Changes people", 9}}

func roleName(r role) string { return r.Name }
func roleNote(r role) string { return r.Note }

// chooseOne offers values of several types, a few things with pictures, and some
// more of them.
func chooseOne(ctx context.Context) error {
	var day any
	var who role
	var size *string
	err := io.Group(
		io.Select("Since when", []any{time.Date(2024, 2, 29, 9, 30, 0, 0, time.UTC), false, 0}).Into(&day),
		io.Select("Role", roles).Label(roleName).Describe(roleNote).
			Image(func(r role) string { return dot(r.Rank) }).Searchable().Into(&who),
		io.Select("Size", []string{"XS", "S", "M", "L", "XL", "XXL"}).
			Group(sizeGroup).Default("M").Optional().Into(&size),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"since": fmt.Sprintf("%T %v", day, day), "role": who.Name, "rank": who.Rank, "size": size})
}

func sizeGroup(size string) string {
	switch size {
	case "M":
		return ""
	case "XS", "S":
		return "Small"
	}
	return "Large"
}

// chooseGone has a default that is not among the options.
func chooseGone(ctx context.Context) error {
	color, err := io.Select("Color", []string{"Red", "Green"}).Default("Mauve").Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, color)
}

// chooseMany asks twice: the second question begins with the first answer.
func chooseMany(ctx context.Context) error {
	question := io.SelectMany("Roles to give", roles).Label(roleName).Describe(roleNote).
		Image(func(r role) string { return dot(r.Rank) })
	first, err := question.Get(ctx)
	if err != nil {
		return err
	}
	second, err := io.SelectMany("Roles to keep", roles).Label(roleName).
		Default(first).AtLeast(1).AtMost(2).Help("The others are taken away.").Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, second)
}

// country is an option of a long list.
type country struct{ Code, Name, Continent string }

var countries = []country{
	{"KE", "Kenya", "Africa"}, {"NG", "Nigeria", "Africa"}, {"ZA", "South Africa", "Africa"}, {"TN", "Tunisia", "Africa"},
	{"JP", "Japan", "Asia"}, {"KR", "South Korea", "Asia"}, {"TH", "Thailand", "Asia"}, {"VN", "Vietnam", "Asia"},
	{"AT", "Austria", "Europe"}, {"DK", "Denmark", "Europe"}, {"FR", "France", "Europe"}, {"DE", "Germany", "Europe"},
	{"IT", "Italy", "Europe"}, {"PT", "Portugal", "Europe"}, {"AR", "Argentina", "South America"},
	{"BR", "Brazil", "South America"}, {"CL", "Chile", "South America"}, {"CO", "Colombia", "South America"},
}

func countryName(c country) string { return c.Name }
func continent(c country) string   { return c.Continent }

// chooseCountries offers more than can be read at a glance.
func chooseCountries(ctx context.Context) error {
	var from country
	var to []country
	err := io.Group(
		io.Select("From", countries).Label(countryName).Group(continent).Into(&from),
		io.SelectMany("Ship to", countries).Label(countryName).Group(continent).AtLeast(1).Into(&to),
	).Title("Shipping").Ask(ctx)
	if err != nil {
		return err
	}
	codes := make([]string, len(to))
	for i, c := range to {
		codes[i] = c.Code
	}
	return stagedoor.SetResult(ctx, map[string]any{"from": from.Code, "to": fmt.Sprint(codes)})
}

// dot is the address of a picture of a dot.
func dot(n int) string {
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11" fill="hsl(%d 60%% 45%%)"/></svg>`, n*47)
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(svg))
}
