package access_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

func TestSec_B01_CookieAttributes(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*access.Config)
		name   string
		secure bool
	}{
		"loopback":       {nil, "stagedoor-admin", false},
		"secure":         {func(c *access.Config) { c.Secure = true }, "__Host-stagedoor-admin", true},
		"at the root":    {func(c *access.Config) { c.Secure = true; c.Mount = "/" }, "__Host-stagedoor", true},
		"odd mount":      {func(c *access.Config) { c.Mount = "/a/b;c" }, "stagedoor-a-b-c", false},
		"a port":         {func(c *access.Config) { c.Port = "8080" }, "stagedoor-admin-8080", false},
		"root of a port": {func(c *access.Config) { c.Mount, c.Port = "", "8080" }, "stagedoor-8080", false},
		"name of theirs": {func(c *access.Config) { c.Cookie = "crew"; c.Secure = true }, "__Host-crew", true},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t, dbtest.Open(t), test.change)
			c := d.enter(t)
			if c.Name != test.name || c.Secure != test.secure {
				t.Errorf("cookie %s, secure %v", c.Name, c.Secure)
			}
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge != 0 {
				t.Errorf("cookie = %+v", c)
			}
			bits, err := base64.RawURLEncoding.DecodeString(c.Value)
			if err != nil || len(bits) != 32 {
				t.Errorf("token of %d bytes, %v", len(bits), err)
			}
		})
	}
}

// Whoever reads the database can sign in with nothing they find there.
func TestSec_B01_TheDatabaseHoldsNoToken(t *testing.T) {
	eachDoor(t, func(t *testing.T, d door) {
		cookie, link := d.enter(t), d.issue(t)
		for _, text := range allText(t, d.db) {
			if strings.Contains(text, cookie.Value) || strings.Contains(text, link) {
				t.Errorf("a token is stored: %q", text)
			}
			if d.knows(t, &http.Cookie{Name: cookie.Name, Value: strings.ReplaceAll(text, `"`, "")}) {
				t.Errorf("%q works as a session", text)
			}
		}
		if log := d.log.String(); strings.Contains(log, cookie.Value) || strings.Contains(log, link) {
			t.Error("a token is in the log")
		}
	})
}

// allText returns every value of the tables of sessions, links and the audit.
func allText(t *testing.T, db *gorm.DB) []string {
	t.Helper()
	var all []string
	for _, column := range []string{
		"stagedoor_sessions.hash", "stagedoor_sessions.person", "stagedoor_links.hash", "stagedoor_links.person",
		"stagedoor_audit.detail", "stagedoor_audit.object", "stagedoor_guesses.bucket",
	} {
		table, name, _ := strings.Cut(column, ".")
		var values []string
		must(t, db.Table(table).Pluck(name, &values).Error)
		all = append(all, values...)
	}
	if len(all) < 6 {
		t.Fatalf("the tables hold only %q", all)
	}
	return all
}

func TestSec_B02_SignInNeverAdoptsAToken(t *testing.T) {
	eachDoor(t, func(t *testing.T, d door) {
		made := &http.Cookie{Name: "stagedoor-admin", Value: "made-up"}
		first := d.enter(t, made)
		if first.Value == made.Value || d.knows(t, made) {
			t.Error("a made-up token was adopted")
		}
		second := d.enter(t, first)
		if second.Value == first.Value || d.knows(t, first) || !d.knows(t, second) {
			t.Error("signing in again kept the old session")
		}
	})
}

func TestSec_B04_SessionsExpire(t *testing.T) {
	eachDoor(t, func(t *testing.T, d door) {
		idle := d.enter(t)
		d.clock.advance(30*time.Minute - time.Second)
		if !d.knows(t, idle) {
			t.Error("29:59 after the sign-in: not known")
		}
		d.clock.advance(2 * time.Second) // asking whether somebody is known is no activity
		if d.knows(t, idle) {
			t.Error("30:01 after the sign-in: still known")
		}

		busy, began := d.enter(t), d.clock.now()
		for d.clock.now().Sub(began) < 8*time.Hour {
			d.clock.advance(20 * time.Minute)
			if _, err := d.Person(request(t, http.MethodGet, busy)); d.clock.now().Sub(began) < 8*time.Hour && err != nil {
				t.Fatalf("%v after the sign-in: %v", d.clock.now().Sub(began), err)
			}
		}
		if d.knows(t, busy) {
			t.Error("8 hours after the sign-in: still known, since they were active")
		}
	})
}

