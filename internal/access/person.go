// Package access knows who is at the browser, and answers whether they may do
// something. Nothing is open to a stranger.
package access

import (
	"errors"
	"fmt"

	"github.com/stagedoor/stagedoor/internal/database"
	"github.com/stagedoor/stagedoor/internal/store"
)

// Person is somebody who has signed in.
type Person struct {
	ID    string // never empty; the same for the same person for ever
	Email string
	Name  string
	Roles []string
	Teams []string

	Claims map[string]string `json:",omitempty"` // what else the application knows
}

// ErrStranger means that nobody is signed in. Errors that wrap it say why.
var ErrStranger = errors.New("access: nobody is signed in")

// check returns an error that names the fix when p cannot be a person.
func (p Person) check() error {
	if p.ID == "" {
		return errors.New("the person has no ID: set User.ID to the key your application knows them by")
	}
	if err := database.CheckKey("User.ID", p.ID, store.MaxPersonID); err != nil {
		return fmt.Errorf("the person cannot be kept: %w", err)
	}
	return nil
}
