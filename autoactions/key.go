package autoactions

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm/clause"
)

// maxKey is how many bytes the text of a key may have.
const maxKey = 1024

// keySet holds the values of a primary key, one for each of the key's columns.
type keySet []any

// keyOf returns the key of a row.
func (t *table) keyOf(row reflect.Value) keySet {
	key := make(keySet, len(t.keys))
	for i, c := range t.keys {
		key[i] = c.value(row)
	}
	return key
}

// keyText is how a row is named in addresses, in the audit and to the dashboard:
// the plain text of a single key; the parts of a composite one separated by
// commas, where a backslash stands before a comma or backslash of a part.
func (t *table) keyText(row reflect.Value) string { return keyText(t.keyOf(row)) }

func keyText(key keySet) string { return joinKey(key.texts()) }

// joinKey makes one text of those of a key's parts.
func joinKey(parts []string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = strings.NewReplacer(`\`, `\\`, `,`, `\,`).Replace(part)
	}
	return strings.Join(escaped, ",")
}

// keyName is a key as people read it, as in "NL / 2".
func keyName(key keySet) string { return strings.Join(key.texts(), " / ") }

func (k keySet) texts() []string {
	texts := make([]string, len(k))
	for i, v := range k {
		texts[i] = plainText(v)
	}
	return texts
}

// nameOfKey is the text of a key as people read it; a text that is no key stays as it is.
func (t *table) nameOfKey(text string) string {
	key, err := t.parseKey(text)
	if err != nil {
		return text
	}
	return keyName(key)
}

// parseKey reads the text of a key. Every part has to be there, to be of its
// column's type, and to be written as keyText writes it.
func (t *table) parseKey(text string) (keySet, error) {
	return parseParts(text, t.keys)
}

// parseParts reads a text that keyText has made of the values of some columns.
func parseParts(text string, columns []*column) (keySet, error) {
	if text == "" || len(text) > maxKey || len(columns) == 0 {
		return nil, errBadKey
	}
	parts := []string{text}
	if len(columns) > 1 {
		parts = splitKey(text)
	}
	if len(parts) != len(columns) {
		return nil, errBadKey
	}
	key := make(keySet, len(parts))
	for i, part := range parts {
		v, err := columns[i].parsePart(part)
		if err != nil {
			return nil, errBadKey
		}
		key[i] = v
	}
	if keyText(key) != text {
		return nil, errBadKey
	}
	return key, nil
}

// errBadKey says that a text cannot be the key of any row.
var errBadKey = fmt.Errorf("autoactions: not a key of this model")

// splitKey cuts at commas that are not escaped.
func splitKey(text string) []string {
	var parts []string
	var part strings.Builder
	escaped := false
	for _, c := range text {
		switch {
		case escaped:
			part.WriteRune(c)
			escaped = false
		case c == '\\':
			escaped = true
		case c == ',':
			parts = append(parts, part.String())
			part.Reset()
		default:
			part.WriteRune(c)
		}
	}
	return append(parts, part.String())
}

// parsePart reads one part of a key strictly: "0x31", "+1", " 1" and "1e0" are
// not numbers here.
func (c *column) parsePart(text string) (any, error) {
	if !storable(text) {
		return nil, errBadKey
	}
	switch c.kind {
	case integer, money:
		return strconv.ParseInt(text, 10, 64)
	case unsigned:
		return strconv.ParseUint(text, 10, 64)
	case boolean:
		return strconv.ParseBool(text)
	case instant:
		return time.Parse(time.RFC3339Nano, text)
	}
	return c.checked(text)
}

// checked passes a text through the field's own type, so that what a UUID type
// refuses never reaches the database.
func (c *column) checked(text string) (any, error) {
	row := reflect.New(c.model).Elem()
	if err := c.set(background, row, text); err != nil {
		return nil, errBadKey
	}
	return c.value(row), nil
}

// storable reports whether every database takes text as it is.
func storable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsRune(text, 0)
}

// where returns the condition that a row has this key.
func (t *table) where(key keySet) clause.Expression {
	conditions := make([]clause.Expression, len(key))
	for i, c := range t.keys {
		conditions[i] = t.dialect.equal(c, key[i])
	}
	return all(conditions)
}
