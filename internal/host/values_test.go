package host_test

import (
	"context"
	"math/big"
	"testing"
	"time"

	stageio "github.com/stagedoor/stagedoor/io"

	"github.com/stagedoor/stagedoor/protocol"
)

func replayDisplayValues(t *testing.T) {
	epoch := time.Unix(0, 0)
	const onlyNode = "values that only JavaScript has"
	play(t, "display-object", replay{without: map[string]string{"Everything": onlyNode, "Array": onlyNode, "Map at the root": onlyNode},
		run: handlers{"display_object": asking(nil,
			shows(stageio.Object("Shared", map[string]any{"a": map[string]any{"s": 1}, "b": map[string]any{"s": 1}, "list": []any{map[string]any{"s": 1}}}).Show),
			shows(stageio.Object("Dots", map[string]any{"a.b": map[string]any{"c": epoch}, "x.y": epoch, "back\\slash": epoch}).Show),
			shows(stageio.Object("Text", "just text").Show),
			shows(stageio.Object("Null", nil).Show),
		)}})
	play(t, "display-metadata", replay{
		without: map[string]string{"List": "pictures and errors of single values come in a later release", "Async card": "only Node: values that are promises", "Async default layout": "only Node: values that are promises"},
		differs: []difference{{why: "an empty value is null, and a big number is a text", change: func(_ protocol.RPCMethod, recorded map[string]any) {
			walk(recorded, func(item map[string]any) {
				if _, has := item["value"]; len(item) == 1 && item["label"] != nil && !has {
					item["value"] = nil
				}
				if item["label"] == "Big" {
					item["value"] = "10"
				}
			})
		}}},
		run: handlers{"display_metadata": asking(nil,
			shows(stageio.Metadata("Plain", stageio.MetaItem{Label: "Text", Value: "a"}, stageio.MetaItem{Label: "Number", Value: 1},
				stageio.MetaItem{Label: "Bool", Value: false}, stageio.MetaItem{Label: "Date", Value: epoch}, stageio.MetaItem{Label: "Big", Value: big.NewInt(10)},
				stageio.MetaItem{Label: "Null"}, stageio.MetaItem{Label: "Undefined"}, stageio.MetaItem{Label: "Nothing"}).Show),
			q("end", stageio.Text("End").Get),
		)}})
	play(t, "group-exclusive", replay{passes: map[int]string{4: "an empty group asks nothing, and a confirmation is no component"},
		run: handlers{"group_exclusive": asking(nil, q("before", stageio.Text("Before").Get))}})
	play(t, "input-text-validation", replay{differs: []difference{{why: "a sentence for the person", change: func(_ protocol.RPCMethod, recorded map[string]any) {
		walk(recorded, func(object map[string]any) {
			if object["validationErrorMessage"] == "Received invalid value for field." {
				object["validationErrorMessage"] = "This answer does not fit the question."
			}
		})
	}}}, without: map[string]string{"Dropped": "a check is kept whenever it was added"}, run: handlers{"input_text_validation": asking("done",
		q("async validator", stageio.Text("Async").Validate(refuse(func(v string) bool { return len(v) < 3 }, says[string]("Too short"))).Get),
		q("required", stageio.Text("Required").Get),
		q("wrong type", stageio.Text("Wrong type").Get),
		q("optional with validator", stageio.Text("Optional").Optional().Validate(refuse(
			func(v *string) bool { return v == nil }, says[*string]("Say something"))).Get),
	)}})
	type row struct{ a int }
	play(t, "group-keyed", replay{differs: []difference{plainTables}, run: handlers{"group_keyed": func(ctx context.Context, rec func(string, any)) error {
		var name string
		var when *stageio.CivilDate
		var tags []string
		err := stageio.Group(
			stageio.Text("Name").Into(&name), stageio.Markdown("info"), stageio.Date("When").Optional().Into(&when),
			stageio.SelectMany("Tags", []string{"a", "b"}).Into(&tags),
		).Ask(ctx)
		if err != nil {
			return err
		}
		rec("keyed", map[string]any{"name": name, "info": nil, "when": when, "tags": tags})
		var who, text string
		var rows []row
		err = stageio.Group(
			stageio.Search("Who", func(_ context.Context, q string) ([]string, error) { return []string{q + "!"}, nil }).Initial([]string{"x"}).Into(&who),
			stageio.SelectRows("Rows", []row{{1}, {2}}).Columns(stageio.Column[row]{Label: "a", Key: "a", Sortable: true, Value: func(r row) any { return r.a }}).Into(&rows),
			stageio.Text("Text").Into(&text),
		).Ask(ctx)
		picked := []any{}
		for _, r := range rows {
			picked = append(picked, map[string]any{"a": r.a})
		}
		rec("with search", map[string]any{"who": who, "rows": picked, "text": text})
		return err
	}}})
}
