package server

import (
	"errors"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// The most that a saved view may have.
const (
	maxViewName   = 80      // characters
	maxViewList   = 255     // bytes
	maxViewState  = 8 << 10 // bytes
	maxViewValues = 50
)

// views lists the saved views of a page that the person may see.
func (r *request) views(in protocol.ViewsRequest) (any, error) {
	if !r.seesPage(in.Slug) {
		return nil, errAbsent
	}
	rows, err := r.s.store.Views(r.ctx, in.Slug, r.person.ID)
	if err != nil {
		return nil, err
	}
	found := protocol.Views{Views: []protocol.View{}}
	for _, row := range rows {
		if access.May(r.person, access.SeeView, r.s.objectOfView(row)) {
			found.Views = append(found.Views, r.told(row))
		}
	}
	return found, nil
}

// saveView keeps a new view of a list.
func (r *request) saveView(in protocol.SaveViewRequest) (any, error) {
	if !r.seesPage(in.Slug) {
		return nil, errAbsent
	}
	if in.Key == "" || len(in.Key) > store.MaxStartKey || strings.ContainsFunc(in.Key, unicode.IsControl) {
		return nil, refuse(protocol.Invalid, "The field key has to have 1 to %d characters.", store.MaxStartKey)
	}
	if len(in.List) > maxViewList {
		return nil, refuse(protocol.Invalid, "The views of a list whose label is longer than %d bytes cannot be saved.", maxViewList)
	}
	content, err := viewContent(in.Name, in.State, in.Shared)
	if err != nil {
		return nil, err
	}
	row, err := r.s.store.SaveView(r.ctx, store.View{
		ID: protocol.NewID(), PersonID: r.person.ID, PersonName: r.person.Name, Slug: in.Slug, List: in.List, Key: in.Key, ViewContent: content,
	})
	switch {
	case errors.Is(err, store.ErrFull):
		return nil, refuse(protocol.TooLarge, "You have %d views of this page, which is as many as there can be. Delete one first.", store.MaxViews)
	case errors.Is(err, store.ErrConflict):
		return nil, refuse(protocol.Conflict, "This key has saved another view already.")
	case err != nil:
		return nil, err
	}
	return r.told(row), nil
}

// changeView gives a view of the person another name or state, or shares it.
func (r *request) changeView(in protocol.ChangeViewRequest) (any, error) {
	if err := r.mayChange(in.ViewID); err != nil {
		return nil, err
	}
	content, err := viewContent(in.Name, in.State, in.Shared)
	if err != nil {
		return nil, err
	}
	row, err := r.s.store.ChangeView(r.ctx, in.ViewID, r.person.ID, content)
	if err != nil {
		return nil, absent(err)
	}
	return r.told(row), nil
}

// deleteView deletes a view of the person.
func (r *request) deleteView(in protocol.ViewRef) (any, error) {
	if err := r.mayChange(in.ViewID); err != nil {
		return nil, err
	}
	return nil, absent(r.s.store.DeleteView(r.ctx, in.ViewID, r.person.ID))
}

// seesPage reports whether there is such a page for the person.
func (r *request) seesPage(slug string) bool {
	n, _ := r.s.services.find(slug)
	return n != nil && n.page && access.May(r.person, access.OpenPage, n.object())
}

// mayChange refuses the id of a view that is not there or not the person's own.
func (r *request) mayChange(id string) error {
	if !runID(id) {
		return errAbsent
	}
	row, err := r.s.store.View(r.ctx, id)
	if err != nil {
		return absent(err)
	}
	if !r.seesPage(row.Slug) || !access.May(r.person, access.ChangeView, r.s.objectOfView(row)) {
		return errAbsent
	}
	return nil
}

// absent says of a row that is not there what is said of one nobody may see.
func absent(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return errAbsent
	}
	return err
}

// objectOfView is a saved view to the decision function.
func (s *Server) objectOfView(row store.View) access.Object {
	o := access.Object{Kind: access.ViewObject, Owner: row.PersonID, Shared: row.Shared}
	if n, _ := s.services.find(row.Slug); n != nil {
		o.Teams = n.teams()
	}
	return o
}

// told is a view as the person sees it.
func (r *request) told(row store.View) protocol.View {
	v := protocol.View{ID: row.ID, List: row.List, Name: row.Name, State: row.Query, Shared: row.Shared, Mine: row.PersonID == r.person.ID}
	if !v.Mine {
		v.Owner = row.PersonName
	}
	return v
}

// viewContent checks what somebody wants to keep as a view. It becomes part of an
// address in the browsers of others, so it may be nothing but a query.
func viewContent(name, state string, shared bool) (c store.ViewContent, err error) {
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); n < 1 || n > maxViewName || strings.ContainsFunc(name, unicode.IsControl) {
		return c, refuse(protocol.Invalid, "The name of a view has to have 1 to %d characters.", maxViewName)
	}
	if len(state) > maxViewState {
		return c, refuse(protocol.TooLarge, "This view has too many or too long filters to be saved: its address may have %d KiB.", maxViewState>>10)
	}
	values, err := url.ParseQuery(state)
	if err != nil || strings.ContainsFunc(state, notOfQuery) {
		return c, refuse(protocol.Invalid, "The field state has to be a query, as addresses have it.")
	}
	if len(values) > maxViewValues {
		return c, refuse(protocol.TooLarge, "This view has more than %d filters, which are too many to be saved.", maxViewValues)
	}
	return store.ViewContent{Name: name, Query: state, Shared: shared}, nil
}

// notOfQuery reports whether c does not stand in a query as browsers write it.
func notOfQuery(c rune) bool {
	return c > unicode.MaxASCII || !nameByte(byte(c)) && !strings.ContainsRune("*+%&=", c)
}
