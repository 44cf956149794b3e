package panel_test

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// hostile is what a browser may send to an input that never asked for it. An
// input of the protocol without a row here fails the test: add one to
// hostileRows.
type hostile struct {
	// ask asks one question and returns what the action gets.
	ask func(ctx context.Context) (any, error)
	// good is an answer that is taken. Empty: nobody who runs the action can give one.
	good string
	// fits names those of strangers that are answers of this input.
	fits []string
	// wrong are answers of the right type that break a rule, by what is wrong.
	wrong map[string]string
}

// strangers are values of every type of JSON, sent to every input.
var strangers = map[string]string{
	"true": `true`, "false": `false`, "a number": `7`, "a huge number": `1e999`, "a fraction": `0.5`, "a text": `"x"`, "an empty text": `""`,
	"null": `null`, "a list": `["x"]`, "an empty list": `[]`, "a list in a list": `[[1]]`, "an object": `{"value":"x"}`, "another object": `{"a":1}`,
	"an object in a list": `[{"value":"x"}]`, "a deep list": strings.Repeat("[", 40) + strings.Repeat("]", 40),
	"somebody's prototype": `{"__proto__":{"value":"x"},"constructor":1}`,
}

// long is about as long as a frame lets a text be.
var long = `"` + strings.Repeat("x", 512<<10-100) + `"`

var aSize = []string{"small", "large"}

type hostileLine struct {
	Product string `io:"" validate:"required,max=5"`
	Count   int    `io:"" validate:"gte=1,lte=9"`
	Gift    bool   `io:""`
	Text    string `io:"show:Gift" validate:"required"`
}

