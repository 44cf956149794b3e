package host_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"net/url"
	"strings"
	"testing"
	"time"

	stageio "github.com/stagedoor/stagedoor/io"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

type handlers = map[string]func(ctx context.Context, rec func(name string, value any)) error

// asking makes a handler of steps, each a question and the name under which its
// answer is noted.
type ask struct {
	name string
	get  func(ctx context.Context) (any, error)
}

func q[T any](name string, get func(context.Context) (T, error)) ask {
	return ask{name, func(ctx context.Context) (any, error) { return get(ctx) }}
}

// shows is a step that answers nothing.
func shows(show func(context.Context) error) ask {
	return ask{"", func(ctx context.Context) (any, error) { return nil, show(ctx) }}
}

func asking(result any, steps ...ask) func(context.Context, func(string, any)) error {
	return func(ctx context.Context, rec func(string, any)) error {
		for _, s := range steps {
			v, err := s.get(ctx)
			if err != nil {
				return err
			}
			if s.name != "" {
				rec(s.name, v)
			}
		}
		return finish(ctx, result)
	}
}

func finish(ctx context.Context, result any) error {
	if result == nil {
		return nil
	}
	data, meta, err := protocol.Encode(result)
	if err != nil {
		return err
	}
	tx, _ := txn.From(ctx)
	tx.SetResult(data, meta)
	return nil
}

func refuse[T any](bad func(T) bool, message func(T) string) func(context.Context, T) error {
	return func(_ context.Context, v T) error {
		if bad(v) {
			return stageio.Invalid("%s", message(v))
		}
		return nil
	}
}

func says[T any](text string) func(T) string { return func(T) string { return text } }

func day(y, m, d int) stageio.CivilDate {
	return stageio.CivilDate{Year: y, Month: time.Month(m), Day: d}
}

func replayInputs(t *testing.T) {
	play(t, "input-text", replay{without: map[string]string{"Disabled": staysAsItIs}, run: handlers{"input_text": asking("done",
		q("plain", stageio.Text("Plain").Get),
		q("all options", stageio.Text("All options").Help("Some *help*").Placeholder("type here").Default("preset").
			Lines(4).MinLength(2).MaxLength(80).Get),
		q("optional answered", stageio.Text("Optional A").Optional().Get),
		q("optional empty", stageio.Text("Optional B").Optional().Get),
		q("optional(false)", stageio.Text("Optional C").Get),
		q("validated", stageio.Text("Validated").Validate(refuse(
			func(v string) bool { return v != "good" },
			func(v string) string { return fmt.Sprintf("%q is not good", v) })).Get),
	)}})
	play(t, "input-email", replay{run: handlers{"input_email": asking(nil,
		q("plain", stageio.Email("Email").Get),
		q("all options", stageio.Email("All").Help("help").Placeholder("you@example.com").Default("ada@example.com").Get),
		q("optional empty", stageio.Email("Optional").Optional().Get),
		shows(func(ctx context.Context) error { // no text is no answer here, not an empty one
			v, err := stageio.Email("Cleared").Optional().Get(ctx)
			if v != nil {
				t.Errorf("cleared = %q", *v)
			}
			return err
		}),
		q("validated", stageio.Email("Validated").Validate(refuse(
			func(v string) bool { return !strings.HasSuffix(v, "@example.com") }, says[string]("Wrong domain"))).Get),
	)}})
	play(t, "input-number", replay{without: map[string]string{"Bounds": bounded}, run: handlers{"input_number": asking(nil,
		q("plain", stageio.Number("Plain").Get),
		q("all options", stageio.Number("All").Min(1).Max(100).Prefix("#").Help("help").Placeholder("0").Default(5).Decimals(2).Get),
		q("currency", stageio.Number("Money").Currency("EUR").Decimals(2).Default(0).Get),
		q("negative", stageio.Number("Negative").Min(-10.5).Max(-0.5).Get),
		q("large", stageio.Number("Large").Get),
		q("optional empty", stageio.Number("Optional").Optional().Get),
		q("validated", stageio.Number("Validated").Validate(refuse(
			func(v float64) bool { return int(v)%2 != 0 }, says[float64]("Must be even"))).Get),
	)}})
	play(t, "input-boolean", replay{run: handlers{"input_boolean": asking(nil,
		q("plain", stageio.Bool("Plain").Get),
		q("all options", stageio.Bool("All").Help("help").Default(true).Get),
		q("null default", stageio.Bool("Null").Get),
		q("optional empty", stageio.Bool("Optional").Optional().Get),
		q("validated", stageio.Bool("Validated").Validate(refuse(
			func(v bool) bool { return !v }, says[bool]("You must agree"))).Get),
	)}})
	play(t, "input-date", replay{run: handlers{"input_date": asking(nil,
		q("plain", stageio.Date("Plain").Get),
		q("Date options", stageio.Date("Dates").Help("help").Default(day(2020, 2, 29)).Min(day(2020, 1, 1)).Max(day(2021, 12, 31)).Get),
		q("object options", stageio.Date("Objects").Default(day(2019, 12, 31)).Min(day(1900, 1, 1)).Max(day(2100, 1, 1)).Get),
		q("without jsDate", stageio.Date("No jsDate").Get),
		q("optional empty", stageio.Date("Optional").Optional().Get),
		q("validated", stageio.Date("Validated").Validate(refuse(
			func(v stageio.CivilDate) bool { return v.Year < 2000 }, says[stageio.CivilDate]("Too old"))).Get),
	)}})
	play(t, "confirm", replay{run: handlers{"confirm": asking(nil,
		q("yes", stageio.Confirm("Are you sure?").Get),
		q("no", stageio.Confirm("Really?").Help("This cannot be undone").Get),
	)}})
	play(t, "confirm-identity", replay{run: handlers{"confirm_identity": asking("done",
		q("confirmed", stageio.ConfirmIdentity("Enter your password").Get),
		q("within grace period", stageio.ConfirmIdentity("Again").GracePeriod(10*time.Minute).Get),
		q("declined", stageio.ConfirmIdentity("Once more").GracePeriod(0).Get),
	)}})
}

