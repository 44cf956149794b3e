// Package usersettings lets support edit what a user has set: find them, change the
// form, look at what changes, say yes.
package usersettings

import (
	"context"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Register adds the app to reg.
func Register(reg *stagedoor.Registry) {
	d := &directory{users: seed()}
	reg.Action("user_settings", stagedoor.Action{
		Section:     "User settings",
		Description: "Edits the settings of a user",
		Handler:     d.edit,
	})
}

// form is what is asked for. validate tags are the rules.
type form struct {
	Name          string `io:"" validate:"required,max=60"`
	Email         string `io:"label:E-mail;help:A new address has to be confirmed by its owner" validate:"required,email"`
	Role          Role   `io:"help:Editors change pages, owners also pay" validate:"required"`
	Newsletter    bool   `io:"label:Gets the newsletter"`
	ResetPassword bool   `io:"label:Reset the password;help:They are sent a link to choose another"`
}

func (d *directory) edit(ctx context.Context) error {
	user, err := io.Search("User", d.find).
		Initial(d.all()).
		Label(func(u User) string { return u.Name }).
		Describe(func(u User) string { return u.Email }).
		Image(User.avatar).
		Get(ctx)
	if err != nil {
		return err
	}
	before := form{Name: user.Name, Email: user.Email, Role: user.Role, Newsletter: user.Newsletter}
	after, err := io.Form(before).Title("Settings of " + user.Name).Validate(d.taken(user)).Get(ctx)
	if err != nil {
		return err
	}
	yes, err := io.Confirm(question(before, after)).Changes(changes(before, after)...).Get(ctx)
	if err != nil {
		return err
	}
	if !yes {
		return io.ErrCanceled
	}
	user.Name, user.Email, user.Role, user.Newsletter = after.Name, after.Email, after.Role, after.Newsletter
	if err := d.save(user); err != nil {
		return err
	}
	if err := stagedoor.Log(ctx, "User %d was updated", user.ID); err != nil {
		return err
	}
	if after.ResetPassword {
		if err := stagedoor.Log(ctx, "A link to choose a password was sent to %s", user.Email); err != nil {
			return err
		}
	}
	return stagedoor.SetResult(ctx, user)
}

// question says what a yes does beyond writing down the settings.
func question(before, after form) string {
	does := []string{"save the settings"}
	if after.Email != before.Email {
		does = append(does, "ask "+after.Email+" to confirm the new address")
	}
	if after.ResetPassword {
		does = append(does, "reset the password")
	}
	return "Do you want to " + strings.Join(does, " and ") + "?"
}

func changes(before, after form) []io.Change {
	var rows []io.Change
	add := func(label string, was, is any) {
		if was != is {
			rows = append(rows, io.Change{Label: label, Before: was, After: is})
		}
	}
	add("Name", before.Name, after.Name)
	add("E-mail", before.Email, after.Email)
	add("Role", string(before.Role), string(after.Role))
	add("Gets the newsletter", before.Newsletter, after.Newsletter)
	return rows
}