var hostileRows = map[protocol.Method]hostile{
	protocol.InputText: {
		ask:  func(ctx context.Context) (any, error) { return io.Text("Q").MinLength(2).MaxLength(5).Get(ctx) },
		good: `"good"`, wrong: map[string]string{"too long": `"123456"`, "too short": `"1"`, "far too long": long, "only spaces": `"  "`},
	},
	protocol.InputEmail: {
		ask:  func(ctx context.Context) (any, error) { return io.Email("Q").Get(ctx) },
		good: `"ada@example.com"`, wrong: map[string]string{"not one": `"ada"`, "two": `"a@example.com,b@example.com"`, "too long": long, "a header": `"a@example.com\nBcc: b@example.com"`},
	},
	protocol.InputNumber: {
		ask:  func(ctx context.Context) (any, error) { return io.Int("Q").Min(1).Max(5).Get(ctx) },
		good: `5`, wrong: map[string]string{"too small": `0`, "too large": `6`, "far too large": `9223372036854775808`, "a fraction": `1.5`, "text": `"five"`},
	},
	protocol.InputBoolean: {
		ask:  func(ctx context.Context) (any, error) { return io.Bool("Q").Get(ctx) },
		good: `true`, fits: []string{"true", "false"}, wrong: map[string]string{"text": `"true"`, "a number": `1`},
	},
	protocol.InputDate: {
		ask: func(ctx context.Context) (any, error) {
			return io.Date("Q").Min(io.CivilDate{Year: 2026, Month: 1, Day: 1}).Max(io.CivilDate{Year: 2026, Month: 12, Day: 31}).Get(ctx)
		},
		good: `{"year":2026,"month":2,"day":28}`, wrong: map[string]string{"no such day": `{"year":2026,"month":2,"day":29}`,
			"too early": `{"year":2025,"month":12,"day":31}`, "too late": `{"year":2027,"month":1,"day":1}`, "text": `"2026-02-03"`, "half": `{"year":2026}`},
	},
	protocol.InputTime: {
		ask: func(ctx context.Context) (any, error) {
			return io.Time("Q").Min(io.CivilTime{Hour: 8}).Max(io.CivilTime{Hour: 20}).Get(ctx)
		},
		good: `{"hour":9,"minute":30}`, wrong: map[string]string{"no such time": `{"hour":9,"minute":60}`, "too early": `{"hour":7,"minute":59}`, "too late": `{"hour":20,"minute":1}`, "negative": `{"hour":-1,"minute":0}`},
	},
	protocol.InputDateTime: {
		ask:  func(ctx context.Context) (any, error) { return io.DateTime("Q").Get(ctx) },
		good: `{"year":2026,"month":2,"day":28,"hour":9,"minute":30}`, wrong: map[string]string{"no such day": `{"year":2026,"month":13,"day":1,"hour":1,"minute":1}`,
			"no such hour": `{"year":2026,"month":1,"day":1,"hour":24,"minute":1}`, "text": `"2026-02-28T09:30:00Z"`},
	},
	protocol.InputURL: {
		ask:  func(ctx context.Context) (any, error) { return io.URL("Q").Protocols("https").Get(ctx) },
		good: `"https://example.com/"`, wrong: map[string]string{"a script": `"javascript:alert('https')"`, "not secure": `"http://example.com/"`,
			"with a name": `"https://a@example.com/"`, "without a host": `"https:///x"`, "too long": `"https://example.com/` + long[1:]},
	},
	protocol.InputSlider: {
		ask:  func(ctx context.Context) (any, error) { return io.Slider("Q", 0, 10).Step(2).Get(ctx) },
		good: `4`, wrong: map[string]string{"too small": `-2`, "too large": `12`, "between steps": `3`},
	},
	protocol.InputList: {
		ask: func(ctx context.Context) (any, error) {
			return io.ListOf("Q", io.Text("").MaxLength(3)).AtLeast(2).AtMost(3).Get(ctx)
		},
		good: `["a","b"]`, wrong: map[string]string{"too few": `["a"]`, "too many": `["a","b","c","d"]`, "an entry too long": `["a","long"]`, "an empty entry": `["a",""]`, "an entry of another type": `["a",1]`},
	},
	protocol.InputForms: {
		ask: func(ctx context.Context) (any, error) {
			return io.Form(struct {
				Q []hostileLine `io:"" validate:"min=1,max=2"`
			}{Q: []hostileLine{{Product: "Tea", Count: 1}}}).Get(ctx)
		},
		good: `[{"from":0,"values":["Cup",2,false,"hidden"]}]`, wrong: map[string]string{
			"too many":                `[{"values":["a",1,false,null]},{"values":["b",1,false,null]},{"values":["c",1,false,null]}]`,
			"a field out of range":    `[{"values":["a",10,false,null]}]`,
			"a field too long":        `[{"values":["too long",1,false,null]}]`,
			"a field of another type": `[{"values":[1,1,false,null]}]`,
			"a shown field left out":  `[{"values":["a",1,true,null]}]`,
			"too few fields":          `[{"values":["a"]}]`, "too many fields": `[{"values":["a",1,false,null,5]}]`, "no fields": `[{}]`,
			"an entry that is not there": `[{"from":1,"values":["a",1,false,null]}]`, "an entry before the first": `[{"from":-1,"values":["a",1,false,null]}]`,
			"an entry twice": `[{"from":0,"values":["a",1,false,null]},{"from":0,"values":["a",1,false,null]}]`, "a place that is none": `[{"from":"0","values":["a",1,false,null]}]`,
		},
	},
	protocol.InputJSON: {
		ask: func(ctx context.Context) (any, error) {
			return io.JSONOf[struct{ Times int }]("Q").MaxBytes(40).Get(ctx)
		},
		good: `"{\"Times\":3}"`, wrong: map[string]string{"not JSON": `"{"`, "another key": `"{\"Time\":3}"`, "another type": `"{\"Times\":\"3\"}"`, "too long": long, "itself": `{"Times":3}`},
	},
	protocol.InputRichText: {
		ask:  func(ctx context.Context) (any, error) { return io.RichText("Q").MaxLength(5).Get(ctx) },
		good: `"<p>good</p>"`, fits: []string{"a text"}, wrong: map[string]string{"too long": `"<p>123456</p>"`, "far too long": long, "nothing but a script": `"<script>alert(1)</script>"`},
	},
	protocol.InputSpreadsheet: {
		ask: func(ctx context.Context) (any, error) {
			return io.Spreadsheet[struct {
				Name  string `io:"" validate:"required,max=5"`
				Count int    `io:"" validate:"gte=1,lte=9"`
			}]("Q").AtMost(2).Get(ctx)
		},
		good: `[{"name":"Tea","count":2}]`, wrong: map[string]string{
			"too many": `[{"name":"a","count":1},{"name":"b","count":1},{"name":"c","count":1}]`, "a cell too long": `[{"name":"too long","count":1}]`,
			"a cell out of range": `[{"name":"a","count":10}]`, "a cell of another type": `[{"name":"a","count":"many"}]`, "a column that is none": `[{"name":"a","count":1,"admin":true}]`,
			"a cell left out": `[{"name":"a"}]`, "a row that is none": `[{"name":"a","count":1},7]`,
		},
	},
	protocol.UploadFile: {
		ask: func(ctx context.Context) (any, error) { return io.File("Q").Get(ctx) },
		wrong: map[string]string{"a file that never came": `{"upload":"no-such-file","name":"a.pdf","type":"application/pdf","size":1}`, "a path": `{"upload":"../../etc/passwd","name":"a","type":"","size":1}`,
			"an address of its own": `{"name":"a","type":"","size":1,"url":"http://127.0.0.1/secret"}`, "its name": `"report.pdf"`, "several": `[{"upload":"a"},{"upload":"b"}]`},
	},
	protocol.SelectSingle: {
		ask:  func(ctx context.Context) (any, error) { return io.Select("Q", aSize).Get(ctx) },
		good: `{"label":"small","value":"small"}`, wrong: map[string]string{"not an option": `{"label":"small","value":"huge"}`, "its label alone": `{"label":"small"}`, "its value alone": `"small"`},
	},
	protocol.SelectMultiple: {
		ask: func(ctx context.Context) (any, error) {
			return io.SelectMany("Q", []int{1, 2, 3}).AtLeast(1).AtMost(2).Get(ctx)
		},
		good: `[{"label":"1","value":1}]`, wrong: map[string]string{"not an option": `[{"label":"1","value":4}]`, "too many": `[{"value":1},{"value":2},{"value":3}]`, "none": `[]`, "values alone": `[1]`},
	},
	protocol.SelectTable: {
		ask: func(ctx context.Context) (any, error) {
			return io.SelectRows("Q", []hostileLine{{Product: "Tea"}, {Product: "Cup"}, {Product: "Pot"}}).AtLeast(1).AtMost(2).Get(ctx)
		},
		good: `[{"key":"1"}]`, wrong: map[string]string{"not a row": `[{"key":"3"}]`, "too many": `[{"key":"0"},{"key":"1"},{"key":"2"}]`, "none": `[]`, "a row for a key": `[{"key":1}]`, "a key alone": `["1"]`},
	},
	protocol.Search: {
		ask: func(ctx context.Context) (any, error) {
			return io.Search("Q", func(context.Context, string) ([]string, error) { return nil, nil }).Initial(aSize).Get(ctx)
		},
		good: `"0:1"`, wrong: map[string]string{"not a result": `"0:2"`, "of a search that never was": `"9:0"`, "its label": `"small"`, "negative": `"0:-1"`},
	},
	protocol.Confirm: {
		ask:  func(ctx context.Context) (any, error) { return io.Confirm("Q").TypeToConfirm("DELETE").Get(ctx) },
		good: `{"confirmed":true,"typed":"DELETE"}`, fits: []string{"false"}, wrong: map[string]string{"another word": `{"confirmed":true,"typed":"delete"}`, "no word": `true`, "half": `{"confirmed":true}`},
	},
	protocol.ConfirmIdentity: {
		ask:  func(ctx context.Context) (any, error) { return io.ConfirmIdentity("Q").Get(ctx) },
		good: `false`, fits: []string{"false"}, wrong: map[string]string{"yes without a proof": `true`, "yes in other words": `"true"`},
	},
	protocol.Approve: {
		ask:   func(ctx context.Context) (any, error) { return io.Approve("Q").By("money").Get(ctx) },
		wrong: map[string]string{"by whoever asks": `{"approved":true,"reason":"","by":{"id":"ben"}}`, "by nobody": `{"approved":true}`},
	},
}