type person struct {
	ID   int    `json:"id" io:"label:id"`
	Name string `json:"name" io:"label:name"`
}

var people = []person{{1, "Ada"}, {2, "Grace"}, {3, "Adele"}}

func find(_ context.Context, query string) ([]person, error) {
	var found []person
	for _, p := range people {
		if strings.Contains(strings.ToLower(p.Name), strings.ToLower(query)) {
			found = append(found, p)
		}
	}
	return found, nil
}

func name(p person) string { return p.Name }

func replaySelects(t *testing.T) {
	play(t, "select-single", replay{without: map[string]string{"Scalars": oneType, "Dates": oneType, "All": noPictures, "Extra": oneType, "Bad default": offered, "Unknown": offered}, run: handlers{"select_single": asking(nil,
		q("strings", stageio.Select("Strings", []string{"red", "green", "blue"}).Get),
		q("optional empty", stageio.Select("Optional", []string{"a"}).Optional().Get),
		q("validated", stageio.Select("Validated", []string{"a", "b"}).Validate(refuse(
			func(v string) bool { return v == "a" }, says[string]("Not a"))).Get),
	)}})
	play(t, "select-multiple", replay{without: map[string]string{"Strings": ownOrder, "All": offered, "Mixed": oneType, "Unknown": offered}, run: handlers{"select_multiple": asking(nil,
		q("default without any match", stageio.SelectMany("No match", []string{"a"}).Default([]string{"x", "y"}).Get),
		q("optional empty", stageio.SelectMany("Optional", []string{"a"}).Optional().Get),
		q("validated", stageio.SelectMany("Validated", []string{"a", "b"}).Validate(refuse(
			func(v []string) bool { return len(v) < 2 }, says[[]string]("Choose both"))).Get),
	)}})
	play(t, "search", replay{without: map[string]string{"All": noPictures, "Older": noPictures, "Scalars": oneType}, run: handlers{"search": asking(nil,
		q("minimal", stageio.Search("Minimal", find).Label(name).Get),
		q("optional empty", stageio.Search("Optional", find).Label(name).Optional().Get),
		q("validated", stageio.Search("Validated", find).Initial(people).Label(name).Validate(refuse(
			func(p person) bool { return p.ID == 1 }, says[person]("Not Ada"))).Get),
	)}})
}

