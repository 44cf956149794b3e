package io

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// OptionInput is what inputs that offer values have in common: how people read
// one. F is the input's own type, T the type of its answer, and V the type of
// what it offers.
type OptionInput[F, T, V any] struct{ Input[F, T] }

// Label sets what people read for a value. Simple values have a text of their
// own; values of other types need one.
func (f OptionInput[F, T, V]) Label(text func(V) string) F {
	return f.look(func(look *face[V]) { look.label = text })
}

// Describe sets a second line for each value.
func (f OptionInput[F, T, V]) Describe(text func(V) string) F {
	return f.look(func(look *face[V]) { look.describe = text })
}

// Image sets a small picture for each value: an https address, a path, or a data:
// address of an image, such as "data:image/png;base64," and its bytes in base64.
// Empty is none. The dashboard's content policy decides from where pictures are
// loaded.
func (f OptionInput[F, T, V]) Image(address func(V) string) F {
	return f.look(func(look *face[V]) { look.image = address })
}

func (f OptionInput[F, T, V]) look(change func(*face[V])) F {
	k := f.spec.kind.(offering[V])
	look := k.seen()
	change(&look)
	f.spec.kind = k.seenAs(look)
	return f.wrap(f.spec)
}

// offering is a kind of input that offers values.
type offering[V any] interface {
	kind
	seen() face[V]
	seenAs(face[V]) kind
}

// face is how people read a value.
type face[V any] struct{ label, describe, image, group func(V) string }

func (f face[V]) seen() face[V] { return f }

// wireOption is a value that is offered, as the dashboard gets it.
type wireOption struct {
	Label       string     `json:"label"`
	Value       any        `json:"value"`
	Description string     `json:"description,omitempty"`
	Image       *wireImage `json:"image,omitempty"`
	Group       string     `json:"group,omitempty"`

	text string // of its value, as a condition may name it; "" for none
}

type wireImage struct {
	URL string `json:"url"`
}

// emptyName is what people read of an option that is an empty text.
const emptyName = "(empty)"

// option returns v as an option with this value on the wire.
func (f face[V]) option(v V, value any) (wireOption, error) {
	text, ok := short(v)
	if f.label != nil {
		text, ok = f.label(v), true
	}
	if !ok {
		return wireOption{}, fmt.Errorf("values of type %s need Label", cmp.Or(reflect.TypeOf(v), reflect.TypeFor[V]()))
	}
	o := wireOption{Label: cmp.Or(text, emptyName), Value: value, text: valueText(v)}
	if f.describe != nil {
		o.Description = f.describe(v)
	}
	if f.group != nil {
		o.Group = f.group(v)
	}
	if f.image == nil {
		return o, nil
	}
	if address := f.image(v); address != "" {
		if err := checkImage(address); err != nil {
			return o, fmt.Errorf("image of %q: %w", text, err)
		}
		o.Image = &wireImage{address}
	}
	return o, nil
}

// valueText is the text of a simple value, and of one that an enum declares. Others
// have none: what names them on the wire is up to the select.
func valueText(v any) string {
	if o, ok := v.(Option); ok {
		return o.Value
	}
	if r := reflect.ValueOf(v); r.IsValid() {
		if plain, ok := scalar(r); ok {
			return strings.Join(saidOf(plain), "")
		}
	}
	return ""
}

// checkImage refuses addresses that are not of pictures.
func checkImage(address string) error {
	if strings.HasPrefix(address, "data:") {
		if strings.HasPrefix(address, "data:image/") {
			return nil
		}
		return errors.New("a data: address that is no image")
	}
	if err := protocol.CheckAddress(address); err != nil {
		return err
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return err
	}
	switch strings.ToLower(u.Scheme) {
	case "https", "http", "":
		return nil
	}
	return fmt.Errorf("addresses of the kind %q show nothing", u.Scheme)
}