func TestLimitsAreBounded(t *testing.T) {
	db := dbtest.Open(t)
	s, err := store.Open(t.Context(), db, true)
	must(t, err)
	for name, config := range map[string]access.Config{
		"no store":            {SignInLinks: true},
		"nobody could enter":  {Store: s},
		"idle too long":       {Store: s, SignInLinks: true, Idle: 25 * time.Hour},
		"absolute too long":   {Store: s, SignInLinks: true, Absolute: 8 * 24 * time.Hour},
		"idle below zero":     {Store: s, SignInLinks: true, Idle: -1},
		"absolute below zero": {Store: s, SignInLinks: true, Absolute: -1},
	} {
		if _, err := access.New(config); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSec_B03_SigningOutEndsTheSession(t *testing.T) {
	eachDoor(t, func(t *testing.T, d door) {
		cookie, other := d.enter(t), d.enter(t)
		if !d.CanSignOut(request(t, http.MethodGet, cookie)) {
			t.Error("there is no session to sign out of")
		}
		w := httptest.NewRecorder()
		wantErr(t, d.SignOut(w, request(t, http.MethodGet, cookie)), access.ErrMethod)
		if !d.knows(t, cookie) {
			t.Error("a GET signed out")
		}
		must(t, d.SignOut(w, request(t, http.MethodPost, cookie)))
		if set := w.Result().Cookies(); len(set) != 1 || set[0].Name != cookie.Name || set[0].MaxAge >= 0 {
			t.Errorf("signing out set %v", set)
		}
		if d.knows(t, cookie) || !d.knows(t, other) {
			t.Error("signing out ended the wrong session")
		}
		must(t, d.SignOut(httptest.NewRecorder(), request(t, http.MethodPost, cookie)))
		must(t, d.SignOut(httptest.NewRecorder(), request(t, http.MethodPost)))
		if d.CanSignOut(request(t, http.MethodGet, cookie)) {
			t.Error("there is still a session to sign out of")
		}
	})
}

func TestSec_B09_LinksWorkOnceForHalfAnHour(t *testing.T) {
	eachDoor(t, func(t *testing.T, d door) {
		token := d.issue(t)
		_, err := d.SignIn(httptest.NewRecorder(), request(t, http.MethodGet), token)
		wantErr(t, err, access.ErrMethod)
		_, err = d.signIn(t, token) // the GET has not used it
		must(t, err)
		_, err = d.signIn(t, token)
		wantErr(t, err, access.ErrLink)

		late := d.issue(t)
		d.clock.advance(30 * time.Minute)
		_, err = d.signIn(t, late)
		wantErr(t, err, access.ErrLink)

		wins := 0
		token = d.issue(t)
		for _, err := range dbtest.Race(5, func(int) error { // as many as pass the throttle
			_, err := d.SignIn(httptest.NewRecorder(), request(t, http.MethodPost), token)
			return err
		}) {
			if err == nil {
				wins++
			}
		}
		if wins != 1 {
			t.Errorf("%d used one link at the same time", wins)
		}
	})
}

func TestSec_B07_WrongLinksAreThrottled(t *testing.T) {
	eachDoor(t, func(t *testing.T, d door) {
		token := d.issue(t)
		for range 5 {
			_, err := d.signIn(t, "wrong")
			wantErr(t, err, access.ErrLink)
		}
		_, err := d.signIn(t, token)
		if _, refused := errors.AsType[*store.TooManyError](err); !refused {
			t.Errorf("the right link among too many wrong ones: %v", err)
		}
		other := request(t, http.MethodPost)
		other.RemoteAddr = "203.0.113.9:1234"
		if _, err := d.SignIn(httptest.NewRecorder(), other, d.issue(t)); err != nil {
			t.Errorf("another address was refused too: %v", err)
		}
		d.clock.advance(time.Minute)
		_, err = d.signIn(t, token) // refused before it was looked at, so it still works
		must(t, err)
	})
}

func TestSec_B01_NoSessionOverPlainHTTP(t *testing.T) {
	d := newDoor(t, dbtest.Open(t), nil)
	for host, loopback := range map[string]bool{
		"localhost": true, "localhost:8080": true, "shop.localhost:80": true, "LOCALHOST": true,
		"127.0.0.1:8080": true, "127.9.9.9": true, "[::1]:8080": true, "[::1]": true,
		"example.com": false, "192.168.0.7:8080": false, "127.0.0.1.evil.test": false, "notlocalhost": false, "": false,
	} {
		r := request(t, http.MethodPost)
		r.Host = host
		_, err := d.SignIn(httptest.NewRecorder(), r, d.issue(t))
		if loopback != (err == nil) || !loopback && !errors.Is(err, access.ErrInsecure) {
			t.Errorf("host %q: %v", host, err)
		}
	}
}

func TestLinksAreOffUnlessAskedFor(t *testing.T) {
	db := dbtest.Open(t)
	on := newDoor(t, db, nil)
	cookie, token := on.enter(t), on.issue(t)
	off := newDoor(t, db, func(c *access.Config) {
		c.SignInLinks = false
		c.Identify = func(*http.Request) (access.Person, error) { return access.Person{}, errors.New("not signed in") }
	})
	off.clock.advance(on.clock.now().Sub(off.clock.now()))
	if _, err := off.IssueLink(t.Context(), ada); err == nil {
		t.Error("a link was issued")
	}
	_, err := off.signIn(t, token)
	wantErr(t, err, access.ErrLink)
	if off.knows(t, cookie) || off.CanSignOut(request(t, http.MethodGet, cookie)) {
		t.Error("a session from when links were on still works")
	}
}