func replaySearches(t *testing.T) {
	double := func(_ context.Context, query string) ([]string, error) {
		return []string{query + "1", query + "2"}, nil
	}
	play(t, "search-multiple", replay{run: handlers{"search_multiple": asking(nil,
		q("multiple", stageio.SearchMany("Multiple", double).Initial([]string{"x", "y"}).Get),
		q("with default", stageio.SearchMany("Default", double).Initial([]string{"x", "y"}).Default([]string{"d1", "d2"}).Get),
		q("optional empty", stageio.SearchMany("Optional", double).Optional().Get),
		q("validated", stageio.SearchMany("Validated", double).Initial([]string{"x", "y"}).Validate(refuse(
			func(v []string) bool { return len(v) > 1 }, says[[]string]("Only one"))).Get),
	)}})
}

func replayGroups(t *testing.T) {
	play(t, "group-validation", replay{run: handlers{"group_validation": func(ctx context.Context, rec func(string, any)) error {
		var first string
		var second, from, to float64
		var third *string
		err := stageio.Group(
			stageio.Text("First").Validate(refuse(func(v string) bool { return len(v) < 2 }, says[string]("Too short"))).Into(&first),
			stageio.Number("Second").Validate(refuse(func(v float64) bool { return v < 0 }, says[float64]("Negative"))).Into(&second),
			stageio.Text("Third").Optional().Into(&third),
		).Validate(func(context.Context) error {
			if third == nil {
				return stageio.Invalid("Third is needed when first is %s and second is %v", first, second)
			}
			return nil
		}).Ask(ctx)
		if err != nil {
			return err
		}
		rec("list", []any{first, second, third})
		err = stageio.Group(stageio.Number("From").Into(&from), stageio.Number("To").Into(&to)).
			Validate(func(context.Context) error {
				if to <= from {
					return stageio.Invalid("To must be after From")
				}
				return nil
			}).Ask(ctx)
		rec("keyed", map[string]any{"from": from, "to": to})
		return err
	}}})
	play(t, "group-array", replay{run: handlers{"group_array": func(ctx context.Context, rec func(string, any)) error {
		var (
			who, colour, email string
			age                *float64
			ok                 bool
		)
		err := stageio.Group(
			stageio.Text("Name").Into(&who), stageio.Markdown("**Note**"), stageio.Number("Age").Optional().Into(&age),
			stageio.Bool("Ok").Default(true).Into(&ok), stageio.Select("Colour", []string{"red", "blue"}).Into(&colour),
		).Ask(ctx)
		if err != nil {
			return err
		}
		rec("mixed", []any{who, nil, age, ok, colour})
		if err := stageio.Group(stageio.Email("Email").Into(&email)).Ask(ctx); err != nil {
			return err
		}
		rec("one", []any{email})
		if err := stageio.Group(stageio.Heading("Heading"), stageio.Markdown("text")).Ask(ctx); err != nil {
			return err
		}
		var a *string
		var b *[]string
		var c *stageio.CivilDate
		err = stageio.Group(
			stageio.Text("A").Optional().Into(&a), stageio.SelectMany("B", []string{"x"}).Optional().Into(&b), stageio.Date("C").Optional().Into(&c),
		).Ask(ctx)
		if err != nil {
			return err
		}
		rec("all optional", []any{a, b, c})
		return finish(ctx, "done")
	}}})
	conc := func(ctx context.Context, rec func(string, any)) error {
		tx, _ := txn.From(ctx)
		a, err := stageio.Text("A").Get(ctx)
		if err != nil {
			return err
		}
		tx.Link().Log(ctx, "", "got "+a)
		b, err := stageio.Number("B").Get(ctx)
		if err != nil {
			return err
		}
		rec(fmt.Sprintf("run %v", tx.Params["n"]), []any{a, b})
		return finish(ctx, map[string]any{"a": a, "b": b})
	}
	play(t, "concurrent-runs", replay{run: handlers{"conc": conc, "conc_other": func(ctx context.Context, rec func(string, any)) error {
		ok, err := stageio.Confirm("Other?").Get(ctx)
		rec("other", ok)
		data, _, _ := protocol.Encode(nil)
		tx, _ := txn.From(ctx)
		tx.SetResult(data, nil)
		return err
	}}})
	play(t, "late-answers", replay{run: handlers{"late_answers": asking(nil,
		q("first", stageio.Text("First").Get), q("second", stageio.Text("Second").Get), q("third", stageio.Text("Third").Get))}})
}

