package stagedoor_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor"
)

func nothing(context.Context) error { return nil }

// Every schedule that cannot be read is told with its action, its place and what to
// write instead, all of them together with other mistakes.
func TestMistakesInSchedulesAreTold(t *testing.T) {
	reg := stagedoor.NewRegistry()
	good := stagedoor.Schedule{Cron: "0 8 * * 1-5", Zone: "Europe/Berlin", As: "ana"}
	with := func(change func(s *stagedoor.Schedule)) stagedoor.Schedule {
		s := good
		change(&s)
		return s
	}
	reg.Action("report", stagedoor.Action{Handler: nothing, Schedules: []stagedoor.Schedule{
		good,
		with(func(s *stagedoor.Schedule) { s.Cron = "0 25 * * *" }),
		with(func(s *stagedoor.Schedule) { s.Cron = "" }),
		with(func(s *stagedoor.Schedule) { s.Zone = "Europe/Nowhere" }),
		with(func(s *stagedoor.Schedule) { s.Cron = strings.Repeat("0,", 100) }),
		with(func(s *stagedoor.Schedule) { s.As = "" }),
		with(func(s *stagedoor.Schedule) { s.As = strings.Repeat("a", 256) }),
		with(func(s *stagedoor.Schedule) { s.Params = map[string]string{"a": "\x00"} }),
		with(func(s *stagedoor.Schedule) { s.NotifyDone = true }),
		with(func(s *stagedoor.Schedule) { s.As = "ben" }),
	}})
	reg.Action("other", stagedoor.Action{})
	err := reg.Check()
	if err == nil {
		t.Fatal("there are no mistakes")
	}
	for _, want := range []string{
		`action "report", Schedules[1]: cron text "0 25 * * *": "25" is no hour: use five fields`,
		`action "report", Schedules[2]: cron text "": use five fields`,
		`action "report", Schedules[3]: zone "Europe/Nowhere": use a name of the IANA database`,
		`action "report", Schedules[4]: the cron text has 200 bytes, at most 100`,
		`action "report", Schedules[5]: it has nobody to run as: set As`,
		`action "report", Schedules[6]: it cannot be kept: As has 256 bytes`,
		`action "report", Schedules[7]: field Params has an entry that is too long or not a text`,
		`action "report", Schedules[8]: it says the same as an earlier one`,
		`action "other" has no Handler`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "Schedules[0]") || strings.Contains(err.Error(), "Schedules[9]") {
		t.Errorf("good ones are refused: %v", err)
	}
	if _, there := reg.ActionAt("report"); there {
		t.Error("the action is offered without its schedules")
	}
}
