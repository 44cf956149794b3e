package autoactions

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/stagedoor/stagedoor/io"
)

// maxCellText is how many bytes of JSON a list shows of each row.
const maxCellText = 2000

// apart sorts the shown fields of a record into facts and displays of their own.
func (m *model) apart(r record, columns []*column) (facts []*column, displays []io.Component) {
	for _, c := range columns {
		if own := c.displays(r.row); own != nil {
			displays = append(displays, own...)
		} else {
			facts = append(facts, c)
		}
	}
	return facts, displays
}

// displays shows JSON, a formatted text or a picture; nil for what is a fact.
func (c *column) displays(row reflect.Value) []io.Component {
	if c.mask != "" {
		return nil
	}
	switch {
	case c.kind == document:
		text := c.document(row)
		_, err := decodeDocument(text)
		if _, listed := c.listText(row); err != nil || listed || !fitsForm(text) {
			return nil
		}
		return []io.Component{io.Object(c.tag.Label, json.RawMessage(text))}
	case c.tag.Markdown:
		text, _ := c.value(row).(string)
		if strings.TrimSpace(text) == "" || len(text) > maxDocument {
			return nil
		}
		return []io.Component{io.Heading(c.tag.Label).Level(3), io.Markdown(text)}
	case c.tag.File:
		if b, _ := c.held(row).([]byte); len(b) > 0 {
			return []io.Component{io.Download(c.tag.Label, fileName(c.tag.Label, b), b)}
		}
	case c.tag.Image:
		if picture, ok := c.tag.PictureDisplay(c.held(row)); ok {
			return []io.Component{picture}
		}
	}
	return nil
}

// held is the value of the field as it is, nil for none.
func (c *column) held(row reflect.Value) any {
	v := c.field.ReflectValueOf(background, row)
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	return v.Interface()
}

// cell is what a list shows of a row: the whole value for a file, less of it to read.
func (c *column) cell(r record) any {
	row := r.row
	if c.mask != "" {
		return c.shownValue(row)
	}
	if c.tag.Image {
		return c.tag.PictureCell(c.held(row))
	}
	shown := c.shownValue(row)
	text, isText := shown.(string)
	if c.kind != document || !isText {
		return shown
	}
	if listed, ok := c.listText(row); ok {
		return io.Cell{Value: text, Label: listed}
	}
	if len(text) > maxCellText && !r.whole {
		return strings.ToValidUTF8(text[:maxCellText], "") + "…"
	}
	return text
}

// spelledOut is JSON as people compare it: a list as its values, anything else in
// lines, with its keys in order.
func (c *column) spelledOut(row reflect.Value) any {
	text, _ := c.value(row).(string)
	if text == "" {
		return nil
	}
	if listed, ok := c.listText(row); ok {
		return listed
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, []byte(text), "", "  ") != nil {
		return text
	}
	return pretty.String()
}

// listText is a list of texts or numbers as people read it.
func (c *column) listText(row reflect.Value) (string, bool) {
	if c.tag.Kind != io.ListField && c.tag.Kind != io.ManyField {
		return "", false
	}
	var parts []string
	list := reflect.ValueOf(c.held(row))
	if list.Kind() != reflect.Slice || list.Len() == 0 {
		return "", true
	}
	for _, v := range list.Seq2() {
		parts = append(parts, plainText(plain(v.Interface())))
	}
	return strings.Join(parts, ", "), true
}