func replayDisplays(t *testing.T) {
	play(t, "display-simple", replay{without: map[string]string{"Level 3": noHeadingMenu, "Html": noHTML}, run: handlers{"display_simple": asking("shown",
		shows(stageio.Markdown("# Title\n\nSome **bold** and `code`").Show),
		shows(stageio.Heading("Heading").Show),
		shows(stageio.Heading("Level 2").Level(2).Show),
		shows(stageio.Heading("Level 4").Level(4).Show),
		shows(stageio.Code("Code", "const a = \"1\"\n\treturn a").Show),
		shows(stageio.Code("Go", "func main() {}").Language("go").Show),
	)}})
	play(t, "display-link", replay{without: map[string]string{"Download": noDownload, "Action": oldNames, "Href": oldNames, "Route": textParams}, run: handlers{"display_link": asking(nil,
		shows(stageio.Link("Url", stageio.LinkTo{URL: "https://example.com/a b?c=d&e"}).Show))}})
	play(t, "mock-display-not-immediate", replay{only: 7, because: "an id is started once, however often it comes", run: handlers{"disp": func(ctx context.Context, rec func(string, any)) error {
		if err := stageio.Markdown("Hello").Show(ctx); err != nil {
			return err
		}
		var text string
		if err := stageio.Group(stageio.Heading("H"), stageio.Text("T").Into(&text)).Ask(ctx); err != nil {
			return err
		}
		rec("group", []any{nil, text})
		return finish(ctx, 1)
	}}})
}

func replayContext(t *testing.T) {
	redirect := func(to protocol.RedirectTarget, result any) func(context.Context, func(string, any)) error {
		return func(ctx context.Context, _ func(string, any)) error {
			tx, _ := txn.From(ctx)
			if err := tx.Link().Redirect(ctx, to); err != nil {
				return err
			}
			return finish(ctx, result)
		}
	}
	play(t, "ctx-redirect-url", replay{run: handlers{"ctx_redirect_url": redirect(protocol.RedirectTarget{URL: "https://example.com/after"}, 1)}})
	play(t, "ctx-redirect-route", replay{run: handlers{"ctx_redirect_route": redirect(protocol.RedirectTarget{Route: "other/action",
		Params: map[string]any{"id": 1, "ok": true, "at": time.Unix(0, 0).UTC().Format("2006-01-02T15:04:05.000Z"), "text": "x", "nil": nil}}, "after the redirect")}})
	play(t, "ctx-redirect-while-asking", replay{run: handlers{"ctx_redirect_while_asking": func(ctx context.Context, rec func(string, any)) error {
		tx, _ := txn.From(ctx)
		a, err := stageio.Text("A").Get(ctx)
		rec("a", a)
		if err = errors.Join(err, tx.Link().Redirect(ctx, protocol.RedirectTarget{Route: "x"})); err != nil {
			return err
		}
		b, err := stageio.Text("B").Get(ctx)
		rec("b", b)
		return errors.Join(err, finish(ctx, "end"))
	}}})
	play(t, "ctx-values", replay{run: handlers{"ctx_values": func(ctx context.Context, rec func(string, any)) error {
		tx, _ := txn.From(ctx)
		rec("params", tx.Params)
		rec("environment", tx.Environment)
		rec("action", map[string]any{"slug": tx.Slug, "url": tx.URL})
		return nil
	}}})
	play(t, "ctx-loading-update-first", replay{run: handlers{"ctx_loading_update_first": func(ctx context.Context, _ func(string, any)) error {
		tx, _ := txn.From(ctx)
		for i := range 2 {
			tx.Link().Loading(ctx, protocol.LoadingState{Label: "First", ItemsInQueue: new(2), ItemsCompleted: new(i)})
			time.Sleep(250 * time.Millisecond)
		}
		return nil
	}}})
}

