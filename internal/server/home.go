package server

import (
	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// maxRecent is how many ended runs the home screen shows.
const maxRecent = 5

// ping keeps a line open that goes through a proxy.
func (r *request) ping() (any, error) { return nil, nil }

// shell is what stands around every screen of the person.
func (r *request) shell() (any, error) { return r.shellOf() }

func (b *browser) shellOf() (protocol.Shell, error) {
	p := b.person()
	theme, err := b.s.store.Theme(b.ctx, p.ID)
	if err != nil {
		return protocol.Shell{}, err
	}
	routes := b.s.services.trees().visible(p)
	if routes == nil {
		routes = []protocol.Route{}
	}
	return protocol.Shell{
		Build: b.s.index.build, Name: b.s.name, Environment: b.s.environment, Production: b.s.production,
		Person: protocol.Viewer{ID: p.ID, Name: p.Name, Email: p.Email},
		Theme:  theme, Service: b.s.services.state(), Routes: routes,
		CanSignOut: b.s.access.CanSignOut(b.req.Clone(b.ctx)), MediaHosts: b.s.media,
		Schedules: len(b.s.schedulesFor(p)) > 0,
	}, nil
}

// shellChanged tells every browser that routes or services have changed.
func (s *Server) shellChanged() {
	for _, b := range s.browsers.of("") {
		b.out.add(item{
			key: "shell", size: 1024,
			allow: func(p access.Person) bool { return access.May(p, access.EnterPanel, panelObject) },
			make: func() (any, error) {
				shell, err := b.shellOf()
				if err != nil {
					return nil, err
				}
				return push(protocol.PushShell, shell)
			},
		})
	}
}

// route tells what stands at a slug, listed or not.
func (r *request) route(in protocol.RouteRequest) (any, error) {
	placed, may := r.s.services.trees().place(in.Slug, r.person)
	if !may {
		return nil, errAbsent
	}
	return placed, nil
}

// openHome lists the person's runs, and again after every change.
func (r *request) openHome() (any, error) {
	r.mu.Lock()
	r.home = true
	r.mu.Unlock()
	return r.homeOf()
}

func (b *browser) homeOf() (protocol.Home, error) {
	home := protocol.Home{
		Waiting: []protocol.Run{}, Approvals: []protocol.Asking{}, InProgress: []protocol.Run{}, Recent: []protocol.Run{},
	}
	p := b.person()
	asked, err := b.s.store.Approvals(b.ctx)
	if err != nil {
		return home, err
	}
	for _, row := range asked {
		if access.May(p, access.DecideRun, b.s.objectOf(row)) {
			home.Approvals = append(home.Approvals, asking(row))
		}
	}
	live, err := b.s.store.Live(b.ctx, p.ID)
	if err != nil {
		return home, err
	}
	for _, row := range live {
		switch {
		case row.Untouched || !access.May(p, access.ReadRun, b.s.objectOf(row)):
		case row.Status == store.Waiting && len(row.Asked) == 0:
			home.Waiting = append(home.Waiting, b.s.headOf(row))
		default:
			home.InProgress = append(home.InProgress, b.s.headOf(row))
		}
	}
	if home.Recent, err = b.readable(p, store.Filter{Ended: true, Touched: true, Limit: maxRecent}); err != nil {
		return home, err
	}
	home.Notices, home.Unread, err = b.noticesOf(p)
	return home, err
}

// maxReads bounds how far readable goes back for runs that the person may see.
const maxReads = 20

// readable lists the runs of the person that f chooses, without those that they
// may not read any more: when they leave the team of an action, its name and
// results leave their lists too.
func (b *browser) readable(p access.Person, f store.Filter) ([]protocol.Run, error) {
	f.PersonID = p.ID
	found := []protocol.Run{}
	for range maxReads {
		rows, err := b.s.store.Recent(b.ctx, f)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			f.Before = row.ID
			if len(found) < f.Limit && access.May(p, access.ReadRun, b.s.objectOf(row)) {
				found = append(found, b.s.headOf(row))
			}
		}
		if len(found) == f.Limit || len(rows) < f.Limit {
			break
		}
	}
	return found, nil
}

// homeChanged tells the browsers of a person that their lists have changed.
func (s *Server) homeChanged(personID string) {
	for _, b := range s.browsers.of(personID) {
		b.homeChanged()
	}
}

// homeChanged sends the lists again, if anybody looks at them.
func (b *browser) homeChanged() {
	b.mu.Lock()
	wants, id := b.home, b.who.ID
	b.mu.Unlock()
	if !wants {
		return
	}
	b.out.add(item{
		key: "home", size: 1024,
		allow: func(p access.Person) bool { return p.ID == id },
		make: func() (any, error) {
			home, err := b.homeOf()
			if err != nil {
				return nil, err
			}
			return push(protocol.PushHome, home)
		},
	})
}

// setTheme keeps the person's choice between light and dark.
func (r *request) setTheme(in protocol.ThemeRequest) (any, error) {
	switch in.Theme {
	case "", "light", "dark":
		return nil, r.s.store.SetTheme(r.ctx, r.person.ID, in.Theme)
	default:
		return nil, refuse(protocol.Invalid, "The field theme has to be light, dark or empty.")
	}
}
