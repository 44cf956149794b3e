package main

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// word has 300 characters and no space.
var word = strings.Repeat("Donaudampfschiff", 19)[:300]

// long shows every component with a word that is wider than any screen.
func long(reg *stagedoor.Registry) {
	reg.Page("long", stagedoor.Page{Name: "Long words", Description: word, Handler: longPage})
	reg.Action("long/shown", stagedoor.Action{Name: word, Description: word, Handler: longShown})
	reg.Action("long/listed", stagedoor.Action{Name: "Long words in lists", Description: word, Handler: longListed})
	reg.Action("long/asked", stagedoor.Action{Name: "Long words in fields", Handler: longAsked})
	reg.Action("long/chosen", stagedoor.Action{Name: "Long words to choose from", Handler: longChosen})
	reg.Action("long/confirmed", stagedoor.Action{Name: "Long words to agree to", Handler: longConfirmed})
	reg.Action("long/approved", stagedoor.Action{Name: "Long words for somebody else", Handler: longApproved})
	reg.Action("long/told", stagedoor.Action{Name: "Long words told", Handler: longTold})
}

func longPage(context.Context) (stagedoor.Layout, error) {
	return stagedoor.Layout{
		Title:       word,
		Description: word,
		Menu:        []stagedoor.Link{{Label: word, Route: "long/shown"}},
		Children:    append(longDisplays(), longRows()...),
	}, nil
}

func longLink() io.LinkTo { return io.LinkTo{Label: word, Route: "long/asked"} }

func longChanges() []io.Change {
	return []io.Change{{Label: word, Before: word, After: word}, {Label: "Street", Before: "Nile 1", After: word}}
}

func longDisplays() []io.Component {
	return []io.Component{
		io.Heading(word).Description(word).Menu(longLink()),
		io.Markdown("# " + word + "\n\n" + word + " `" + word + "`\n\n- " + word + "\n\n| a | b |\n|---|---|\n| " + word + " | b |"),
		io.Code(word, word),
		io.HTML(word, "<h2>"+word+"</h2><p>"+word+"</p><table><tr><th>"+word+"</th><td>b</td></tr></table>"),
		io.Link(word, longLink()),
		io.Link(word, io.LinkTo{Label: word, URL: "https://example.com/" + word, Theme: io.Danger}),
		io.Download(word, word+".txt", []byte(word)),
		io.Image(word, "/parcels/0").Label(word).Size(io.Thumbnail),
		io.Object(word, map[string]any{word: word}),
		io.Changes(longChanges()...),
		io.Metadata(word, longItems()...).Layout(io.ListLayout),
		io.Metadata(word, longItems()...),
		io.Metadata(word, longItems()...).Layout(io.CardLayout),
		io.Section(word, io.Columns(io.Markdown(word), io.Link(word, longLink()))).Description(word).Card(),
		io.Tabs(io.Tab(word, io.Markdown(word)), io.Tab("Other", io.Markdown(word))),
	}
}

func longItems() []io.MetaItem {
	return []io.MetaItem{
		{Label: word, Value: word},
		{Label: "Name", Value: word, Route: "long/asked", Picture: io.Picture{URL: "/parcels/1"}},
	}
}

// longRows are the displays that draw rows.
func longRows() []io.Component {
	rows := []string{word, "short"}
	same := func(s string) any { return s }
	return []io.Component{
		io.Chart(word, rows).Kind(io.BarChart).Along(word, same).Series(word, func(s string) any { return len(s) }).Help(word),
		io.Chart(word, rows).Kind(io.PieChart).Along(word, same).Series(word, func(s string) any { return len(s) }),
		io.Grid(word, rows, func(s string) io.GridCard {
			return io.GridCard{Label: s, Description: s, Menu: []io.LinkTo{longLink()}}
		}).Help(word),
		io.Table(word, rows).Columns(
			io.Column[string]{Label: word, Value: same},
			io.Column[string]{Label: "Kind", Value: same, Type: io.EnumColumn},
			io.Column[string]{Label: "Link", Value: func(s string) any { return io.Cell{Value: s, Link: longLink()} }},
		).RowMenu(func(string) []io.LinkTo { return []io.LinkTo{longLink()} }).Help(word),
	}
}