func replayEnds(t *testing.T) {
	fails := func(text string) func(context.Context, func(string, any)) error {
		return func(context.Context, func(string, any)) error { return errors.New(text) }
	}
	play(t, "errors", replay{differs: []difference{anyName, {why: "Go returns errors and nothing else", change: func(_ protocol.RPCMethod, recorded map[string]any) {
		result, _ := recorded["result"].(map[string]any)
		if result["status"] == "FAILURE" && result["data"] == nil {
			result["data"] = map[string]any{"error": "Error", "message": "thrown"}
		}
	}}}, run: handlers{
		"throw_error": fails("plain message"), "throw_type": fails("Cannot read properties of null (reading 'x')"), "throw_named": fails("declined"),
		"throw_cause": fails("outer"), "throw_cause_text": fails("outer"), "throw_empty": fails(""),
		"throw_string": fails("thrown"), "throw_undefined": fails("thrown"), "throw_object": fails("thrown"), "reject_late": fails("late"),
	}})
	waiting := func(ctx context.Context, rec func(string, any)) error {
		_, err := stageio.Text("Waiting").Get(ctx)
		rec("error", err)
		return err
	}
	play(t, "cancel-by-user", replay{run: handlers{"cancel_by_user": waiting}})
	play(t, "leave-while-asking", replay{run: handlers{"leave_while_asking": waiting}})
	play(t, "cancel-caught", replay{run: handlers{"cancel_caught": func(ctx context.Context, rec func(string, any)) error {
		_, err := stageio.Text("Waiting").Get(ctx)
		rec("error", err)
		if _, err := stageio.Text("Another").Get(ctx); !errors.Is(err, stageio.ErrCanceled) {
			t.Errorf("a prompt after the cancellation = %v", err)
		}
		tx, _ := txn.From(ctx)
		tx.Link().Log(ctx, "", "still here")
		return finish(ctx, "returned anyway")
	}}})
	play(t, "browser-drop", replay{run: handlers{"browser_drop": func(ctx context.Context, rec func(string, any)) error {
		a, err := stageio.Text("A").Get(ctx)
		rec("a", a)
		return errors.Join(err, finish(ctx, 1))
	}}})
	play(t, "mock-io-call-refused", replay{differs: []difference{anyName}, run: handlers{"*": actA}})
}

func actA(ctx context.Context, rec func(string, any)) error {
	a, err := stageio.Text("A").Get(ctx)
	if err != nil {
		return err
	}
	rec("a", a)
	return finish(ctx, "done")
}

func replayResults(t *testing.T) {
	give := func(v any) func(context.Context, func(string, any)) error {
		return func(ctx context.Context, _ func(string, any)) error {
			data, meta, err := protocol.Encode(v)
			if err != nil {
				return err
			}
			tx, _ := txn.From(ctx)
			tx.SetResult(data, meta)
			return nil
		}
	}
	epoch := time.Unix(0, 0)
	play(t, "results", replay{run: handlers{
		"result_undefined": func(context.Context, func(string, any)) error { return nil },
		"result_null":      give(nil), "result_string": give("text"), "result_empty": give(""), "result_time": give("12:34:56"),
		"result_number": give(1.25), "result_bool": give(false), "result_bigint": give(json.Number("12345678901234567890")), "result_date": give(epoch),
		"result_array":  give([]any{1, "a", nil, protocol.Undefined{}, epoch}),
		"result_object": give(map[string]any{"a": 1, "undef": protocol.Undefined{}, "nil": nil, "at": epoch, "deep": map[string]any{"list": []any{map[string]any{"b": two}}, "when": time.UnixMilli(1)}}),
		"result_map":    give(protocol.Map{{Key: "a", Value: epoch}}), "result_set": give(protocol.Set{1, 2}),
		"result_nan": give(map[string]any{"nan": nan, "inf": minusInf, "nz": minusZero}),
		"result_special": give(map[string]any{"re": protocol.Regexp{Source: "x", Flags: "g"}, "url": exampleURL,
			"err": &protocol.PlainError{Name: "Error", Message: "e"}, "bytes": []any{1}}),
		"result_dotted": give(map[string]any{"a.b": epoch, "c.d": map[string]any{"e": epoch}}),
		"result_link":   give(map[string]any{"Link": "https://example.com/x"}), "result_long": give(strings.Repeat("y", 20000)),
	}})
}

var (
	two        = big.NewInt(2)
	nan        = math.NaN()
	minusInf   = math.Inf(-1)
	minusZero  = math.Copysign(0, -1)
	exampleURL = &url.URL{Scheme: "https", Host: "example.com", Path: "/"}
)
