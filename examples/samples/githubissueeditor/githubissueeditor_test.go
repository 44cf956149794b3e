package githubissueeditor

import (
	"slices"
	"testing"

	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestEditLabels(t *testing.T) {
	e := editor{newAPI()}
	run := stagedoortest.Start(t, e.edit)
	run.Expect("Repository").Answer([]string{"lantern", "loom"})
	again := run.Expect("Repository")
	if again.Message() == "" {
		t.Error("two repositories were not refused")
	}
	again.Answer([]string{"lantern"})
	run.Expect("Issues to edit").Answer([]string{"12", "21"})
	run.Expect("What to edit").Answer("Labels")
	run.Expect("New labels").Answer([]string{"urgent", "good first issue"})
	result, err := run.Wait()
	if want := `"Issues of lantern updated: 2"`; err != nil || string(result) != want {
		t.Errorf("edit = %s, %v, want %s", result, err, want)
	}
	want := []string{
		"#12 is open, labels: urgent, good first issue, assignees: none",
		"#21 is open, labels: urgent, good first issue, assignees: none",
	}
	if got := run.Logs(); !slices.Equal(got, want) {
		t.Errorf("the log is %q, want %q", got, want)
	}
	if got := e.api.of("lantern")[1].Labels; !slices.Equal(got, []string{"idea"}) {
		t.Errorf("the labels of an issue that was not chosen are %q", got)
	}
}

func TestEditOthers(t *testing.T) {
	e := editor{newAPI()}
	for what, answer := range map[string]any{"Assignees": []string{"carla"}, "State": "closed"} {
		question := map[string]string{"Assignees": "Who shall see to them?", "State": "New state"}[what]
		run := stagedoortest.Start(t, e.edit)
		run.Expect("Repository").Answer([]string{"loom"})
		run.Expect("Issues to edit").Answer([]string{"3"})
		run.Expect("What to edit").Answer(what)
		run.Expect(question).Answer(answer)
		if _, err := run.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	if got := e.api.of("loom")[0]; got.State != "closed" || !slices.Equal(got.Assignees, []string{"carla"}) {
		t.Errorf("the issue is %v", got)
	}
}
