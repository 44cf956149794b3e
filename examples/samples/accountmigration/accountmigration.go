// Package accountmigration brings the users of a customer who comes from elsewhere:
// an account is searched for, a list is looked at, and users are written to the
// database.
package accountmigration

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Register creates the app's tables in db and adds the app to reg.
func Register(reg *stagedoor.Registry, db *gorm.DB) error {
	if err := open(db); err != nil {
		return err
	}
	m := migration{db}
	reg.Action("migrate_account", stagedoor.Action{
		Section:     "Account migration",
		Description: "Adds the users of another system to an account",
		Handler:     m.run,
	})
	return nil
}

type migration struct{ db *gorm.DB }

func (m migration) run(ctx context.Context) error {
	account, err := io.Search("Account", m.find).
		Label(func(a Account) string { return a.Name }).
		Describe(func(a Account) string { return a.Plan + ", since " + a.Since }).
		Get(ctx)
	if err != nil {
		return err
	}
	users, err := askUsers(ctx)
	if err != nil {
		return err
	}
	if err := io.Table("New users", users).Show(ctx); err != nil {
		return err
	}
	question := fmt.Sprintf("Add these users to %s?", account.Name)
	yes, err := io.Confirm(question).Labels(fmt.Sprintf("Add users (%d)", len(users)), "Cancel").Get(ctx)
	if err != nil {
		return err
	}
	if !yes {
		return io.ErrCanceled
	}
	return m.add(ctx, account, users)
}

// askUsers asks for the file. A file that cannot be used is refused while the person
// still looks at the question.
func askUsers(ctx context.Context) (users []newUser, err error) {
	_, err = io.File("Users").
		Help(`A list like [{"name": "Ada Hamilton", "email": "ada@example.com"}]`).
		Extensions(".json").
		MaxSize(1_000_000).
		Validate(func(_ context.Context, file io.Upload) error {
			users, err = read(file)
			return err
		}).
		Get(ctx)
	return users, err
}

// read returns the users in a file. Each has to keep the rules of its tags.
func read(file io.Upload) ([]newUser, error) {
	content, err := file.Bytes()
	if err != nil {
		return nil, err
	}
	var users []newUser
	if err := json.Unmarshal(content, &users); err != nil {
		return nil, io.Invalid("%s is not a list of users: %v.", file.Name, err)
	}
	if len(users) == 0 {
		return nil, io.Invalid("There is nobody in %s.", file.Name)
	}
	for i, u := range users {
		if io.Check(u, "Name", "Email") != nil {
			return nil, io.Invalid("User %d needs a name and an e-mail address.", i+1)
		}
	}
	return users, nil
}

// receipt is the result of a run.
type receipt struct {
	Account string `io:""`
	Added   int    `io:""`
	Known   int    `io:"label:Already there"`
}

func (m migration) add(ctx context.Context, to Account, users []newUser) error {
	progress, err := io.Loading("Adding users").Steps(len(users)).Start(ctx)
	if err != nil {
		return err
	}
	done := receipt{Account: to.Name}
	for _, u := range users {
		added, err := m.insert(ctx, to, u)
		switch {
		case err != nil:
			return fmt.Errorf("add a user to account %d: %w", to.ID, err)
		case added:
			done.Added++
		default:
			done.Known++
		}
		if err := progress.Step(ctx); err != nil {
			return err
		}
	}
	return stagedoor.SetResult(ctx, done)
}