// reached is what actions got.
type reached struct {
	mu  sync.Mutex
	got []string
}

func (r *reached) add(v any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = append(r.got, fmt.Sprintf("%+v", v))
}

func (r *reached) all() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

func TestSec_D06_HostileAnswers(t *testing.T) {
	reg := stagedoor.NewRegistry()
	got := map[protocol.Method]*reached{}
	for m, shape := range protocol.Shapes {
		row, known := hostileRows[m]
		if shape.Answer == nil || !known {
			if shape.Answer != nil {
				t.Errorf("%s is an input and has no row of hostile answers: add one to hostileRows", m)
			}
			continue
		}
		got[m] = &reached{}
		reg.Action(strings.ToLower(string(m)), stagedoor.Action{Handler: func(ctx context.Context) error {
			v, err := row.ask(ctx)
			if err == nil {
				got[m].add(v)
			}
			return err
		}})
	}
	_, web := mount(t, dbtest.Open(t), reg, func(c *stagedoor.Config) {
		c.ConfirmIdentity = func(context.Context, stagedoor.User, string) error { return nil }
	})
	for m, row := range hostileRows {
		t.Run(string(m), func(t *testing.T) {
			h := &attack{t: t, ana: open(t, web, "ana"), slug: strings.ToLower(string(m)), row: row, got: got[m]}
			h.run = h.ana.start(h.slug, nil)
			h.strangers()
			h.breakRules()
			h.misplace(open(t, web, "ben"))
			h.finish()
		})
	}
}

