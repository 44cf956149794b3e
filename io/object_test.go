package io_test

import (
	"math/big"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

func TestObjectKeepsWhatJSONCannotSay(t *testing.T) {
	large, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	s := showing(t, io.Object("Order", map[string]any{
		"large": large, "value": *large, "beyond": int64(1<<53 + 1), "unsigned": ^uint64(0), "none": (*big.Int)(nil),
		"byNumber": map[int]string{10: "ten", 9: "nine"}, "tags": map[string]struct{}{"new": {}, "late": {}},
		"empty": map[int]int{}, "emptySet": map[string]struct{}{},
	})).Expect("Order")
	v, err := protocol.Decode(s.Component().Props, s.Component().PropsMeta)
	if err != nil {
		t.Fatal(err)
	}
	data := v.(map[string]any)["data"].(map[string]any)
	for key, want := range map[string]string{"large": large.String(), "value": large.String(), "beyond": "9007199254740993", "unsigned": "18446744073709551615"} {
		if n, ok := data[key].(*big.Int); !ok || n.String() != want {
			t.Errorf("%s is %v", key, data[key])
		}
	}
	if data["none"] != nil {
		t.Errorf("nil is %v", data["none"])
	}
	pairs, ok := data["byNumber"].(protocol.Map)
	if !ok || len(pairs) != 2 || pairs[0] != (protocol.Entry{Key: float64(9), Value: "nine"}) {
		t.Errorf("a map by number is %v", data["byNumber"])
	}
	if tags, ok := data["tags"].(protocol.Set); !ok || len(tags) != 2 || tags[0] != "late" {
		t.Errorf("a set is %v", data["tags"])
	}
	if m, ok := data["empty"].(protocol.Map); !ok || len(m) != 0 {
		t.Errorf("an empty map is %v", data["empty"])
	}
	if s, ok := data["emptySet"].(protocol.Set); !ok || len(s) != 0 {
		t.Errorf("an empty set is %v", data["emptySet"])
	}
	for what, v := range map[string]any{"a function": func() {}, "a channel": make(chan int), "a cycle": cycle()} {
		if _, err := showing(t, io.Object("Order", map[string]any{"x": v})).Wait(); err == nil {
			t.Errorf("%s was shown", what)
		}
	}
}

func cycle() any {
	m := map[int]any{}
	m[1] = m
	return m
}

func TestHeadingMenu(t *testing.T) {
	menu := []io.LinkTo{{Label: "Back", Route: "charges", Params: map[string]any{"page": 0}}, {Label: "Later", Disabled: true}, {Label: "Delete", URL: "/x", Theme: io.Danger}}
	d := io.Heading("Top").Menu(menu...).Level(3)
	menu[0].Label = "Changed"
	const want = `{"level":3,"menuItems":[{"label":"Back","params":{"page":0},"route":"charges"},{"disabled":true,"label":"Later"},{"label":"Delete","theme":"danger","url":"/x"}]}`
	if got := string(showing(t, d).Expect("Top").Component().Props); got != want {
		t.Errorf("props\n%s, want\n%s", got, want)
	}
	for _, bad := range []io.LinkTo{{Label: "Nowhere"}, {Label: "Script", URL: "javascript:alert(1)"}, {Label: "Both", URL: "/x", Route: "y"}} {
		if _, err := showing(t, io.Heading("Top").Menu(bad)).Wait(); err == nil {
			t.Errorf("%s was shown", bad.Label)
		}
	}
}
