package access_test

import (
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

func TestIdentify(t *testing.T) {
	grace := access.Person{ID: "grace", Name: "Grace"}
	for name, test := range map[string]struct {
		identify func(*http.Request) (access.Person, error)
		want     access.Person
		said     string // in the error
		logged   string // for the application's author
	}{
		"somebody": {func(*http.Request) (access.Person, error) { return grace, nil }, grace, "", ""},
		"an error": {
			func(*http.Request) (access.Person, error) { return grace, errors.New("dsn=secret") },
			access.Person{}, "nobody is signed in", "",
		},
		"a panic": {
			func(*http.Request) (access.Person, error) { panic("boom") },
			access.Person{}, "Identify panicked", "boom",
		},
		"nil pointer": {
			func(r *http.Request) (access.Person, error) { return *nobody(r), nil },
			access.Person{}, "Identify panicked", "nil pointer",
		},
		"no ID": {
			func(*http.Request) (access.Person, error) { return access.Person{Name: "Grace"}, nil },
			access.Person{}, "set User.ID", "set User.ID",
		},
		"an ID too long": {
			func(*http.Request) (access.Person, error) { return access.Person{ID: strings.Repeat("x", 256)}, nil },
			access.Person{}, "User.ID", "User.ID",
		},
		"an ID of NUL": {
			func(*http.Request) (access.Person, error) { return access.Person{ID: "a\x00"}, nil },
			access.Person{}, "User.ID", "User.ID",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t, dbtest.Open(t), func(c *access.Config) { c.Identify = test.identify })
			got, err := d.Person(request(t, http.MethodGet))
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("Person = %+v, want %+v", got, test.want)
			}
			switch {
			case test.said == "" && err != nil:
				t.Errorf("error = %v", err)
			case test.said != "" && (!errors.Is(err, access.ErrStranger) || !strings.Contains(err.Error(), test.said)):
				t.Errorf("error = %v, want a stranger and %q", err, test.said)
			case err != nil && strings.Contains(err.Error(), "secret"):
				t.Errorf("the application's error came out: %v", err)
			}
			if log := d.log.String(); !strings.Contains(log, test.logged) || (test.logged == "") != (log == "") {
				t.Errorf("log = %q, want %q", log, test.logged)
			}
		})
	}
}

func TestASessionIsAskedBeforeIdentify(t *testing.T) {
	grace := access.Person{ID: "grace"}
	eachDoorWith(t, func(c *access.Config) {
		c.Identify = func(*http.Request) (access.Person, error) { return grace, nil }
	}, func(t *testing.T, d door) {
		cookie := d.enter(t)
		if p, err := d.Person(request(t, http.MethodGet, cookie)); err != nil || p.ID != "ada" {
			t.Errorf("with a session: %+v, %v", p, err)
		}
		cookie.Value = "made-up"
		if p, err := d.Person(request(t, http.MethodGet, cookie)); err != nil || p.ID != "grace" {
			t.Errorf("with a made-up session: %+v, %v", p, err)
		}
	})
}

// When the database is away nobody knows who somebody is: that is not the same
// as a stranger, and not a reason to ask somebody else.
func TestAFaultIsNotAStranger(t *testing.T) {
	eachDoorWith(t, func(c *access.Config) {
		c.Identify = func(*http.Request) (access.Person, error) { return access.Person{ID: "grace"}, nil }
	}, func(t *testing.T, d door) {
		cookie := d.enter(t)
		must(t, d.db.Exec("DROP TABLE stagedoor_sessions").Error)
		if p, err := d.Person(request(t, http.MethodGet, cookie)); err == nil || errors.Is(err, access.ErrStranger) {
			t.Errorf("without the table: %+v, %v", p, err)
		}
	})
}

func TestIssueLinkWantsAPerson(t *testing.T) {
	d := newDoor(t, dbtest.Open(t), nil)
	if _, err := d.IssueLink(t.Context(), access.Person{Name: "Ada"}); err == nil || !strings.Contains(err.Error(), "set User.ID") {
		t.Errorf("a link for nobody: %v", err)
	}
}

// nobody is what a look-up without a result returns.
func nobody(*http.Request) *access.Person { return nil }
