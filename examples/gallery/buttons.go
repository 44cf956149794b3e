package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// buttons answers questions with one of several buttons, and checks answers that
// belong together.
func buttons(reg *stagedoor.Registry) {
	reg.Page("buttons", stagedoor.Page{Name: "Buttons", Description: "Several ways to answer."})
	reg.Action("buttons/display", stagedoor.Action{Name: "On a display", Handler: buttonsOnDisplay})
	reg.Action("buttons/input", stagedoor.Action{Name: "On an input", Handler: buttonsOnInput})
	reg.Action("buttons/people", stagedoor.Action{Name: "On a selection", Handler: buttonsOnPeople})
	reg.Action("buttons/checked", stagedoor.Action{Name: "With a check of one button", Handler: buttonsChecked})
	reg.Action("buttons/named", stagedoor.Action{Name: "A button with a name", Handler: buttonNamed})
	reg.Action("buttons/guest", stagedoor.Action{Name: "Two that belong together", Handler: askGuest})
	reg.Action("buttons/boxes", stagedoor.Action{Name: "Boxes with a rule", Handler: askBoxes})
	reg.Action("buttons/dangerous", stagedoor.Action{Name: "Empty the shelf", Description: "Shows its card before it starts, always.", Dangerous: true, Handler: emptyShelf})
	reg.Action("buttons/optional", stagedoor.Action{Name: "Ten that may be left out", Handler: askNothing})
}

type press string

func emptyShelf(ctx context.Context) error {
	return stagedoor.SetResult(ctx, "The shelf is empty.")
}

func buttonsOnDisplay(ctx context.Context) error {
	pressed, err := io.Choose[press](ctx, io.Group(io.Markdown("Is **everything** right?")), "OK", "Not yet")
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"pressed": string(pressed)})
}

func buttonsOnInput(ctx context.Context) error {
	var n *int64
	pressed, err := io.ChooseWith(ctx, io.Group(io.Int("Number").Optional().Into(&n)),
		io.ChoiceOf[press]{Value: "negate", Label: "Make it negative", Theme: io.Danger},
		io.ChoiceOf[press]{Value: "keep", Label: "Do nothing"},
	)
	if err != nil {
		return err
	}
	if n == nil {
		return stagedoor.SetResult(ctx, map[string]any{"number": "none"})
	}
	if pressed == "negate" {
		*n = -*n
	}
	return stagedoor.SetResult(ctx, map[string]any{"number": *n})
}

func buttonsOnPeople(ctx context.Context) error {
	var who []string
	pressed, err := io.ChooseWith(ctx, io.Group(io.SelectMany("People", []string{"Ada", "Bo", "Cy"}).AtLeast(1).Into(&who)),
		io.ChoiceOf[press]{Value: "invite", Label: "Invite them"},
		io.ChoiceOf[press]{Value: "delete", Label: "Delete them", Theme: io.Danger},
	)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"people": strings.Join(who, " and "), "pressed": string(pressed)})
}

// buttonsChecked refuses answers unless the button says that they may be wrong.
func buttonsChecked(ctx context.Context) error {
	var name, word string
	pressed, err := io.ChooseWith(ctx, io.Group(io.Text("Name").Into(&name), io.Text("Word").Into(&word)).Validate(func(context.Context) error {
		if word != "OK" {
			return io.Invalid("The word should be OK.")
		}
		return nil
	}),
		io.ChoiceOf[press]{Value: "go", Label: "Continue if OK"},
		io.ChoiceOf[press]{Value: "anyway", Label: "Continue anyway", SkipValidation: true},
	)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"pressed": string(pressed), "name": name, "word": word})
}

func buttonNamed(ctx context.Context) error {
	var text string
	var n *float64
	err := io.Group(
		io.Markdown("Some *words* before."), io.Text("Text").Into(&text), io.Number("Number").Optional().Into(&n),
	).Submit("Send it off").Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"text": text, "number": n})
}

func askGuest(ctx context.Context) error {
	var name *string
	var age *int64
	err := io.Group(io.Text("Name").Optional().Into(&name), io.Int("Age").Optional().Into(&age)).Validate(func(context.Context) error {
		if name != nil && age == nil {
			return io.Invalid("Say how old %s is.", *name)
		}
		return nil
	}).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"name": name, "age": age})
}

func askBoxes(ctx context.Context) error {
	var a, b, c bool
	err := io.Group(io.Bool("A").Into(&a), io.Bool("B").Into(&b), io.Bool("C").Into(&c)).Validate(func(context.Context) error {
		if b {
			return errors.Join(io.Invalid("Anything, if it is not B."), io.InvalidField("B", "Not this one."))
		}
		return nil
	}).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"a": a, "b": b, "c": c})
}

type optionalAnswers struct {
	text, mail, letter, role *string
	number                   *float64
	amount                   *int64
	yes                      *bool
	day                      *io.CivilDate
	clock                    *io.CivilTime
	moment                   *time.Time
}

// askNothing asks for ten values, none of which has to be given.
func askNothing(ctx context.Context) error {
	var a optionalAnswers
	err := io.Group(
		io.Text("Text").Optional().Into(&a.text), io.Email("Mail").Optional().Into(&a.mail),
		io.RichText("Letter").Optional().Into(&a.letter), io.Select("Role", []string{"Admin", "Viewer"}).Optional().Into(&a.role),
		io.Number("Number").Min(3).Optional().Into(&a.number), io.Money("Amount", "EUR").Optional().Into(&a.amount),
		io.Bool("Yes").Optional().Into(&a.yes), io.Date("Day").Optional().Into(&a.day),
		io.Time("Clock").Optional().Into(&a.clock), io.DateTime("Moment").Optional().Into(&a.moment),
	).Ask(ctx)
	if err != nil {
		return err
	}
	given := 0
	for _, is := range []bool{
		a.text != nil, a.mail != nil, a.letter != nil, a.role != nil, a.number != nil,
		a.amount != nil, a.yes != nil, a.day != nil, a.clock != nil, a.moment != nil,
	} {
		if is {
			given++
		}
	}
	return stagedoor.SetResult(ctx, map[string]any{"given": given, "day": a.day})
}
