package autoactions

import (
	"context"
	"fmt"

	"github.com/stagedoor/stagedoor/io"
)

// neighbours lead from a record to those before and after it in the list, in the
// model's own order.
func (m *model) neighbours(ctx context.Context, r record) ([]io.LinkTo, error) {
	if !m.has["list"] {
		return nil, nil
	}
	order, err := m.ordering(nil)
	if err != nil {
		return nil, err
	}
	place, err := m.placeOf(ctx, order, r)
	if err != nil {
		return nil, fmt.Errorf("autoactions: place in %s: %w", m.slug, err)
	}
	var links []io.LinkTo
	for _, way := range []struct {
		label string
		along []sorting
	}{{"Previous", reversed(order)}, {"Next", order}} {
		q, err := m.query(ctx, m.db)
		if err != nil {
			return nil, err
		}
		found, err := m.rows(orderBy(q.Where(m.dialect.beyond(way.along, place)), way.along).Limit(1))
		if err != nil {
			return nil, fmt.Errorf("autoactions: beside a record of %s: %w", m.slug, err)
		}
		if len(found) > 0 {
			links = append(links, m.to("record", way.label, found[0]))
		}
	}
	return links, nil
}
