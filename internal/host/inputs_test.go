package host_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	stageio "github.com/stagedoor/stagedoor/io"

	"github.com/stagedoor/stagedoor/protocol"
)

func replayMoments(t *testing.T) {
	play(t, "input-time", replay{run: handlers{"input_time": asking(nil,
		q("plain", stageio.Time("Plain").Get),
		q("all options", stageio.Time("All").Help("help").Default(stageio.CivilTime{Hour: 13, Minute: 5}).
			Min(stageio.CivilTime{Hour: 8}).Max(stageio.CivilTime{Hour: 17, Minute: 30}).Get),
		q("optional empty", stageio.Time("Optional").Optional().Get),
		q("validated", stageio.Time("Validated").Validate(refuse(
			func(v stageio.CivilTime) bool { return v.Hour < 12 }, says[stageio.CivilTime]("Afternoon only"))).Get),
	)}})
	namesZone := difference{why: "the zone is named where the dashboard would not", change: func(_ protocol.RPCMethod, recorded map[string]any) {
		walk(recorded, func(object map[string]any) {
			if object["helpText"] == "help" {
				object["helpText"] = "help. Time zone: UTC."
			}
		})
	}}
	play(t, "input-datetime", replay{differs: []difference{namesZone}, run: handlers{"input_datetime": asking(nil,
		q("plain", civil(stageio.DateTime("Plain"))),
		q("Date options", civil(stageio.DateTime("Dates").Help("help").Default(time.Date(2020, 2, 29, 13, 14, 0, 0, time.UTC)).
			Min(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)).Max(time.Date(2021, 12, 31, 23, 59, 0, 0, time.UTC)))),
		q("object options", civil(stageio.DateTime("Objects").Default(time.Date(2019, 12, 31, 23, 59, 0, 0, time.UTC)))),
		q("optional empty", stageio.DateTime("Optional").Optional().Get),
		q("validated", civil(stageio.DateTime("Validated").Validate(refuse(
			func(v time.Time) bool { return v.Minute() != 0 }, says[time.Time]("Full hours only"))))),
	)}})
}

func replaySliders(t *testing.T) {
	play(t, "input-slider", replay{run: handlers{"input_slider": asking(nil,
		q("minimal", stageio.Slider("Minimal", 0, 10).Get),
		q("all options", stageio.Slider("All", -1, 1).Step(0.25).Help("help").Default(0.5).Get),
		q("optional empty", stageio.Slider("Optional", 0, 1).Optional().Get),
		q("validated", stageio.Slider("Validated", 0, 10).Validate(refuse(
			func(v float64) bool { return v < 5 }, says[float64]("At least 5"))).Get),
	)}})
}

func replayRichText(t *testing.T) {
	play(t, "input-rich-text", replay{run: handlers{"input_rich_text": asking(nil,
		q("plain", stageio.RichText("Plain").Get),
		q("all options", stageio.RichText("All").Help("help").Placeholder("write").Default("<p>Hi <b>there</b></p>").Get),
		q("optional empty", stageio.RichText("Optional").Optional().Get),
		q("validated", stageio.RichText("Validated").Validate(refuse(
			func(v string) bool { return strings.Contains(v, "<h1>") }, says[string]("No headings"))).Get),
	)}})
}

func replayAddresses(t *testing.T) {
	home, err := url.Parse("https://example.com/a?b=c#d")
	if err != nil {
		t.Fatal(err)
	}
	play(t, "input-url", replay{run: handlers{"input_url": asking(nil,
		q("plain", href(stageio.URL("Plain"))),
		q("all options", href(stageio.URL("All").Help("help").Placeholder("https://").Default(home).Protocols("ftp", "mailto"))),
		q("optional empty", href(stageio.URL("Optional").Optional())),
		q("validated", href(stageio.URL("Validated").Validate(refuse(
			func(u *url.URL) bool { return u.Hostname() != "example.com" }, says[*url.URL]("Wrong host"))))),
	)}})
}

// href answers what the original writes down: the text of the address.
func href(in stageio.URLInput) func(context.Context) (any, error) {
	return func(ctx context.Context) (any, error) {
		u, err := in.Get(ctx)
		if err != nil || u == nil {
			return nil, err
		}
		return u.String(), nil
	}
}

// civil answers what the original does: the parts of the moment.
func civil(in stageio.DateTimeInput) func(context.Context) (any, error) {
	return func(ctx context.Context) (any, error) {
		v, err := in.Get(ctx)
		return struct {
			stageio.CivilDate
			stageio.CivilTime
		}{stageio.CivilDateOf(v), stageio.CivilTimeOf(v)}, err
	}
}
