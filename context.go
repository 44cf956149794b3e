package stagedoor

import (
	"context"
	"fmt"
	"strconv"

	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

// User is somebody who may enter the panel.
type User struct {
	// ID names the person for good: runs, sessions and the audit hang on it.
	// Required.
	ID string

	// Email and Name are shown. Default of Name: the e-mail, or else the ID.
	Email, Name string

	// Roles are passed to actions. The role "admin" also reaches peers that know
	// only Interval's three roles.
	Roles []string

	// Teams decide what the person may see; see Action.Teams.
	Teams []string
}

// UserFrom returns the person who runs the action or opened the page. Outside of
// both it returns io.ErrNoTransaction.
func UserFrom(ctx context.Context) (User, error) {
	t, ok := txn.From(ctx)
	if !ok {
		return User{}, io.ErrNoTransaction
	}
	p := t.Person
	return User{ID: p.ID, Email: p.Email, Name: p.Name, Roles: p.Roles, Teams: p.Teams}, nil
}

// Environment returns the name given as Config.Environment, or what a remote
// dashboard calls its environment.
func Environment(ctx context.Context) (string, error) {
	t, ok := txn.From(ctx)
	if !ok {
		return "", io.ErrNoTransaction
	}
	return t.Info.Environment, nil
}

// ParamMap holds the parameters that an action or page was opened with. Values
// from an address are strings.
type ParamMap map[string]any

// Params returns the parameters of the run or page. Outside of both it returns
// io.ErrNoTransaction.
func Params(ctx context.Context) (ParamMap, error) {
	t, ok := txn.From(ctx)
	if !ok {
		return nil, io.ErrNoTransaction
	}
	return ParamMap(t.Info.Params), nil
}

// String returns a parameter as text, and "" when it is missing.
func (p ParamMap) String(name string) string {
	switch v := p[name].(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		return fmt.Sprint(v)
	}
}

// Int returns a parameter as a whole number. The error of a missing or badly
// written one is meant for the person who opened the link.
func (p ParamMap) Int(name string) (int64, error) {
	text := p.String(name)
	if text == "" {
		return 0, Fail("This link lacks the parameter %q.", name)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, Fail("The parameter %q of this link has to be a whole number, not %q.", name, text)
	}
	return n, nil
}

// SetResult keeps v as what the run hands back when it ends; the last call wins.
// Of structs only the fields with an io or json tag cross, in their order; see
// io.Public. The keys of a map have no order in Go and are shown in that of the
// alphabet.
func SetResult(ctx context.Context, v any) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	shown, err := io.Public(v)
	if err != nil {
		return fmt.Errorf("stagedoor: result: %w", err)
	}
	data, meta, err := protocol.Encode(shown)
	if err != nil {
		return fmt.Errorf("stagedoor: encode the result: %w", err)
	}
	t.SetResult(data, meta)
	return nil
}

// Log adds a line to the run's log, which the person reads and which is kept
// with the run. Use Config.Logger for what is not meant for them. Lines over
// 10,000 characters are cut.
func Log(ctx context.Context, format string, args ...any) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	return t.Link().Log(ctx, fmt.Sprintf(format, args...))
}

// Redirect sends the person to another screen, or shows a link to an address
// elsewhere. It does not end the action. An address of a kind that links may not
// have, such as javascript:, is an error.
func Redirect(ctx context.Context, to Link) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	if (to.Route == "") == (to.URL == "") {
		return fmt.Errorf("stagedoor: a redirect needs exactly one of Route and URL")
	}
	target, err := to.Button()
	if err != nil {
		return fmt.Errorf("stagedoor: redirect: %w", err)
	}
	return t.Link().Redirect(ctx, protocol.RedirectTarget{Route: target.Route, URL: target.URL, Params: target.Params})
}
