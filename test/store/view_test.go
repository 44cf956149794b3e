package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
)

func saveView(t *testing.T, s *store.Store, v store.View) store.View {
	t.Helper()
	v.Key, v.Slug = v.ID, "charges"
	saved, err := s.SaveView(t.Context(), v)
	must(t, err)
	return saved
}

// views are the ids of what a person sees.
func viewsOf(t *testing.T, s *store.Store, person string) string {
	t.Helper()
	found, err := s.Views(t.Context(), "charges", person)
	must(t, err)
	ids := make([]string, len(found))
	for i, v := range found {
		ids[i] = v.ID
	}
	return strings.Join(ids, " ")
}

// A view belongs to the person who saved it; others see it as long as it is shared.
func TestViews(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		content := store.ViewContent{Name: "Größer \x00als", Query: "q=%C3%A4&f.Status.in=paid%2Cnew", Shared: true}
		first := saveView(t, s, store.View{ID: "v1", PersonID: "ada", PersonName: "Ada", List: "Charges", ViewContent: content})
		got, err := s.View(t.Context(), "v1")
		must(t, err)
		if got != first || got.Name != "Größer \uFFFDals" || got.Query != content.Query || !got.SavedAt.Equal(c.now()) {
			t.Errorf("kept %+v", got)
		}
		c.advance(time.Second)
		saveView(t, s, store.View{ID: "v2", PersonID: "ada"})
		c.advance(time.Second)
		saveView(t, s, store.View{ID: "v3", PersonID: "Ada"})
		if a, b := viewsOf(t, s, "ada"), viewsOf(t, s, "Ada"); a != "v1 v2" || b != "v3 v1" {
			t.Errorf("ada sees %s, another %s", a, b)
		}
		for _, person := range []string{"Ada", "ada ", ""} {
			_, err = s.ChangeView(t.Context(), "v1", person, store.ViewContent{})
			wantErr(t, err, store.ErrNotFound)
			wantErr(t, s.DeleteView(t.Context(), "v1", person), store.ErrNotFound)
		}
		for range 2 { // the second changes nothing, which is no mistake
			got, err = s.ChangeView(t.Context(), "v1", "ada", store.ViewContent{Name: "Mine"})
			must(t, err)
		}
		if got.Name != "Mine" || got.Query != "" || got.Shared || viewsOf(t, s, "Ada") != "v3" {
			t.Errorf("changed to %+v", got)
		}
		must(t, s.DeleteView(t.Context(), "v1", "ada"))
		wantErr(t, s.DeleteView(t.Context(), "v1", "ada"), store.ErrNotFound)
		if _, err = s.View(t.Context(), "v1"); viewsOf(t, s, "ada") != "v2" {
			t.Error("a deleted view is there")
		}
		wantErr(t, err, store.ErrNotFound)
		if _, err := s.SaveView(t.Context(), store.View{ID: "v4", PersonID: "ada", Slug: "charges", Key: strings.Repeat("k", 65)}); err == nil {
			t.Error("a long key is taken")
		}
	})
}

// A key saves one view, and a person has so many of them.
func TestViewsAreLimited(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		for i := range store.MaxViews {
			saveView(t, s, store.View{ID: fmt.Sprint("v", i), PersonID: "ada"})
		}
		one := store.View{ID: "again", PersonID: "ada", Slug: "charges", Key: "v7"}
		got, err := s.SaveView(t.Context(), one)
		must(t, err)
		if got.ID != "v7" {
			t.Errorf("a key saved %s too", got.ID)
		}
		one.Slug = "customers"
		_, err = s.SaveView(t.Context(), one)
		wantErr(t, err, store.ErrConflict)
		one = store.View{ID: "more", PersonID: "ada", Slug: "charges", Key: "more"}
		_, err = s.SaveView(t.Context(), one)
		wantErr(t, err, store.ErrFull)
		_, err = s.View(t.Context(), "more")
		wantErr(t, err, store.ErrNotFound)
		must(t, s.DeleteView(t.Context(), "v0", "ada"))
		_, err = s.SaveView(t.Context(), one)
		must(t, err)
	})
}
