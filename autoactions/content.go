package autoactions

import (
	"context"
	"mime"
	"net/http"
	"reflect"
	"strings"

	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor/io"
)

// maxContent is how many bytes of a file a form takes into a column.
const maxContent = 4_000_000

// isContent reports whether a field holds the bytes of a file or a picture.
func isContent(f *schema.Field, tag io.Field) bool {
	return f.Serializer == nil && (tag.File || tag.Image) && f.FieldType.Kind() == reflect.Slice && isBytes(f.FieldType)
}

// askContent asks for a file. Where there is one already it may be left empty, and
// what is there stays.
func (c *column) askContent(field any) io.Component {
	held := reflect.ValueOf(field).Elem()
	in := io.File(c.tag.Label).MaxSize(maxContent)
	help := c.tag.Help
	if held.Len() > 0 {
		help = strings.TrimSpace(help + " Leave it empty to keep what is there: " + otherText(held.Bytes()).(string) + ".")
	}
	in = in.Help(help)
	if c.tag.Image {
		in = in.Types("image/*")
	}
	take := func(u io.Upload) error {
		content, err := u.Bytes()
		if err == nil {
			held.SetBytes(content)
		}
		return err
	}
	if c.tag.Required && held.Len() == 0 {
		var u io.Upload
		return in.Validate(func(_ context.Context, u io.Upload) error { return take(u) }).Into(&u)
	}
	var u *io.Upload
	return in.Optional().Validate(func(_ context.Context, u *io.Upload) error {
		if u == nil {
			return nil
		}
		return take(*u)
	}).Into(&u)
}

// fileName names a file after what it holds.
func fileName(label string, content []byte) string {
	name := strings.Join(strings.Fields(strings.ToLower(label)), "-")
	kind, _, err := mime.ParseMediaType(http.DetectContentType(content))
	if err != nil {
		return name
	}
	for ending, is := range map[string]string{
		".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
		".zip": "application/zip", ".txt": "text/plain",
	} {
		if kind == is {
			return name + ending
		}
	}
	return name + ".bin"
}