// The longest answers that are documented come through, escaped as JSON escapes
// them; one byte more is refused in words.
func TestLongestAnswersArrive(t *testing.T) {
	const longest = 256 << 10
	reg := stagedoor.NewRegistry()
	got := &reached{}
	reg.Action("rich", stagedoor.Action{Handler: func(ctx context.Context) error {
		text, err := io.RichText("Q").Get(ctx)
		got.add(len(text))
		return err
	}})
	reg.Action("json", stagedoor.Action{Handler: func(ctx context.Context) error {
		text, err := io.JSON("Q").MaxBytes(longest).Get(ctx)
		got.add(len(text))
		return err
	}})
	_, web := mount(t, dbtest.Open(t), reg, func(*stagedoor.Config) {})
	list := func(entries int) string { return "[" + strings.TrimSuffix(strings.Repeat("\"\",", entries), ",") + "]" }
	for slug, text := range map[string]string{
		"rich": "<p>" + strings.Repeat("x", longest-7) + "</p>",
		"json": list((longest - 2) / 3),
	} {
		answer, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		over, err := json.Marshal(text + "    ")
		if err != nil {
			t.Fatal(err)
		}
		h := &attack{t: t, ana: open(t, web, "ana"), slug: slug, got: &reached{}}
		h.run = h.ana.start(slug, nil)
		h.refused("four bytes more", string(over))
		if ended := h.ana.follow(h.run.id).ends(string(answer)); ended.Status != protocol.RunDone {
			t.Errorf("%s: %d bytes: %+v", slug, len(text), ended.Result)
		}
	}
	if all := got.all(); len(all) != 2 {
		t.Errorf("the actions got %v", all)
	}
}

// attack is one input under attack.
type attack struct {
	t    *testing.T
	ana  *browser
	slug string
	row  hostile
	run  *followed
	got  *reached
}

var sentence = regexp.MustCompile(`^[\p{Lu}"].*[.!?]$`)

