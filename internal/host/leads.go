package host

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"sync"

	"github.com/stagedoor/stagedoor/protocol"
)

// maxSlugs is how many slugs that links lead to are remembered. An action that
// makes slugs up would otherwise fill the memory, and the log.
const maxSlugs = 1000

// leads looks after links to what is not there: each such slug is logged once, the
// first time that it is sent.
type leads struct {
	mu   sync.Mutex
	seen map[string]bool // slugs that have been looked up
}

// linking are the components that may have links, by their routes.
var linking = []protocol.Method{
	protocol.DisplayLink, protocol.DisplayTable, protocol.SelectTable, protocol.DisplayMetadata,
	protocol.DisplayGrid, protocol.DisplayHeading,
}

// checkCall looks at the links of what is about to be shown.
func (l *link) checkCall(ctx context.Context, components []protocol.Component) {
	for _, c := range components {
		if !slices.Contains(linking, c.MethodName) || !l.host.leads.anyNew(c.Props) {
			continue
		}
		var props any
		if json.Unmarshal(c.Props, &props) != nil {
			continue
		}
		rows := c.MethodName == protocol.DisplayTable || c.MethodName == protocol.SelectTable
		for slug := range slugsIn(props, rows) {
			l.checkSlug(ctx, slug)
		}
	}
}

// checkResult looks at the links of the displays of a result.
func (l *link) checkResult(ctx context.Context, meta json.RawMessage) {
	var kept protocol.ResultMeta
	if l.host.leads.anyNew(meta) && json.Unmarshal(meta, &kept) == nil {
		l.checkCall(ctx, kept.Displays)
	}
}

// checkSlug logs a slug that nothing stands at, once.
func (l *link) checkSlug(ctx context.Context, slug string) { l.host.checkSlug(ctx, l.log, slug) }

// CheckLink does for a link that is sent outside of any run what runs and pages do
// for theirs.
func (h *Host) CheckLink(ctx context.Context, slug string) { h.checkSlug(ctx, h.log, slug) }

func (h *Host) checkSlug(ctx context.Context, log *slog.Logger, slug string) {
	if !h.leads.first(slug) || h.stands(slug) {
		return
	}
	if h.c.Shared { // what is missing here may be offered by another service
		log.InfoContext(ctx, "a link leads to what this service does not offer", "slug", slug)
		return
	}
	log.WarnContext(ctx, "a link leads nowhere: no action and no page has its slug", "slug", slug)
}

// stands reports whether an action or a page is at slug, listed or not.
func (h *Host) stands(slug string) bool {
	if _, known := h.c.Routes.Actions()[slug]; known {
		return true
	}
	_, known := h.c.Routes.Pages()[slug]
	return known
}

// first reports whether slug has to be looked up: it never was, and is no address
// of the dashboard's own, such as that of a run.
func (s *leads) first(slug string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if slug == "" || strings.HasPrefix(slug, "-/") || s.seen[slug] || len(s.seen) >= maxSlugs {
		return false
	}
	if s.seen == nil {
		s.seen = map[string]bool{}
	}
	s.seen[slug] = true
	return true
}

// anyNew reports whether JSON that Go has written may hold a route that has not
// been looked up. It costs one pass over the text: rows have a link each, and lead
// to the same few slugs.
func (s *leads) anyNew(text []byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.seen) >= maxSlugs {
		return false
	}
	const key = `"route":"`
	for {
		_, rest, more := bytes.Cut(text, []byte(key))
		if !more {
			return false
		}
		slug, after, _ := bytes.Cut(rest, []byte(`"`))
		if !bytes.HasPrefix(slug, []byte("-/")) && !s.seen[string(slug)] {
			return true
		}
		text = after
	}
}

// slugsIn yields the routes of links in the props of a component: not what
// parameters hold, nor, where there are rows, a cell of a column called route.
func slugsIn(v any, rows bool) func(yield func(string) bool) {
	return func(yield func(string) bool) { walkSlugs(v, rows, yield) }
}

func walkSlugs(v any, rows bool, yield func(string) bool) bool {
	switch v := v.(type) {
	case []any:
		for _, entry := range v {
			if !walkSlugs(entry, rows, yield) {
				return false
			}
		}
	case map[string]any:
		if slug, ok := v["route"].(string); ok && v["disabled"] != true && !yield(slug) {
			return false
		}
		for name, child := range v {
			if cells, ok := child.(map[string]any); rows && name == "data" && ok {
				for _, cell := range cells {
					if !walkSlugs(cell, rows, yield) {
						return false
					}
				}
			} else if name != "params" && !walkSlugs(child, rows, yield) {
				return false
			}
		}
	}
	return true
}
