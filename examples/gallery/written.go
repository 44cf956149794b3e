package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// written shows what the panel makes of texts: links, words that are cut off, help
// with markup, and results that are more than a value.
func written(reg *stagedoor.Registry) {
	reg.Page("written", stagedoor.Page{Name: "Written", Description: "What is made of texts.", Handler: parcelPage})
	reg.Page("written/broken", stagedoor.Page{Name: "Broken tables", Handler: brokenTables})
	for slug, a := range map[string]stagedoor.Action{
		"links":   {Name: "Links in texts", Handler: linksInTexts},
		"long":    {Name: "Long texts", Handler: longTexts},
		"help":    {Name: "Help with markup", Handler: helpWithMarkup},
		"code":    {Name: "Code", Handler: piecesOfCode},
		"address": {Name: "An address as result", Handler: setResult("https://example.com/parcels/7")},
		"result":  {Name: "Result with markup", Handler: resultWithMarkup},
		"away":    {Name: "Takes its place", Handler: takesItsPlace},
	} {
		reg.Action("written/"+slug, a)
	}
}

// carrier is a row with addresses.
type carrier struct {
	Name  string `io:"sort;filter"`
	Site  string `io:""`
	Mail  string `io:""`
	Notes string `io:""`
}

var carriers = []carrier{
	{"Swift", "https://swift.example/track?q=1&x=2", "hello@swift.example", "See https://swift.example/prices for what it costs, and call them before noon when a parcel has to leave the same day."},
	{"Slow", "javascript:alert(1)", "not@an address", "Leaves on Mondays."},
	{"Login", "https://user:pass@slow.example", "a@b", "–"},
}

func linksInTexts(ctx context.Context) error {
	err := io.Group(
		io.Table("Carriers", carriers).RowLink(func(c carrier) io.LinkTo {
			return io.LinkTo{Route: "written", Params: map[string]any{"parcel": len(c.Name)}}
		}),
		io.Table("By site", carriers).Columns(
			io.Column[carrier]{Label: "Site", Value: func(c carrier) any { return c.Site }},
			io.Column[carrier]{Label: "Mail", Value: func(c carrier) any { return c.Mail }},
		).RowLink(func(carrier) io.LinkTo { return io.LinkTo{Route: "written"} }),
		io.Metadata("Swift",
			io.MetaItem{Label: "Web", Value: carriers[0].Site},
			io.MetaItem{Label: "Post", Value: carriers[0].Mail},
			io.MetaItem{Label: "Bad", Value: carriers[1].Site},
			io.MetaItem{Label: "Words", Value: carriers[0].Notes},
		),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"site": carriers[0].Site, "mail": carriers[0].Mail, "words": carriers[0].Notes})
}

func longTexts(ctx context.Context) error {
	cards := []io.GridCard{
		{Label: "Long", Description: strings.Repeat("A card says what it can and no more. ", 12) + "The end."},
		{Label: "Short", Description: "Nothing more."},
	}
	return io.Group(
		io.Table("Notes", carriers),
		io.Grid("Cards", cards, func(c io.GridCard) io.GridCard { return c }),
	).Ask(ctx)
}

func helpWithMarkup(ctx context.Context) error {
	var name string
	var urgent bool
	return io.Group(
		io.Text("Name").MaxLength(20).Help("As on the **label**, such as `A-7`; see [the rules](https://example.com/rules). Write <name>.").Into(&name),
		io.Bool("Urgent").Help("Costs *more*.").Into(&urgent),
		io.Text("Plain").Help("Nothing * special * here.").Optional().Into(new(*string)),
	).Ask(ctx)
}

func piecesOfCode(ctx context.Context) error {
	return io.Group(
		io.Code("main", "package main\n\nfunc main() {}\n").Language("go"),
		io.Code("Deploy: all/now", "make deploy\n").Language("bash"),
		io.Code("", "plain\n"),
		io.Object("Order 7", map[string]any{"number": 7, "large": int64(9007199254740993), "to": []string{"Porto", "Évora"}}),
	).Ask(ctx)
}

// resultWithMarkup leaves more than a value.
func resultWithMarkup(ctx context.Context) error {
	return stagedoor.SetResult(ctx, []io.Display{
		io.Markdown("Sent **3 parcels**. <script>alert(1)</script>"),
		io.Link("The parcel", io.LinkTo{Route: "written", Params: map[string]any{"parcel": 3}, Theme: io.Primary}),
		io.Metadata("Parcel", io.MetaItem{Label: "Weight", Value: "2 kg"}),
	})
}

func takesItsPlace(ctx context.Context) error {
	return stagedoor.RedirectReplacing(ctx, stagedoor.Link{Route: "written", Params: map[string]any{"parcel": 9}})
}

// parcelPage leads to itself. Its title is worked out.
func parcelPage(ctx context.Context) (stagedoor.Layout, error) {
	slug, err := stagedoor.Slug(ctx)
	if err != nil {
		return stagedoor.Layout{}, err
	}
	params, err := stagedoor.ParamsAs[struct {
		Parcel int `param:"parcel,optional"`
	}](ctx)
	if err != nil {
		return stagedoor.Layout{}, err
	}
	n := params.Parcel
	return stagedoor.Layout{
		Title:       fmt.Sprintf("Parcel %d", n),
		Description: fmt.Sprintf("Opened as %s", slug),
		Children: []io.Component{
			io.Link("The next one", io.LinkTo{Route: slug, Params: map[string]any{"parcel": n + 1}}),
			io.Table("Carriers", carriers),
		},
	}, nil
}

func brokenTables(context.Context) (stagedoor.Layout, error) {
	broken := stagedoor.Fail("The warehouse does not answer.")
	return stagedoor.Layout{Children: []io.Component{
		io.TableFrom("Stock", func(context.Context, io.TableQuery) (io.TablePage[carrier], error) {
			return io.TablePage[carrier]{}, broken
		}),
		io.GridFrom("Pictures", func(context.Context, io.TableQuery) (io.TablePage[carrier], error) {
			return io.TablePage[carrier]{}, broken
		}, func(c carrier) io.GridCard { return io.GridCard{Label: c.Name} }),
	}}, nil
}
