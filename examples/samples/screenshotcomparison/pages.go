package screenshotcomparison

import (
	"fmt"
	"net/http"
)

// pages are bands of colour: the same page in two seasons.
var pages = map[string][]string{
	"spring": {"background:#166534;height:40px", "background:#fef9c3;height:100px", "background:#334155;height:40px"},
	"autumn": {"background:#9a3412;height:40px", "background:#fef9c3;height:120px", "background:#334155;height:40px"},
}

// Pages serves the pages to compare, each at its name.
func Pages() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		bands, ok := pages[r.PathValue("name")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for _, style := range bands {
			fmt.Fprintf(w, "<div style=%q></div>\n", style)
		}
	})
}
