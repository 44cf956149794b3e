package io

import (
	"fmt"
	"net/url"
	"path"
	"reflect"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// isBytes reports whether t is a slice of bytes.
func isBytes(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8
}

// PictureCell shows what a field with the word image holds: a small picture and the
// name of its file, or how many bytes it has. v is the value of the field. What is no
// picture, or larger than 64 KiB, is shown without one.
func (f Field) PictureCell(v any) any {
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer && !r.IsNil() {
		r = r.Elem()
	}
	switch {
	case !r.IsValid() || r.Kind() == reflect.Pointer || r.IsZero():
		return nil
	case isBytes(r.Type()):
		cell := Cell{Value: fmt.Sprintf("%d bytes", r.Len())}
		if _, err := dataURL(r.Bytes(), imageTypes, maxPicture); err == nil {
			cell.Picture = Picture{Data: r.Bytes()}
		}
		return cell
	}
	text := addressText(r)
	if !pictureAddress(text) {
		return text
	}
	cell := Cell{Value: text, Picture: Picture{URL: text}}
	if u, err := url.Parse(text); err == nil {
		cell.Label = strings.Trim(path.Base(u.Path), "/.")
	}
	return cell
}

// PictureDisplay shows the same as large as on a page, under the field's label. It
// reports false for what is no picture, or larger than 1 MiB.
func (f Field) PictureDisplay(v any) (ImageDisplay, bool) {
	r := reflect.Indirect(reflect.ValueOf(v))
	switch {
	case !r.IsValid() || r.IsZero():
		return ImageDisplay{}, false
	case isBytes(r.Type()):
		_, err := dataURL(r.Bytes(), imageTypes, maxImage)
		return ImageBytes(f.Label, r.Bytes()).Label(f.Label), err == nil
	}
	text := addressText(r)
	return Image(f.Label, text).Label(f.Label), pictureAddress(text)
}

// addressText is the text of an address.
func addressText(v reflect.Value) string {
	if u, ok := v.Interface().(url.URL); ok {
		return u.String()
	}
	return v.String()
}

// pictureAddress reports whether text can be the address of a picture: https, or a
// path of the panel's own origin.
func pictureAddress(text string) bool {
	return (strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//")) &&
		protocol.CheckMediaAddress(text) == nil
}

// shownIn is the value of a field of a struct as a table shows it.
func (f Field) shownIn(of reflect.Value) any {
	if f.Image {
		return f.PictureCell(f.Value(of))
	}
	return f.DisplayedValue(of)
}
