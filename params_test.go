package stagedoor_test

import (
	"context"
	"errors"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

type everyParam struct {
	Name   string     `param:"name"`
	Count  int8       `param:"count"`
	Big    uint64     `param:"big,optional"`
	Rate   float64    `param:"rate,optional"`
	Sure   bool       `param:"sure,optional"`
	Since  time.Time  `param:"since,optional"`
	From   netip.Addr `param:"from,optional"`
	Limit  *int       `param:"limit"`
	Hidden string
}

// withParams runs handler with parameters.
func withParams(t *testing.T, params map[string]any, handler func(context.Context) error) (*stagedoortest.Run, error) {
	t.Helper()
	run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Params: params}, handler)
	_, err := run.Wait()
	return run, err
}

func TestParamsAs(t *testing.T) {
	day := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
	cases := []struct {
		name   string
		params map[string]any
		want   everyParam
		wrong  []string // what the person is told
	}{
		{"least", map[string]any{"name": "Ada", "count": "-128"}, everyParam{Name: "Ada", Count: -128}, nil},
		{"all", map[string]any{
			"name": "7", "count": "7", "big": "18446744073709551615", "rate": "0.5", "sure": "true", "since": "2026-11-27",
			"from": "10.0.0.1", "limit": "0", "Hidden": "x", "other": "y",
		}, everyParam{"7", 7, 18446744073709551615, 0.5, true, day, netip.MustParseAddr("10.0.0.1"), new(0), ""}, nil},
		{"rich", map[string]any{"name": "Ada", "count": int64(3), "sure": true, "since": day}, everyParam{Name: "Ada", Count: 3, Sure: true, Since: day}, nil},
		{"with a time", map[string]any{"name": "Ada", "count": "1", "since": "2026-11-27T00:00:00Z"}, everyParam{Name: "Ada", Count: 1, Since: day}, nil},
		{"empty text", map[string]any{"name": "", "count": int64(0), "sure": false}, everyParam{}, nil},
		{"empty number", map[string]any{"name": "", "count": ""}, everyParam{}, []string{`"count" is missing`}},
		{"nothing", nil, everyParam{}, []string{`"name" is missing`, `"count" is missing`}},
		{"wrong", map[string]any{
			"name": "Ada", "count": "128", "big": "-1", "rate": "NaN", "sure": "maybe", "since": "soon", "from": "here", "limit": strings.Repeat("x", 100),
		}, everyParam{}, []string{
			`"count" has to be a whole number, not "128"`, `"big" has to be a whole number that is not negative`, `"rate" has to be a number`,
			`"sure" has to be true or false`, `"since" has to be a day or a time`, `"from" has to be written otherwise`, `"limit" has to be a whole number, not "xxx`, "…",
		}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			var got everyParam
			_, err := withParams(t, tc.params, func(ctx context.Context) (err error) {
				got, err = stagedoor.ParamsAs[everyParam](ctx)
				return err
			})
			if tc.wrong == nil {
				if err != nil || !reflect.DeepEqual(got, tc.want) {
					t.Errorf("ParamsAs = %+v, %v, want %+v", got, err, tc.want)
				}
				return
			}
			message := publicMessage(err)
			for _, part := range tc.wrong {
				if !strings.Contains(message, part) {
					t.Errorf("the person is told %q, want %q in it", message, part)
				}
			}
		})
	}
}

// publicMessage is what of an error was written for people.
func publicMessage(err error) string {
	var public interface{ PublicMessage() string }
	if errors.As(err, &public) {
		return public.PublicMessage()
	}
	return ""
}

func TestParamsAsMistakes(t *testing.T) {
	mistakes := map[string]func(context.Context) error{
		"use a struct": func(ctx context.Context) error { _, err := stagedoor.ParamsAs[int](ctx); return err },
		"the tag is": func(ctx context.Context) error {
			_, err := stagedoor.ParamsAs[struct {
				A string `param:"a,maybe"`
			}](ctx)
			return err
		},
		"cannot be a []string": func(ctx context.Context) error {
			_, err := stagedoor.ParamsAs[struct {
				A []string `param:"a"`
			}](ctx)
			return err
		},
	}
	for want, mistake := range mistakes {
		_, err := withParams(t, map[string]any{"a": "x"}, mistake)
		if err == nil || !strings.Contains(err.Error(), want) || publicMessage(err) != "" {
			t.Errorf("ParamsAs = %v, want a developer's error about %q", err, want)
		}
	}
	if _, err := stagedoor.ParamsAs[everyParam](t.Context()); !errors.Is(err, io.ErrNoTransaction) {
		t.Errorf("outside a run: %v", err)
	}
}

func TestParamRecord(t *testing.T) {
	people := map[string]string{"7": "Ada", "8": "Grace"}
	var picked string
	handler := func(ctx context.Context) (err error) {
		find := func(_ context.Context, key string) (string, bool, error) {
			if key == "broken" {
				return "", false, errors.New("no database")
			}
			name, found := people[key]
			return name, found, nil
		}
		picked, err = stagedoor.ParamRecord(ctx, "customer", find, io.Select("Customer", []string{"Ada", "Grace"}))
		return err
	}
	run, err := withParams(t, map[string]any{"customer": int64(7)}, handler)
	if err != nil || picked != "Ada" || len(run.Calls()) != 0 {
		t.Errorf("a known record: %q, %v, %d questions", picked, err, len(run.Calls()))
	}
	for key, said := range map[string]string{
		"": "", "9": `There is no customer "9", or none that you can see.`,
		"*9* [x](/y)": `There is no customer "*9* [x](/y)", or none that you can see.`,
	} {
		run := stagedoortest.StartWith(t.Context(), t, stagedoortest.Options{Params: map[string]any{"customer": key}}, handler)
		run.Expect("Customer").Answer("Grace")
		if _, err := run.Wait(); err != nil || picked != "Grace" {
			t.Errorf("customer %q: %q, %v", key, picked, err)
		}
		if shown := saidBefore(t, run); shown != said {
			t.Errorf("customer %q: %q is said, want %q", key, shown, said)
		}
	}
	if _, err := withParams(t, map[string]any{"customer": "broken"}, handler); err == nil || publicMessage(err) != "" {
		t.Errorf("a fault of find: %v", err)
	}
}

// saidBefore is the text that a run shows before its question.
func saidBefore(t *testing.T, run *stagedoortest.Run) string {
	t.Helper()
	calls := run.Calls()
	if len(calls) < 2 {
		return ""
	}
	return calls[0].ToRender[0].Label
}