func longShown(ctx context.Context) error { return io.Group(longDisplays()...).Title(word).Ask(ctx) }

func longListed(ctx context.Context) error { return io.Group(longRows()...).Submit(word).Ask(ctx) }

// longAddress is the part of a form that is a section of it.
type longAddress struct {
	Street string `io:""`
}

func longAsked(ctx context.Context) error {
	return io.Group(
		io.Text(word).Help(word).Placeholder(word).Default(word).Into(new(string)),
		io.Text(word).Multiline().Help(word).Default(word).Into(new(string)),
		io.RichText(word).Help(word).Default("<p>"+word+"</p>").Into(new(string)),
		io.Email(word).Help(word).Optional().Into(new(*string)),
		io.URL(word).Help(word).Optional().Into(new(*url.URL)),
		io.Number(word).Help(word).Optional().Into(new(*float64)),
		io.Bool(word).Help(word).Into(new(bool)),
		io.Slider(word, 0, 10).Help(word).Into(new(float64)),
		io.Date(word).Help(word).Optional().Into(new(*io.CivilDate)),
		io.JSON(word).Help(word).Optional().Into(new(*json.RawMessage)),
		io.ListOf(word, io.Text(word)).Help(word).Default([]string{word}).Into(new([]string)),
		io.Spreadsheet[longAddress](word).Help(word).Default([]longAddress{{word}}).Into(new([]longAddress)),
		io.File(word).Help(word).Optional().Into(new(*io.Upload)),
	).Title(word).Submit(word).Ask(ctx)
}

func longChosen(ctx context.Context) error {
	options := []string{word, word[:299], "short"}
	many := []string{word, word[1:], word[2:], word[3:], word[4:], word[5:], word[6:], word[7:], word[8:], word[9:]}
	same := func(s string) string { return s }
	find := func(context.Context, string) ([]string, error) { return options, nil }
	return io.Group(
		io.Select(word, options).Label(same).Describe(same).Help(word).Default(word).Into(new(string)),
		io.Select(word, many).Label(same).Searchable().Help(word).Default(word).Into(new(string)),
		io.SelectMany(word, options).Label(same).Describe(same).Help(word).Default(options).Into(new([]string)),
		io.SelectMany(word, many).Label(same).Group(same).Searchable().Help(word).Default(many).Into(new([]string)),
		io.Search(word, find).Label(same).Help(word).Default(word).Into(new(string)),
		io.SearchMany(word, find).Label(same).Help(word).Default(options).Into(new([]string)),
		io.SelectRows(word, options).Help(word).Into(new([]string)),
	).Ask(ctx)
}

func longConfirmed(ctx context.Context) error {
	_, err := io.Confirm(word).Help(word).Changes(longChanges()...).Labels(word, word).TypeToConfirm(word[:200]).Get(ctx)
	if err != nil {
		return err
	}
	_, err = io.ConfirmIdentity(word).Help(word).Get(ctx)
	return err
}

func longApproved(ctx context.Context) error {
	_, err := io.Approve(word).By("finance").Help(word).Details(longItems()...).Changes(longChanges()...).Get(ctx)
	return err
}

// longTold logs, notifies and shows how far it is before it fails.
func longTold(ctx context.Context) error {
	if err := stagedoor.Log(ctx, "%s", word); err != nil {
		return err
	}
	to := stagedoor.Link{Label: word, Route: "long"}
	if err := stagedoor.Notify(ctx, stagedoor.Notification{Title: word, Message: word, Link: to}); err != nil {
		return err
	}
	if _, err := io.Loading(word).Description(word).Steps(5).Start(ctx); err != nil {
		return err
	}
	if _, err := io.Text("Go on with").Optional().Get(ctx); err != nil {
		return err
	}
	return stagedoor.Fail("%s", word)
}
