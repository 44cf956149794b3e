package stagedoor

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
	"strings"

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

	// Claims are what else the application knows about the person, for its actions:
	// a tenant, a region. They are kept with the session, handed to the hosts of the
	// panel, and shown to nobody. No secrets.
	Claims map[string]string
}

// UserFrom returns the person who runs the action or opened the page. Outside of
// both it returns io.ErrNoTransaction.
func UserFrom(ctx context.Context) (User, error) {
	t, ok := txn.From(ctx)
	if !ok {
		return User{}, io.ErrNoTransaction
	}
	p := t.Person
	return User{ID: p.ID, Email: p.Email, Name: p.Name, Roles: p.Roles, Teams: p.Teams, Claims: p.Claims}, nil
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

// Slug returns the slug of the action or page that runs, as it was registered: for
// links to what stands beside or below it. Outside of both it returns
// io.ErrNoTransaction.
func Slug(ctx context.Context) (string, error) {
	t, ok := txn.From(ctx)
	if !ok {
		return "", io.ErrNoTransaction
	}
	return t.Info.Slug, nil
}

// isPage reports whether ctx belongs to a page.
func isPage(ctx context.Context) bool {
	t, ok := txn.From(ctx)
	return ok && t.Page
}

// ActionURL returns the address of the action or page, with the parameters it was
// opened with: for a message that asks somebody to do the same. Without
// Config.BaseURL it begins with the path.
func ActionURL(ctx context.Context) (string, error) {
	t, ok := txn.From(ctx)
	if !ok {
		return "", io.ErrNoTransaction
	}
	return t.Info.URL, nil
}

// RunURL returns the address of the run, for a message that leads back to it. Only
// those who may see the run can open it. A dashboard that does not name its runs,
// and a page, have that of [ActionURL].
func RunURL(ctx context.Context) (string, error) {
	t, ok := txn.From(ctx)
	if !ok {
		return "", io.ErrNoTransaction
	}
	return cmp.Or(t.Info.RunURL, t.Info.URL), nil
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
// alphabet. A time.Time is shown on the clock of whoever looks, with the exact time in
// its tooltip, and not in its own zone: where that is part of the meaning, hand back a
// text such as t.Format("2 Jan 2006, 15:04 MST").
//
// A display of package io is shown as it is, such as io.Markdown, io.Link or
// io.Metadata; several stand below each other in a slice of io.Display. What needs
// the run to be there, such as a file, a query or a table of more than 500 rows, is an
// error: Show that before the action ends. A dashboard that shows values only, and Wait of
// package stagedoortest, have the texts of the displays instead.
func SetResult(ctx context.Context, v any) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	if displays := displaysOf(v); displays != nil {
		return setDisplays(ctx, t, displays)
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

// SetResultShown is [SetResult] with displays in which people read what v says:
// dashboards that show values only, programs and tests have v.
func SetResultShown(ctx context.Context, v any, displays ...io.Display) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	if err := SetResult(ctx, v); err != nil {
		return err
	}
	data, meta := t.Result()
	kept, _, err := keepDisplays(ctx, displays)
	if err != nil || kept.Displays == nil {
		return err
	}
	if meta != nil {
		var of protocol.ResultMeta
		if err := json.Unmarshal(meta, &of); err != nil {
			return fmt.Errorf("stagedoor: result: %w", err)
		}
		kept.Values = of.Values
	}
	return keepShown(t, data, kept)
}

// displaysOf returns v as displays, nil where it is something else.
func displaysOf(v any) []io.Display {
	switch v := v.(type) {
	case io.Display:
		return []io.Display{v}
	case []io.Display:
		return v
	}
	return nil
}

// setDisplays keeps displays beside what they say in words.
func setDisplays(ctx context.Context, t *txn.Transaction, displays []io.Display) error {
	kept, texts, err := keepDisplays(ctx, displays)
	if err != nil {
		return err
	}
	data, err := json.Marshal(strings.Join(texts, "\n\n"))
	if err != nil {
		return err
	}
	return keepShown(t, data, kept)
}

// keepDisplays returns displays as a result has them, where the dashboard draws them,
// and their texts.
func keepDisplays(ctx context.Context, displays []io.Display) (kept protocol.ResultMeta, texts []string, err error) {
	for _, d := range displays {
		c, words, err := io.Keep(ctx, d)
		if err != nil {
			return kept, nil, fmt.Errorf("stagedoor: result: %w", err)
		}
		texts = append(texts, words)
		if c.MethodName != "" {
			kept.Displays = append(kept.Displays, c)
		}
	}
	return kept, texts, nil
}

// keepShown keeps a value as the result, with displays beside it if there are any.
func keepShown(t *txn.Transaction, data json.RawMessage, kept protocol.ResultMeta) error {
	var meta json.RawMessage
	if kept.Displays != nil {
		var err error
		if meta, err = json.Marshal(kept); err != nil {
			return err
		}
	}
	t.SetResult(data, meta)
	return nil
}

// Log adds a line to the run's log, which the person reads and which is kept
// with the run. Use Config.Logger for what is not meant for them. Lines over
// 10,000 characters are cut.
func Log(ctx context.Context, format string, args ...any) error {
	return LogAt(ctx, slog.LevelInfo, format, args...)
}

// LogAt is [Log] at a level, with which the person can filter the log: debug,
// info, warn or error. Levels between two are the lower one.
func LogAt(ctx context.Context, level slog.Level, format string, args ...any) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	return t.Link().Log(ctx, levelOf(level), fmt.Sprintf(format, args...))
}

func levelOf(level slog.Level) protocol.LogLevel {
	switch {
	case level >= slog.LevelError:
		return protocol.LogError
	case level >= slog.LevelWarn:
		return protocol.LogWarn
	case level >= slog.LevelInfo:
		return protocol.LogInfo
	}
	return protocol.LogDebug
}

// Redirect sends the person to another screen, or shows a link to an address
// elsewhere. It does not end the action: return after it. A page may redirect as
// well: the screen it names takes its place in the history of the browser, so that
// Back does not lead to the redirect again, and an action shows its card before it
// starts, as nobody pressed anything. An address of a kind that links may not have,
// such as javascript:, is an error.
func Redirect(ctx context.Context, to Link) error { return redirect(ctx, to, false) }

// RedirectReplacing is [Redirect] to a screen that takes the place of the run in
// the history of the browser: Back leads to where the person was before the run.
func RedirectReplacing(ctx context.Context, to Link) error { return redirect(ctx, to, true) }

func redirect(ctx context.Context, to Link, replace bool) error {
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
	return t.Link().Redirect(ctx, protocol.RedirectTarget{
		Route: target.Route, URL: target.URL, Params: target.Params, Replace: replace,
	})
}
