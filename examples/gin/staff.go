package main

import (
	"crypto/rand"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/stagedoor/stagedoor"
	"golang.org/x/crypto/bcrypt"
)

//go:embed signin.html
var pages embed.FS

const cookie = "shop_session"

// staff is the shop's own sign-in, as an application would have had it long
// before it had a panel: one person, a password, and a session in a cookie.
type staff struct {
	person   stagedoor.User
	password []byte // bcrypt
	page     *template.Template

	mu       sync.RWMutex
	sessions map[string]stagedoor.User // by the cookie's value
}

func newStaff(email, name, password string) (*staff, error) {
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	if err != nil {
		return nil, fmt.Errorf("hash the password: %w", err)
	}
	page, err := template.ParseFS(pages, "signin.html")
	if err != nil {
		return nil, err
	}
	return &staff{
		person:   stagedoor.User{ID: email, Email: email, Name: name},
		password: hash, page: page,
		sessions: map[string]stagedoor.User{},
	}, nil
}

func (s *staff) routes(r *gin.Engine) {
	r.SetHTMLTemplate(s.page)
	r.GET("/staff", s.show)
	r.POST("/staff/signin", s.signIn)
	r.POST("/staff/signout", s.signOut)
}

// identify is what the panel asks: whose session is this?
func (s *staff) identify(r *http.Request) (stagedoor.User, error) {
	c, err := r.Cookie(cookie)
	if err != nil {
		return stagedoor.User{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	user, known := s.sessions[c.Value]
	if !known {
		return stagedoor.User{}, errors.New("not signed in")
	}
	return user, nil
}

func (s *staff) show(c *gin.Context) {
	user, err := s.identify(c.Request)
	c.HTML(http.StatusOK, "signin.html", gin.H{"SignedIn": err == nil, "Name": user.Name})
}

func (s *staff) signIn(c *gin.Context) {
	wrong := bcrypt.CompareHashAndPassword(s.password, []byte(c.PostForm("password")))
	if wrong != nil || c.PostForm("email") != s.person.Email {
		c.HTML(http.StatusUnauthorized, "signin.html", gin.H{"Wrong": true})
		return
	}
	token := rand.Text()
	s.mu.Lock()
	s.sessions[token] = s.person
	s.mu.Unlock()
	setCookie(c, token, 0)
	c.Redirect(http.StatusSeeOther, "/admin/")
}

func (s *staff) signOut(c *gin.Context) {
	if old, err := c.Cookie(cookie); err == nil {
		s.mu.Lock()
		delete(s.sessions, old)
		s.mu.Unlock()
	}
	setCookie(c, "", -1)
	c.Redirect(http.StatusSeeOther, "/staff")
}

func setCookie(c *gin.Context, value string, maxAge int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: cookie, Value: value, MaxAge: maxAge, Path: "/",
		HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: c.Request.TLS != nil,
	})
}
