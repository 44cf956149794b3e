package usersettings

import (
	"bytes"
	"context"
	"encoding/base64"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Role is an enum: Options says what there is.
type Role string

// Options are offered where a role is asked for.
func (Role) Options() []Role { return []Role{"Viewer", "Editor", "Owner"} }

// User is somebody with an account. What has an io tag is shown.
type User struct {
	ID         int    `io:"id"`
	Name       string `io:""`
	Email      string `io:"label:E-mail"`
	Role       Role   `io:""`
	Newsletter bool   `io:"label:Gets the newsletter"`
	colour     color.RGBA
}

// avatar is a small picture as an address: here a square in the user's colour.
func (u User) avatar() string {
	square := image.NewRGBA(image.Rect(0, 0, 24, 24))
	draw.Draw(square, square.Bounds(), image.NewUniform(u.colour), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, square); err != nil {
		return "" // shown without a picture
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())
}

// directory stands in for your database. Several runs may use it at once.
type directory struct {
	mu    sync.Mutex
	users []User
}

func seed() []User {
	return []User{
		{ID: 1, Name: "Ada Hamilton", Email: "ada@example.com", Role: "Owner", Newsletter: true, colour: color.RGBA{R: 0x0f, G: 0x76, B: 0x6e, A: 0xff}},
		{ID: 2, Name: "Bo Lind", Email: "bo@example.com", Role: "Editor", colour: color.RGBA{R: 0xb4, G: 0x53, B: 0x09, A: 0xff}},
		{ID: 3, Name: "Carla Reis", Email: "carla@example.com", Role: "Viewer", Newsletter: true, colour: color.RGBA{R: 0x6d, G: 0x28, B: 0xd9, A: 0xff}},
	}
}

func (d *directory) all() []User {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.users)
}

// find is the search for a user by a part of their name or address.
func (d *directory) find(_ context.Context, query string) ([]User, error) {
	query = strings.ToLower(query)
	return slices.DeleteFunc(d.all(), func(u User) bool {
		return !strings.Contains(strings.ToLower(u.Name+" "+u.Email), query)
	}), nil
}

// taken is a check for a form: an address belongs to one user.
func (d *directory) taken(user User) func(context.Context, form) error {
	return func(_ context.Context, f form) error {
		for _, u := range d.all() {
			if u.ID != user.ID && strings.EqualFold(u.Email, f.Email) {
				return io.Invalid("%s is the address of %s.", f.Email, u.Name)
			}
		}
		return nil
	}
}

// save writes a user, who may be gone by now.
func (d *directory) save(user User) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.IndexFunc(d.users, func(u User) bool { return u.ID == user.ID })
	if i < 0 {
		return stagedoor.Fail("%s was deleted meanwhile.", user.Name)
	}
	d.users[i] = user
	return nil
}
