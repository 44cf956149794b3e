package autoactions

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/figures"
	"github.com/stagedoor/stagedoor/io"
)

// timelinePage is how many changes the page of a record shows at first.
const timelinePage = 10

// timeline is everything that was done to a record through the panel, newest
// first, page by page. A record that nobody has changed has none.
func (m *model) timeline(ctx context.Context, key keySet) ([]io.Component, error) {
	db := m.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	began, err := m.began(ctx, key)
	if err != nil {
		return nil, err
	}
	n, err := stagedoor.RecordTimelineLen(ctx, db, m.slug, keyText(key), stagedoor.TimelineSpan{From: began})
	if err != nil || n == 0 {
		return nil, err
	}
	return []io.Component{m.timelineTable(key)}, nil
}

func (m *model) timelineTable(key keySet) io.Component {
	fetch := func(ctx context.Context, q io.TableQuery) (io.TablePage[stagedoor.RecordedChange], error) {
		return m.timelinePage(ctx, key, q)
	}
	type row = stagedoor.RecordedChange
	return io.TableFrom("Timeline", fetch).PageSize(timelinePage).NoExport().NoSearch().Columns(
		io.Column[row]{Label: "When", Type: io.DateTimeColumn, Value: func(c row) any { return c.At }},
		io.Column[row]{Label: "Who", Value: func(c row) any { return c.By }},
		io.Column[row]{Label: "What", Value: func(c row) any { return what(c) }},
		io.Column[row]{Label: "Fields", Value: func(c row) any { return m.changedFields(c) }},
		io.Column[row]{Label: "Reason", Value: func(c row) any { return c.Reason }},
	).Key(func(c row) string { return strconv.FormatInt(c.ID, 10) }).RowLink(m.changeLink).RowMenu(m.timelineMenu)
}

// timelinePage reads one page of a timeline.
func (m *model) timelinePage(ctx context.Context, key keySet, q io.TableQuery) (io.TablePage[stagedoor.RecordedChange], error) {
	var page io.TablePage[stagedoor.RecordedChange]
	// The record may have left the scope since the page was opened.
	if _, err := m.readAny(ctx, key); errors.Is(err, errGone) {
		return page, m.missing(keyText(key))
	} else if err != nil {
		return page, err
	}
	began, err := m.began(ctx, key)
	if err != nil {
		return page, err
	}
	span := stagedoor.TimelineSpan{From: began, Limit: q.Limit + 1}
	for text, into := range map[string]*int64{q.After: &span.Before, q.Before: &span.After} {
		if text == "" {
			continue
		}
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id <= 0 {
			return page, stagedoor.Fail("This place in the timeline cannot be found. Start from the first page.")
		}
		*into = id
	}
	db := m.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	rows, err := stagedoor.RecordTimeline(ctx, db, m.slug, keyText(key), span)
	if err != nil {
		return page, err
	}
	if page.Total, err = stagedoor.RecordTimelineLen(ctx, db, m.slug, keyText(key), span); err != nil {
		return page, err
	}
	more := len(rows) > q.Limit
	if more && span.After > 0 {
		rows = rows[1:] // what is one too many comes first, on the way back
	} else if more {
		rows = rows[:q.Limit]
	}
	page.Rows = rows
	if len(rows) == 0 {
		return page, nil
	}
	if err := m.nameRecorded(ctx, rows); err != nil {
		return page, err
	}
	if more || span.After > 0 {
		page.Next = strconv.FormatInt(rows[len(rows)-1].ID, 10)
	}
	if span.Before > 0 || span.After > 0 && more {
		page.Prev = strconv.FormatInt(rows[0].ID, 10)
	}
	return page, nil
}

// changeLink leads to the page of a change.
func (m *model) changeLink(c stagedoor.RecordedChange) io.LinkTo {
	return io.LinkTo{Route: m.at("change"), Params: map[string]any{"id": c.Key, "change": strconv.FormatInt(c.ID, 10)}}
}

// showChange is the page of one change of a record: every field, before and after.
func (m *model) showChange(ctx context.Context) (stagedoor.Layout, error) {
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return stagedoor.Layout{}, err
	}
	none := stagedoor.Fail("There is no such change of this %s.", m.noun)
	key, err := m.parseKey(params.String("id"))
	id, noID := strconv.ParseInt(params.String("change"), 10, 64)
	if err != nil || noID != nil || id <= 0 || id == math.MaxInt64 {
		return stagedoor.Layout{}, none
	}
	r, err := m.readAny(ctx, key)
	if errors.Is(err, errGone) {
		return stagedoor.Layout{}, none
	}
	if err != nil {
		return stagedoor.Layout{}, err
	}
	db := m.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	began, err := m.began(ctx, key)
	if err != nil {
		return stagedoor.Layout{}, err
	}
	found, err := stagedoor.RecordTimeline(ctx, db, m.slug, keyText(key), stagedoor.TimelineSpan{From: began, Before: id + 1, Limit: 1})
	if err != nil {
		return stagedoor.Layout{}, err
	}
	if len(found) == 0 || found[0].ID != id {
		return stagedoor.Layout{}, none
	}
	if err := m.nameRecorded(ctx, found); err != nil {
		return stagedoor.Layout{}, err
	}
	c := found[0]
	facts := []io.MetaItem{
		{Label: "When", Value: c.At, Type: io.DateTimeColumn}, {Label: "Who", Value: c.By}, {Label: "What", Value: what(c)},
	}
	if c.Reason != "" {
		facts = append(facts, io.MetaItem{Label: "Reason", Value: c.Reason})
	}
	menu := m.timelineMenu(c)
	if m.has["undo"] && c.RunID != "" {
		more, err := stagedoor.UndoableOfRun(ctx, db, m.slug, c.RunID, 2)
		if err != nil {
			return stagedoor.Layout{}, err
		}
		if len(more) > 1 {
			menu = append(menu, m.undoAllLink("Undo all that its run did", c.RunID))
		}
	}
	if m.has["record"] {
		menu = append(menu, m.to("record", m.name, r))
	}
	return stagedoor.Layout{
		Title: what(c) + " of " + m.title(r), Menu: menu,
		Children: []io.Component{io.Metadata("Change", facts...), io.Changes(m.changedRows(c)...).Label("Fields")},
	}, nil
}

