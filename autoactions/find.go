package autoactions

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// findOne asks for the key of a record and leads to it.
func (m *model) findOne(ctx context.Context) error {
	parts := make([]string, len(m.keys))
	questions := make([]io.Component, len(m.keys))
	for i, c := range m.keys {
		questions[i] = c.askKey(&parts[i])
	}
	if err := io.Group(questions...).Title("Find " + m.noun).Submit("Find").Ask(ctx); err != nil {
		return err
	}
	key := make(keySet, len(m.keys))
	for i, c := range m.keys {
		v, err := c.parsePart(parts[i])
		if err != nil {
			return m.none(parts)
		}
		key[i] = v
	}
	r, err := m.read(ctx, m.db, key)
	if errors.Is(err, errGone) {
		return m.none(parts)
	}
	if err != nil {
		return err
	}
	if !m.has["record"] {
		return stagedoor.SetResult(ctx, map[string]any{"id": m.keyText(r.row)})
	}
	return stagedoor.Redirect(ctx, m.to("record", "", r))
}

// none tells the person that there is no record with this key.
func (m *model) none(parts []string) error { return m.missing(strings.Join(parts, " / ")) }

// askKey asks for one part of a key, by its type.
func (c *column) askKey(into *string) io.Component {
	label := c.tag.Label
	if c.kind == integer || c.kind == unsigned || c.kind == money {
		var n int64
		return io.Int(label).Validate(func(_ context.Context, v int64) error {
			*into = strconv.FormatInt(v, 10)
			return nil
		}).Into(&n)
	}
	return io.Text(label).MaxLength(maxKey).Into(into)
}
