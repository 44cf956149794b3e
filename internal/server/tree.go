package server

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
)

const (
	maxRoutes = 10_000
	maxSlug   = 255 // bytes
)

// node is an action, page or group as a host declared it.
type node struct {
	route  protocol.Route // without children
	page   bool           // a page with a handler
	action bool
	access *protocol.Access // its own, or the nearest group's; nil for everybody
	place  int              // among all routes
	keep   time.Duration    // how long the transcript of an ended run stays; zero for the server's own
}

// object is what the node is to the decision function.
func (n *node) object() access.Object {
	kind := access.PageObject
	if n.action {
		kind = access.ActionObject
	}
	return access.Object{Kind: kind, Teams: n.teams()}
}

// teams are those that may use the node; none means everybody.
func (n *node) teams() []string {
	switch {
	case n.access == nil || n.access.Everybody:
		return nil
	case len(n.access.Teams) == 0:
		return []string{nobody}
	}
	return n.access.Teams
}

// nobody is a team that no one is on: team names are text without NUL.
const nobody = "\x00"

// tree is the set of routes that one host declared. It is never changed.
type tree struct {
	nodes map[string]*node // by full slug
	order []string         // slugs, by the place the host gave them; else groups and pages first, as they were declared
}

// newTree reads a declaration. What cannot be a route is left out and named.
// Hosts of some age send access lists that never meant anything.
func newTree(in protocol.InitializeHostRequest, access bool) (t tree, invalid, warnings []string) {
	t.nodes = map[string]*node{}
	for _, g := range in.Groups {
		if slug := strings.Trim(g.Slug, "/"); validSlug(slug) {
			t.add(slug, pageNode(slug, g))
		} else {
			invalid = append(invalid, g.Slug)
		}
	}
	for _, a := range in.Actions {
		slug := a.FullSlug()
		switch {
		case !validSlug(slug):
			invalid = append(invalid, slug)
		case t.nodes[slug] != nil:
			warnings = append(warnings, fmt.Sprintf("%q is declared twice; the page is kept.", slug))
		default:
			t.add(slug, actionNode(slug, a))
		}
	}
	slices.SortStableFunc(t.order, func(a, b string) int { return t.nodes[a].place - t.nodes[b].place })
	if !access {
		for _, n := range t.nodes {
			n.access = nil
		}
	}
	for slug, n := range t.nodes {
		for up := slug; n.access == nil && up != ""; {
			up = parentOf(up)
			if g := t.nodes[up]; g != nil && !g.action {
				n.access = g.access
			}
		}
	}
	return t, invalid, warnings
}

func (t *tree) add(slug string, n *node) {
	if len(t.nodes) >= maxRoutes {
		return
	}
	if t.nodes[slug] == nil {
		t.order = append(t.order, slug)
	}
	t.nodes[slug] = n
}

func pageNode(slug string, g protocol.PageDef) *node {
	n := &node{access: g.Access, place: g.Order, page: g.HasHandler || g.HasIndex, route: protocol.Route{
		Slug: slug, Kind: protocol.RouteGroup, Name: g.Name, Description: g.Description,
		Section: g.Section, Unlisted: g.Unlisted,
	}}
	if n.page {
		n.route.Kind = protocol.RoutePage
	}
	if n.route.Name == "" {
		n.route.Name = nameOf(slug)
	}
	return n
}

func actionNode(slug string, a protocol.ActionDef) *node {
	n := &node{access: a.Access, place: a.Order, action: true, keep: time.Duration(a.KeepTranscript) * time.Millisecond, route: protocol.Route{
		Slug: slug, Kind: protocol.RouteAction, Name: a.Name, Description: a.Description,
		Section: a.Section, Unlisted: a.Unlisted, Dangerous: a.Dangerous,
	}}
	if n.route.Name == "" {
		n.route.Name = nameOf(slug)
	}
	return n
}

// validSlug reports whether slug can be an address below the mount. The first
// segment may not begin with a dash: "-" belongs to the panel.
func validSlug(slug string) bool {
	return slug != "" && len(slug) <= maxSlug && slug[0] != '-' && !strings.HasSuffix(slug, "/") && canonical(slug)
}

// parentOf is slug without its last segment, or empty.
func parentOf(slug string) string {
	i := strings.LastIndexByte(slug, '/')
	return slug[:max(i, 0)]
}

// nameOf makes a name from the last segment of slug: refund_user is "Refund user".
func nameOf(slug string) string {
	last := strings.NewReplacer("-", " ", "_", " ", ".", " ").Replace(slug[strings.LastIndexByte(slug, '/')+1:])
	if last == "" {
		return slug
	}
	return strings.ToUpper(last[:1]) + last[1:]
}

// visible is the forest that a person may see in lists: children below their nearest
// page or group. Groups without anything in them are left out.
func (t tree) visible(p access.Person) []protocol.Route {
	return t.below("", p, t.parents())
}

// place is where a slug stands, for a person who may see it.
func (t tree) place(slug string, p access.Person) (protocol.PlacedRoute, bool) {
	n := t.nodes[slug]
	if n == nil || !access.May(p, access.SeeRoute, n.object()) {
		return protocol.PlacedRoute{}, false
	}
	placed := protocol.PlacedRoute{Route: n.route, Above: []protocol.Route{}}
	placed.Route.Children = t.below(slug, p, t.parents())
	for up := parentOf(slug); up != ""; up = parentOf(up) {
		if a := t.nodes[up]; a != nil && !a.action && access.May(p, access.SeeRoute, a.object()) {
			placed.Above = slices.Insert(placed.Above, 0, a.route)
		}
	}
	return placed, true
}

// parents lists the children of every slug that has some; roots are below "".
func (t tree) parents() map[string][]string {
	children := map[string][]string{}
	for _, slug := range t.order {
		up := parentOf(slug)
		for up != "" && (t.nodes[up] == nil || t.nodes[up].action) {
			up = parentOf(up)
		}
		children[up] = append(children[up], slug)
	}
	return children
}

func (t tree) below(slug string, p access.Person, children map[string][]string) []protocol.Route {
	var routes []protocol.Route
	for _, child := range children[slug] {
		n := t.nodes[child]
		if n.route.Unlisted {
			continue
		}
		route := n.route
		route.Children = t.below(child, p, children)
		switch may := access.May(p, access.SeeRoute, n.object()); {
		case !may: // its name is not shown, but what stands below decides for itself
			routes = append(routes, route.Children...)
		case n.page || n.action || len(route.Children) > 0:
			routes = append(routes, route)
		}
	}
	return routes
}
