package server

import (
	"errors"
	"slices"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// timetable lists the schedules of actions that the person may run, in the order
// of their next times.
func (r *request) timetable() (any, error) {
	found := protocol.Schedules{Schedules: []protocol.Schedule{}}
	var keys []string
	visible := r.s.schedulesFor(r.person)
	for _, sc := range visible {
		keys = append(keys, sc.key)
	}
	last, err := r.s.store.LastTicks(r.ctx, keys)
	if err != nil {
		return nil, err
	}
	now := r.s.clockTime(r.ctx)
	for _, sc := range visible {
		shown := r.s.shown(sc)
		shown.Next = sc.cron.Next(now)
		if shown.Last, err = r.lastTime(last[sc.key]); err != nil {
			return nil, err
		}
		found.Schedules = append(found.Schedules, shown)
	}
	slices.SortStableFunc(found.Schedules, func(a, b protocol.Schedule) int {
		return a.Next.Compare(b.Next)
	})
	return found, nil
}

// schedulesFor are those of actions that p may run.
func (s *Server) schedulesFor(p access.Person) []Schedule {
	return slices.DeleteFunc(slices.Clone(s.schedules()), func(sc Schedule) bool {
		n, _ := s.services.find(sc.slug)
		return n == nil || !access.May(p, access.StartAction, n.object())
	})
}

// shown is a schedule without its times.
func (s *Server) shown(sc Schedule) protocol.Schedule {
	out := protocol.Schedule{Key: sc.key, Slug: sc.slug, Name: nameOf(sc.slug), Cron: sc.cron.String(), Zone: sc.cron.Zone(), As: sc.as, Params: sc.params}
	if n, _ := s.services.find(sc.slug); n != nil {
		out.Name = n.route.Name
	}
	return out
}

// lastTime is what became of a time; nil before the first. Of a run of somebody
// else there is its status alone.
func (r *request) lastTime(tick store.Tick) (*protocol.LastTime, error) {
	if tick.Outcome == "" || tick.Outcome == store.TickFirst {
		return nil, nil
	}
	out := &protocol.LastTime{Due: tick.Due, Reason: tick.Reason, Missed: tick.Missed}
	if tick.RunID == "" {
		return out, nil
	}
	run, err := r.s.store.Get(r.ctx, tick.RunID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return out, nil
	case err != nil:
		return nil, err
	}
	out.Status, out.ForOthers = protocol.RunStatus(run.Status), askedOf(run) != nil
	if access.May(r.person, access.ReadRun, r.s.objectOf(run)) {
		out.RunID = run.ID
	}
	return out, nil
}
