package main

import (
	"context"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// searching asks for what is found by typing.
func searching(reg *stagedoor.Registry) {
	reg.Page("searching", stagedoor.Page{Name: "Searching", Description: "One or more that are found by typing."})
	reg.Action("searching/one", stagedoor.Action{Name: "Find one", Handler: findOne})
	reg.Action("searching/many", stagedoor.Action{Name: "Find several", Handler: findMany})
	reg.Action("searching/any", stagedoor.Action{Name: "Find none or several", Handler: findAny})
	reg.Action("searching/breaks", stagedoor.Action{Name: "Breaks at times", Handler: findBreaking})
	reg.Action("searching/two", stagedoor.Action{Name: "Two searches", Handler: findTwo})
}

func findOne(ctx context.Context) error {
	found, err := io.Search("Role", findRoles).Label(roleName).Describe(roleNote).
		Image(func(r role) string { return dot(r.Rank) }).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, found)
}

func findRoles(_ context.Context, query string) ([]role, error) {
	return slices.DeleteFunc(slices.Clone(roles), func(r role) bool { return !contains(r.Name, query) }), nil
}

// findBreaking finds roles, and nothing at all for "x".
func findBreaking(ctx context.Context) error {
	found, err := io.Search("Role", func(ctx context.Context, query string) ([]role, error) {
		if query == "x" {
			return nil, stagedoor.Fail("The directory does not answer.")
		}
		return findRoles(ctx, query)
	}).Label(roleName).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, found)
}

func contains(text, query string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(query))
}

func findCountries(_ context.Context, query string) ([]*country, error) {
	var found []*country
	for i := range countries {
		if contains(countries[i].Name, query) {
			found = append(found, &countries[i])
		}
	}
	return found, nil
}

func theCountry(c *country) string   { return c.Name }
func itsContinent(c *country) string { return c.Continent }

// findMany refuses one of them, begins with two, and takes at most three.
func findMany(ctx context.Context) error {
	found, err := io.SearchMany("Ship to", findCountries).Label(theCountry).Describe(itsContinent).
		Initial([]*country{&countries[8], &countries[9]}).AtLeast(1).AtMost(3).
		Validate(func(_ context.Context, chosen []*country) error {
			for _, c := range chosen {
				if c.Name == "France" {
					return io.Invalid("%s is not allowed.", c.Name)
				}
			}
			return nil
		}).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, codes(found))
}

func findAny(ctx context.Context) error {
	found, err := io.SearchMany("Ship to", findCountries).Label(theCountry).Optional().Get(ctx)
	if err != nil || found == nil {
		return err
	}
	return stagedoor.SetResult(ctx, codes(*found))
}

func codes(chosen []*country) []string {
	codes := make([]string, len(chosen))
	for i, c := range chosen {
		codes[i] = c.Code
	}
	return codes
}

// findTwo tells whether two searches found the very same value.
func findTwo(ctx context.Context) error {
	var a, b *country
	err := io.Group(
		io.Search("From", findCountries).Label(theCountry).Into(&a),
		io.Search("By way of", findCountries).Label(theCountry).Into(&b),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"from": a.Name, "same": a == b})
}
