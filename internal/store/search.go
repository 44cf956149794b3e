package store

import (
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/internal/database"
)

// places are where a word of a search may be in a run, as conditions with one
// parameter, a pattern of LIKE. Of the parameters of a run, which are one JSON
// object of texts, the texts count and not their names. MySQL takes letters with and
// without accents for the same.
var places = map[database.Engine]string{
	database.SQLite: "name LIKE ? ESCAPE '!' OR slug LIKE ? ESCAPE '!' OR " +
		"EXISTS (SELECT 1 FROM json_each(params) AS p WHERE p.value LIKE ? ESCAPE '!')",
	database.Postgres: "name ILIKE ? ESCAPE '!' OR slug ILIKE ? ESCAPE '!' OR " +
		"EXISTS (SELECT 1 FROM json_each_text(CAST(params AS json)) AS p WHERE p.value ILIKE ? ESCAPE '!')",
	database.MySQL: "LOWER(name) LIKE LOWER(?) ESCAPE '!' OR LOWER(CONVERT(slug USING utf8mb4)) LIKE LOWER(?) ESCAPE '!' OR " +
		"JSON_SEARCH(LOWER(params), 'one', LOWER(?), '!', '$.*') IS NOT NULL",
}

// mentions is the condition that a run has word somewhere, with its parameters.
func (s *Store) mentions(word string) (condition string, params []any) {
	forms := []string{word}
	if s.engine == database.SQLite {
		forms = database.Cases(word)
	}
	for _, form := range forms {
		pattern := "%" + database.EscapeLike(form) + "%"
		params = append(params, pattern, pattern, pattern)
	}
	return "(" + strings.Join(slices.Repeat([]string{places[s.engine]}, len(forms)), " OR ") + ")", params
}

// Words are what is to be looked for in a text that somebody typed.
func Words(text string) []string { return strings.Fields(database.Text(text)) }
