package usersettings

import (
	"errors"
	"slices"
	"testing"

	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestEdit(t *testing.T) {
	d := &directory{users: seed()}
	run := stagedoortest.Start(t, d.edit)
	run.Expect("User").Answer("Bo Lind")
	answers := map[string]any{
		"Name": "Bo Lind", "E-mail": "ada@example.com", "Role": "Owner",
		"Gets the newsletter": true, "Reset the password": true,
	}
	run.Expect("Settings of Bo Lind").AnswerAll(answers)
	again := run.Expect("Settings of Bo Lind")
	if got, want := again.Message(), "ada@example.com is the address of Ada Hamilton."; got != want {
		t.Errorf("an address of somebody else: %q, want %q", got, want)
	}
	answers["E-mail"] = "lind@example.com"
	again.AnswerAll(answers)
	run.Expect("Do you want to save the settings and ask lind@example.com to confirm the new address" +
		" and reset the password?").Answer(true)
	result, err := run.Wait()
	want := `{"ID":2,"Name":"Bo Lind","E-mail":"lind@example.com","Role":"Owner","Gets the newsletter":true}`
	if err != nil || string(result) != want {
		t.Errorf("edit = %s, %v, want %s", result, err, want)
	}
	if got := d.all()[1]; got.Role != "Owner" || got.Email != "lind@example.com" {
		t.Errorf("what is kept is %v", got)
	}
	logged := []string{"User 2 was updated", "A link to choose a password was sent to lind@example.com"}
	if got := run.Logs(); !slices.Equal(got, logged) {
		t.Errorf("the log is %q, want %q", got, logged)
	}
}

func TestEditNot(t *testing.T) {
	d := &directory{users: seed()}
	run := stagedoortest.Start(t, d.edit)
	run.Expect("User").State("carla").Answer("Carla Reis")
	run.Expect("Settings of Carla Reis").AnswerAll("Carla", "carla@example.com", "Viewer", true, false)
	run.Expect("Do you want to save the settings?").Answer(false)
	if _, err := run.Wait(); !errors.Is(err, io.ErrCanceled) {
		t.Errorf("edit = %v, want %v", err, io.ErrCanceled)
	}
	if got := d.all()[2].Name; got != "Carla Reis" {
		t.Errorf("Carla Reis is called %q after a no", got)
	}
}