// refused sends an answer that has to be refused with a message for people, while
// the question stays open.
func (h *attack) refused(what, value string) {
	h.t.Helper()
	call := h.run.waits()
	if len(call.ToRender) != 1 {
		h.t.Fatalf("%d components for one question", len(call.ToRender))
	}
	if refused := h.run.answer(value); refused != nil { // by the server
		if !sentence.MatchString(refused.Message) {
			h.t.Errorf("%s: %s: %q is no sentence", what, refused.Code, refused.Message)
		}
		return
	}
	h.run.until("asks again", func() bool {
		return !h.run.run.Status.Live() || h.run.run.PendingID != "" && h.run.run.PendingID != call.ID
	})
	if !h.run.run.Status.Live() {
		h.t.Fatalf("%s: %.80s was taken: %v", what, value, h.got.all())
	}
	again := h.run.waits()
	message := again.ToRender[0].ValidationErrorMessage + again.ValidationErrorMessage
	if again.InputGroupKey != call.InputGroupKey || !sentence.MatchString(message) || strings.Contains(message, "json:") {
		h.t.Errorf("%s: %.80s: message %q in %s, asked in %s", what, value, message, again.InputGroupKey, call.InputGroupKey)
	}
}

func (h *attack) strangers() {
	h.t.Helper()
	for what, value := range strangers {
		if !slices.Contains(h.row.fits, what) && !(h.row.good == value) {
			h.refused(what, value)
		}
	}
}

func (h *attack) breakRules() {
	h.t.Helper()
	for what, value := range h.row.wrong {
		h.refused(what, value)
	}
}

// misplace sends a good answer where it does not belong.
func (h *attack) misplace(ben *browser) {
	h.t.Helper()
	good := h.row.good
	if good == "" {
		good = `true`
	}
	other := h.ana.start(h.slug, nil)
	call, elsewhere := h.run.waits(), other.waits()
	right := h.run.reply(call, good)
	for what, change := range map[string]func(*protocol.AnswerRequest){
		"another call's id":          func(in *protocol.AnswerRequest) { in.CallID = elsewhere.ID },
		"another call":               func(in *protocol.AnswerRequest) { in.CallID, in.GroupKey = elsewhere.ID, elsewhere.InputGroupKey },
		"another run":                func(in *protocol.AnswerRequest) { in.RunID = other.id },
		"no call's id":               func(in *protocol.AnswerRequest) { in.CallID = "" },
		"a run that is not there":    func(in *protocol.AnswerRequest) { in.RunID = "no-such-run" },
		"one value too many":         func(in *protocol.AnswerRequest) { in.Values = append(in.Values, json.RawMessage(good)) },
		"no value":                   func(in *protocol.AnswerRequest) { in.Values = nil },
		"a button that is not there": func(in *protocol.AnswerRequest) { in.Choice = "no-such-button" },
	} {
		in := right
		in.Values = slices.Clone(right.Values)
		change(&in)
		if refused := h.ana.ask(protocol.CallAnswer, in, nil); refused == nil || !sentence.MatchString(refused.Message) {
			h.t.Errorf("%s: %+v", what, refused)
		}
	}
	if refused := ben.ask(protocol.CallAnswer, right, nil); refused == nil {
		h.t.Error("somebody else's run was answered")
	}
	h.ana.must(protocol.CallCancelRun, protocol.RunRef{RunID: other.id}, nil)
	if got := h.got.all(); len(got) > 0 {
		h.t.Errorf("the action got %v", got)
	}
}

// finish answers well, and then once more.
func (h *attack) finish() {
	h.t.Helper()
	if h.row.good == "" {
		return
	}
	h.run = h.ana.follow(h.run.id)
	in := h.run.reply(h.run.waits(), h.row.good)
	h.ana.must(protocol.CallAnswer, in, nil)
	h.run.until("ends", func() bool { return !h.run.run.Status.Live() })
	if h.run.run.Status != protocol.RunDone {
		h.t.Fatalf("the run ended as %s: %+v", h.run.run.Status, h.run.run.Result)
	}
	_ = h.ana.ask(protocol.CallAnswer, in, nil) // the same once more is well, or too late
	in.Values = []json.RawMessage{json.RawMessage(`"replayed"`)}
	if refused := h.ana.ask(protocol.CallAnswer, in, nil); refused == nil {
		h.t.Error("another answer was taken after the first")
	}
	if got := h.got.all(); len(got) != 1 || strings.Contains(got[0], "hidden") || strings.Contains(got[0], "replayed") {
		h.t.Errorf("the action got %v", got)
	}
}