// readAny reads a record of the scope, marked as deleted or not.
func (m *model) readAny(ctx context.Context, key keySet) (record, error) {
	q, err := m.query(ctx, m.db)
	if err != nil {
		return record{}, err
	}
	return m.one(q.Unscoped().Where(m.where(key)))
}

// what says in a word or two what was done.
func what(c stagedoor.RecordedChange) string {
	said := sentence(wordsOf(c.Verb))
	if c.UndoneBy != 0 {
		said += " (undone)"
	}
	return said
}

// timelineMenu leads from a change to its run and to its undo.
func (m *model) timelineMenu(c stagedoor.RecordedChange) []io.LinkTo {
	var links []io.LinkTo
	if m.has["undo"] && !c.UndoUntil.IsZero() {
		links = append(links, m.undoLink(c))
	}
	if c.RunID != "" {
		links = append(links, io.LinkTo{Label: "Open the run", Route: "-/runs/" + c.RunID})
	}
	return links
}

// changedFields is changedRows in one line.
func (m *model) changedFields(change stagedoor.RecordedChange) string {
	rows := m.changedRows(change)
	said := make([]string, len(rows))
	for i, row := range rows {
		switch {
		case row.Before != nil && row.After != nil:
			said[i] = fmt.Sprintf("%s: %s → %s", row.Label, row.Before, row.After)
		case row.After != nil:
			said[i] = fmt.Sprintf("%s: %s", row.Label, row.After)
		default:
			said[i] = fmt.Sprintf("%s: %s", row.Label, row.Before)
		}
	}
	return strings.Join(said, "; ")
}

// changedRows lists what a change did to the fields that are still shown, in the
// order in which they are shown, and what is told beside them. What is left of a new or
// deleted record is what it held.
func (m *model) changedRows(change stagedoor.RecordedChange) []io.Change {
	var rows []io.Change
	for _, c := range m.columns {
		before, had := change.Before[c.name()]
		after, has := change.After[c.name()]
		row := io.Change{Label: c.tag.Label}
		switch {
		case !c.seen() || had && has && sameValue(before, after) && c.tag.Mask == "": // of what is masked both may look the same
			continue
		case c.secret:
			if !has {
				continue
			}
			row.After = c.spoken(after)
		case had && has:
			row.Before, row.After = c.spoken(before), c.spoken(after)
		case has && change.Before == nil && after != nil:
			row.After = c.spoken(after)
		case had && change.After == nil && before != nil:
			row.Before = c.spoken(before)
		default:
			continue
		}
		rows = append(rows, row)
	}
	return slices.Concat(rows, m.changedRelations(change), refundFacts(change))
}

// changedRelations lists what a change did to the rows beside the record. Of records that
// a Scope keeps from some people only those have a name that the person sees: see
// nameLinks.
func (m *model) changedRelations(change stagedoor.RecordedChange) []io.Change {
	var rows []io.Change
	for _, rel := range m.toldRelations() {
		before, had := change.Before[rel.key()]
		after, has := change.After[rel.key()]
		if !had && !has {
			continue
		}
		named := !m.keepsFrom(rel)
		rows = append(rows, io.Change{Label: rel.label(), Before: spokenLinks(before, named), After: spokenLinks(after, named)})
	}
	return rows
}

// toldRelations are the relations that a timeline tells of: those that are shown, and
// those to rows that are registered nowhere, which may stand in a form.
func (m *model) toldRelations() []*relation {
	told := m.shownRelations(hasOne, hasMany, manyToMany)
	for _, rel := range m.relations {
		if (rel.kind == hasOne || rel.kind == hasMany) && !rel.hidden && !m.known.registered(rel.target) {
			told = append(told, rel)
		}
	}
	return told
}

// inCurrency adds the currency to a number of its own unit.
func (c *column) inCurrency(number string) string {
	if c.tag.Currency == "" || c.kind != decimal && c.kind != float {
		return number
	}
	return figures.Grouped(padded(number, c.places())) + " " + c.tag.Currency
}

// spoken writes a value of the audit into a sentence.
func (c *column) spoken(v any) string {
	switch v := v.(type) {
	case nil:
		return "–"
	case recordedName:
		return v.name
	case bool:
		if v {
			return "Yes"
		}
		return "No"
	case float64:
		if c.kind == money {
			return io.FormatMoney(int64(v), c.tag.Currency)
		}
		return c.inCurrency(textOf(v))
	case string:
		return c.inCurrency(textOf(c.labelled(v)))
	case int64:
		if c.kind == money {
			return io.FormatMoney(v, c.tag.Currency)
		}
	}
	return textOf(v)
}
