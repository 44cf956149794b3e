package protocol

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// The type names that this package writes and converts. Others are left as the
// JSON has them.
const (
	typeUndefined = "undefined"
	typeDate      = "Date"
	typeBigint    = "bigint"
	typeNumber    = "number"
	typeMap       = "map"
	typeSet       = "set"
	typeRegexp    = "regexp"
	typeURL       = "URL"
	typeError     = "Error"
)

// annotation says what type a value is, what the values below it are, or both.
type annotation struct {
	kind string // empty for plain JSON, "*" for a type that is left alone
	kids map[string]*annotation
}

// MarshalJSON writes [kind], [kind, {path: …}] or {path: …}.
func (a *annotation) MarshalJSON() ([]byte, error) {
	switch {
	case a.kind == "":
		return json.Marshal(a.kids)
	case len(a.kids) == 0:
		return json.Marshal([]any{a.kind})
	default:
		return json.Marshal([]any{a.kind, a.kids})
	}
}

// parseMeta reads the annotations of a value. It returns nil when there are none.
func parseMeta(meta json.RawMessage) (*annotation, error) {
	if len(meta) == 0 {
		return nil, nil
	}
	var holder struct {
		Values any `json:"values"`
	}
	if err := json.Unmarshal(meta, &holder); err != nil {
		return nil, &FormatError{What: "meta", Err: err}
	}
	if holder.Values == nil {
		return nil, nil
	}
	root, err := parseAnnotation(holder.Values)
	if err != nil {
		return nil, &FormatError{What: "meta", Err: err}
	}
	return root, nil
}

var errAnnotation = errors.New("not an annotation")

func parseAnnotation(v any) (*annotation, error) {
	switch v := v.(type) {
	case map[string]any:
		return parseKids(&annotation{}, v)
	case []any:
		if len(v) == 0 || len(v) > 2 {
			return nil, errAnnotation
		}
		a := &annotation{kind: "*"}
		if name, plain := v[0].(string); plain {
			a.kind = name
		}
		if len(v) == 1 {
			return a, nil
		}
		kids, isObject := v[1].(map[string]any)
		if !isObject {
			return nil, errAnnotation
		}
		return parseKids(a, kids)
	default:
		return nil, errAnnotation
	}
}

func parseKids(a *annotation, kids map[string]any) (*annotation, error) {
	a.kids = make(map[string]*annotation, len(kids))
	for path, v := range kids {
		if len(path) > maxPath {
			return nil, fmt.Errorf("path of %d bytes: %w", len(path), ErrLimit)
		}
		kid, err := parseAnnotation(v)
		if err != nil {
			return nil, err
		}
		a.kids[path] = kid
	}
	return a, nil
}

// deepestFirst returns the paths so that a value comes after everything that is
// inside it.
func (a *annotation) deepestFirst() []string {
	return slices.SortedFunc(maps.Keys(a.kids), func(p, q string) int {
		if len(p) != len(q) {
			return len(q) - len(p)
		}
		return strings.Compare(p, q)
	})
}

// escape makes one segment of a path from a key.
func escape(key string) string { return strings.ReplaceAll(key, ".", `\.`) }

// step is one way to read the first key of a path.
type step struct {
	key, rest string
	last      bool // nothing is left after the key
}

// steps yields each way to read the first key of a path. The whole text as one
// key comes first, because some writers do not escape the dots of the last key.
func steps(path string) iter.Seq[step] {
	return func(yield func(step) bool) {
		if !yieldBoth(step{key: path, last: true}, yield) {
			return
		}
		for i := range len(path) {
			if path[i] == '.' && !yieldBoth(step{key: path[:i], rest: path[i+1:]}, yield) {
				return
			}
		}
	}
}

// yieldBoth yields s with its key as written and, if that differs, unescaped.
func yieldBoth(s step, yield func(step) bool) bool {
	if !yield(s) {
		return false
	}
	plain := strings.ReplaceAll(s.key, `\.`, ".")
	if plain == s.key {
		return true
	}
	s.key = plain
	return yield(s)
}
