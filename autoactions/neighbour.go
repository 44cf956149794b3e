package autoactions

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"

	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// paramList is how a person looks at the list from which they came to a record.
const paramList = "list"

// listed is that list: what is searched, filtered and sorted there, and the text of
// it; nothing where they came from elsewhere, or from a list that is no more like that.
func (m *model) listed(ctx context.Context) (io.TableQuery, string, error) {
	params, err := stagedoor.Params(ctx)
	if err != nil || params.String(paramList) == "" {
		return io.TableQuery{}, "", err
	}
	links, err := m.linkColumns(ctx)
	if err != nil {
		return io.TableQuery{}, "", err
	}
	text := params.String(paramList)
	if q, err := m.listTable(links...).StateOf(text); err == nil {
		return q, text, nil
	}
	return io.TableQuery{}, "", nil
}

// inList keeps with a link to a part of the model from which list the person came.
func inList(to io.LinkTo, text string) io.LinkTo {
	if text == "" {
		return to
	}
	to.Params = maps.Clone(to.Params)
	to.Params[paramList] = text
	return to
}

// listAs leads to the list as somebody looked at it.
func (m *model) listAs(text string) io.LinkTo {
	to := io.LinkTo{Route: m.slug, Params: map[string]any{}}
	query, err := url.ParseQuery(text)
	if err != nil {
		return to
	}
	for name, values := range query {
		to.Params[name] = values[0]
	}
	return to
}

// neighbours has the page of a record lead to those before and after it in the list,
// as the person looks at that, which is returned.
func (m *model) neighbours(ctx context.Context, r record, page *stagedoor.Layout) (text string, err error) {
	if !m.has["list"] {
		return "", nil
	}
	list, text, err := m.listed(ctx)
	if err != nil {
		return "", err
	}
	conditions, err := m.conditions(ctx, list, nil)
	if _, told := m.refused(err); told {
		list, text, conditions, err = io.TableQuery{}, "", nil, nil
	}
	if err != nil {
		return "", err
	}
	order, err := m.ordering(list.Sort)
	if err != nil {
		return "", err
	}
	place, err := m.placeOf(ctx, order, r)
	if err != nil {
		return "", fmt.Errorf("autoactions: place in %s: %w", m.slug, err)
	}
	for _, way := range []struct {
		along []sorting
		into  *stagedoor.Link
	}{{reversed(order), &page.Previous}, {order, &page.Next}} {
		q, err := m.query(ctx, m.db)
		if err != nil {
			return "", err
		}
		beyond := slices.Concat(conditions, []clause.Expression{m.dialect.beyond(way.along, place)})
		found, err := m.rows(orderBy(q.Where(all(beyond)), way.along).Limit(1))
		if err != nil {
			return "", fmt.Errorf("autoactions: beside a record of %s: %w", m.slug, err)
		}
		if len(found) > 0 {
			*way.into = inList(m.to("record", m.title(found[0]), found[0]), text)
		}
	}
	return text, nil
}
