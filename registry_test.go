package stagedoor

import (
	"context"
	"strings"
	"testing"
)

func nothing(context.Context) error { return nil }

func TestSlugs(t *testing.T) {
	good := []string{"hello", "a", "refunds/refund_user", "A.b-c_9", "a/b/c", "x-", "..x"}
	bad := map[string]string{
		"": "single slashes", "/a": "single slashes", "a/": "single slashes", "a//b": "single slashes",
		"-x": "panel's own", "-/runs": "panel's own", "a b": "not allowed", "a?b": "not allowed",
		"é": "not allowed", ".": "single slashes", "a/../b": "single slashes", "a\\b": "not allowed", "a\x00": "not allowed",
	}
	for _, slug := range good {
		if err := checkSlug(slug); err != nil {
			t.Errorf("%q is refused: %v", slug, err)
		}
	}
	for slug, want := range bad {
		if err := checkSlug(slug); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error with %q", slug, err, want)
		}
	}
}

func TestMistakesAreReportedTogether(t *testing.T) {
	mistakes := map[string]func(*Registry){
		"bad slug":         func(r *Registry) { r.Action("a b", Action{Handler: nothing}) },
		"no handler":       func(r *Registry) { r.Action("a", Action{}) },
		"twice":            func(r *Registry) { r.Action("a", Action{Handler: nothing}); r.Action("a", Action{Handler: nothing}) },
		"page over action": func(r *Registry) { r.Action("a", Action{Handler: nothing}); r.Page("a", Page{}) },
	}
	for name, mistake := range mistakes {
		t.Run(name, func(t *testing.T) {
			r := NewRegistry()
			mistake(r)
			mistake(r) // and again: all of them are told
			err := r.Check()
			if err == nil || strings.Count(err.Error(), "\n") == 0 || !strings.Contains(err.Error(), `"a`) {
				t.Errorf("Check = %v", err)
			}
			if began := r.begin(); began == nil || !strings.HasPrefix(began.Error(), "stagedoor: ") || !strings.Contains(began.Error(), err.Error()) {
				t.Errorf("begin = %v", began)
			}
		})
	}
}

func TestAMistakeInUsePanics(t *testing.T) {
	r := NewRegistry()
	r.Action("a", Action{Handler: nothing})
	if err := r.begin(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if text, _ := recover().(string); !strings.HasPrefix(text, "stagedoor: action slug") {
			t.Errorf("the panic %q does not name itself", text)
		}
	}()
	r.Action("a", Action{Handler: nothing})
	t.Error("no panic")
}

func TestNamesFromSlugs(t *testing.T) {
	for slug, want := range map[string]string{"refund_user": "Refund user", "refunds/refund-user": "Refund user", "a.b": "A b", "__": "__"} {
		if got := nameOf(slug); got != want {
			t.Errorf("nameOf(%q) = %q, want %q", slug, got, want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	f.Add("refunds/refund_user")
	f.Add("-/a")
	f.Fuzz(func(t *testing.T, slug string) {
		accepted := checkSlug(slug) == nil
		if accepted != slowSlug(slug) {
			t.Errorf("checkSlug(%q) accepts: %v", slug, accepted)
		}
	})
}

// slowSlug is the rule of slugs, written the obvious way.
func slowSlug(slug string) bool {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
	if len(slug) > 0 && slug[0] == '-' {
		return false
	}
	for _, part := range strings.Split(slug, "/") {
		if part == "" || part == "." || part == ".." || strings.Trim(part, allowed) != "" {
			return false
		}
		for _, b := range []byte(part) {
			if !strings.Contains(allowed, string(rune(b))) {
				return false
			}
		}
	}
	return true
}
