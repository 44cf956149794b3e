// Package screenshotcomparison says where two pages differ. It has no browser to look
// at pages with: a camera of its own draws the only pages it may look at.
package screenshotcomparison

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Register adds the app to reg. The pages that it compares are those of [Pages], which
// are served under base.
func Register(reg *stagedoor.Registry, base *url.URL) {
	c := comparison{base: base, client: camera()}
	reg.Action("compare_pages", stagedoor.Action{
		Section:     "Screenshot comparison",
		Description: "Shows where two pages differ",
		Handler:     c.run,
	})
}

type comparison struct {
	base   *url.URL
	client *http.Client
}

func (c comparison) run(ctx context.Context) error {
	before, after, err := c.ask(ctx)
	if err != nil {
		return err
	}
	progress, err := io.Loading("Taking screenshots").Description(before.String()).Start(ctx)
	if err != nil {
		return err
	}
	first, err := c.shoot(ctx, before)
	if err != nil {
		return err
	}
	if err := progress.Describe(ctx, after.String()); err != nil {
		return err
	}
	second, err := c.shoot(ctx, after)
	if err != nil {
		return err
	}
	if err := progress.Update(ctx, io.Loading("Comparing")); err != nil {
		return err
	}
	return show(ctx, first, second)
}

func (c comparison) ask(ctx context.Context) (before, after *url.URL, err error) {
	address := func(label, page string) io.URLInput {
		return io.URL(label).Default(c.base.JoinPath(page)).Validate(c.ours)
	}
	err = io.Group(
		address("Page before", "spring").Into(&before),
		address("Page after", "autumn").Into(&after),
	).Submit("Compare").Ask(ctx)
	return before, after, err
}

// ours is a check: without it, people could have the server fetch what only the
// server can reach.
func (c comparison) ours(_ context.Context, u *url.URL) error {
	if !strings.HasPrefix(u.String(), c.base.String()+"/") {
		return io.Invalid("Only pages under %s/ can be compared.", c.base)
	}
	return nil
}

// picture is a card of the answer.
type picture struct {
	label, alt string
	data       []byte
}

func show(ctx context.Context, before, after shot) error {
	differ, marked := before.compare(after)
	pictures := []picture{
		{"Before", "The page before", before.png()},
		{"After", "The page after", after.png()},
		{"Difference", "What differs, in red", marked.png()},
	}
	card := func(p picture) io.GridCard {
		return io.GridCard{
			Label:   p.label,
			Picture: io.Picture{Data: p.data, Alt: p.alt},
			Fit:     io.Contain,
			Ratio:   float64(width) / height,
		}
	}
	return io.Group(
		io.Markdown(fmt.Sprintf("**%.1f %%** of the picture differs.", differ)),
		io.Grid("Screenshots", pictures, card).NoSearch(),
	).Ask(ctx)
}
