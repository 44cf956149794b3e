// Package access_test holds sign-in and sessions to what their comments promise,
// on every engine.
package access_test

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

var ada = access.Person{ID: "ada", Email: "ada@example.com", Name: "Ada", Roles: []string{"admin"}, Teams: []string{"support"}}

// clock is a clock that moves when it is told to.
type clock struct{ micros atomic.Int64 }

func (c *clock) now() time.Time          { return time.UnixMicro(c.micros.Load()) }
func (c *clock) advance(d time.Duration) { c.micros.Add(d.Microseconds()) }

// door is an Access with what tests look at.
type door struct {
	*access.Access
	db    *gorm.DB
	store *store.Store
	clock *clock
	log   *strings.Builder
}

// newDoor returns a door with sign-in links over db; change alters its settings.
func newDoor(t *testing.T, db *gorm.DB, change func(*access.Config)) door {
	t.Helper()
	s, err := store.Open(t.Context(), db, true)
	must(t, err)
	d := door{db: db, store: s, clock: &clock{}, log: &strings.Builder{}}
	d.clock.advance(1e6 * time.Hour)
	config := access.Config{
		Store: s, SignInLinks: true, Mount: "/admin", Now: d.clock.now,
		Logger: slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelInfo})),
	}
	if change != nil {
		change(&config)
	}
	d.Access, err = access.New(config)
	must(t, err)
	return d
}

// eachDoor runs body with a door over every engine.
func eachDoor(t *testing.T, body func(t *testing.T, d door)) {
	t.Helper()
	eachDoorWith(t, nil, body)
}

// eachDoorWith is eachDoor with other settings.
func eachDoorWith(t *testing.T, change func(*access.Config), body func(t *testing.T, d door)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) { body(t, newDoor(t, db, change)) })
}

// request is one from a browser on this machine with these cookies.
func request(t *testing.T, method string, cookies ...*http.Cookie) *http.Request {
	r := httptest.NewRequestWithContext(t.Context(), method, "http://127.0.0.1:8080/admin/", nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return r
}

// signIn uses a link from a browser with these cookies and returns the new one.
func (d door) signIn(t *testing.T, token string, cookies ...*http.Cookie) (*http.Cookie, error) {
	t.Helper()
	w := httptest.NewRecorder()
	p, err := d.SignIn(w, request(t, http.MethodPost, cookies...), token)
	set := w.Result().Cookies()
	if err != nil {
		if len(set) != 0 {
			t.Errorf("a refused sign-in set %v", set)
		}
		return nil, err
	}
	if !reflect.DeepEqual(p, ada) {
		t.Errorf("signed in as %+v", p)
	}
	if len(set) != 1 {
		t.Fatalf("sign-in set %v", set)
	}
	return set[0], nil
}

// enter issues a link for Ada and uses it.
func (d door) enter(t *testing.T, cookies ...*http.Cookie) *http.Cookie {
	t.Helper()
	cookie, err := d.signIn(t, d.issue(t), cookies...)
	must(t, err)
	return cookie
}

func (d door) issue(t *testing.T) string {
	t.Helper()
	token, err := d.IssueLink(t.Context(), ada)
	must(t, err)
	return token
}

// knows reports whether the door knows who sends this cookie.
func (d door) knows(t *testing.T, cookie *http.Cookie) bool {
	t.Helper()
	p, err := d.Check(request(t, http.MethodGet, cookie))
	if err != nil && !errors.Is(err, access.ErrStranger) {
		t.Fatal(err)
	}
	if err == nil && !reflect.DeepEqual(p, ada) {
		t.Errorf("the session is of %+v", p)
	}
	return err == nil
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErr(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("error = %v, want %v", got, want)
	}
}
