package server

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/internal/store"
)

// clock is what this process knows of the times of schedules, by key.
type clock struct {
	mu      sync.Mutex
	decided map[string]time.Time // the newest time that somebody has taken
	busy    map[string]bool      // being looked at
	away    map[string]time.Time // a time for which the service was not there, once
}

// take reports whether nobody looks at the schedule until done is called.
func (c *clock) take(key string) (done func(), ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy[key] {
		return nil, false
	}
	if c.busy == nil {
		c.decided, c.busy, c.away = map[string]time.Time{}, map[string]bool{}, map[string]time.Time{}
	}
	c.busy[key] = true
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.busy, key)
	}, true
}

func (c *clock) until(key string) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.decided[key]
}

// settle remembers that a time is taken.
func (c *clock) settle(key string, due time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.decided[key] = due
	delete(c.away, key)
}

// waited reports whether the service was away for this time before.
func (c *clock) waited(key string, due time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.away[key].Equal(due)
	c.away[key] = due
	return before
}

// keepTime looks at the clock at the beginning of every minute. look returns what
// it shows.
func keepTime(ctx context.Context, look func(context.Context) time.Time) {
	for {
		at := look(ctx)
		next := time.NewTimer(at.Truncate(time.Minute).Add(time.Minute + afterMinute).Sub(at))
		select {
		case <-ctx.Done():
			next.Stop()
			return
		case <-next.C:
		}
	}
}

// afterMinute is how far within a minute it is looked at, for the clock of this
// process and that of the database do not go quite alike.
const afterMinute = 20 * time.Millisecond

// Tick begins what the clock says is due, without waiting for it, and returns what
// the clock shows. It is called every minute once a host is there.
func (s *Server) Tick(ctx context.Context) time.Time {
	now := s.clockTime(ctx)
	for _, sc := range s.schedules() {
		done, ok := s.clock.take(sc.key)
		if !ok {
			continue
		}
		s.run("a schedule", func(ctx context.Context) {
			defer done()
			if err := s.look(ctx, sc, now); err != nil && ctx.Err() == nil {
				s.log.ErrorContext(ctx, "stagedoor: a schedule could not be looked at; it is tried again in a minute", "action", sc.slug, "cron", sc.cron.String(), "err", err)
			}
		})
	}
	return now
}

// clockTime is the time by the clock that all replicas share.
func (s *Server) clockTime(ctx context.Context) time.Time {
	if s.now != nil {
		return s.now()
	}
	now, err := s.store.Clock(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.log.ErrorContext(ctx, "stagedoor: look at the clock of the database", "err", err)
		}
		return time.Now()
	}
	return now
}

// look decides about the newest time of a schedule that is due. Earlier ones have
// passed.
func (s *Server) look(ctx context.Context, sc Schedule, now time.Time) error {
	if last := s.clock.until(sc.key); !last.IsZero() {
		if due, _ := sc.due(last, now); due.IsZero() {
			return nil
		}
	}
	ticks, err := s.store.LastTicks(ctx, []string{sc.key})
	if err != nil {
		return err
	}
	last, known := ticks[sc.key]
	if !known {
		first := sc.tick(now, 0)
		first.Outcome = store.TickFirst
		return s.conclude(ctx, sc, verdict{tick: first})
	}
	due, missed := sc.due(last.Due, now)
	if due.IsZero() {
		s.clock.settle(sc.key, last.Due)
		return nil
	}
	return s.decide(ctx, sc, sc.tick(due, missed), now.Sub(due) > catchUp)
}

// verdict is what is to become of a time of a schedule.
type verdict struct {
	tick   store.Tick
	action string         // its name
	person *access.Person // whom it runs as; nil when there is nobody
	run    *store.Run     // that begins; nil for none
	end    *store.Outcome // with which it ends at once; nil when it goes on
}

// refused is the verdict that nothing runs.
func (v verdict) refused(outcome store.TickOutcome, reason string) verdict {
	v.tick.Outcome, v.tick.Reason = outcome, reason
	return v
}

// decide begins the run of a time, if its person may run it as they are now.
func (s *Server) decide(ctx context.Context, sc Schedule, tick store.Tick, late bool) error {
	n, l := s.services.find(sc.slug)
	if !s.life.takes() || l == nil && !s.clock.waited(sc.key, tick.Due) {
		return nil // another process takes it, or this one a minute later
	}
	v := verdict{tick: tick, action: s.shown(sc).Name}
	p, err := s.access.Current(ctx, sc.as)
	if err != nil {
		if ctx.Err() != nil { // the process ends, and knows nothing of them
			return err
		}
		s.log.ErrorContext(ctx, "stagedoor: a schedule has nobody to run as", "action", sc.slug, "as", sc.as, "due", tick.Due, "err", err)
		return s.conclude(ctx, sc, v.refused(store.TickRefused, "Nobody was found to run it as."))
	}
	v.person = &p
	switch {
	case n == nil:
		v = v.refused(store.TickRefused, "The action was not there.")
	case !access.May(p, access.StartAction, n.object()):
		v = v.refused(store.TickRefused, "The person that it runs as may not run it any more.")
	case late:
		v = v.refused(store.TickMissed, "The service was not there then, nor for a day after.")
	default:
		return s.begins(ctx, sc, v, n, l)
	}
	return s.conclude(ctx, sc, v)
}

// begins adds the run to the verdict. Where its service is away it has ended already.
func (s *Server) begins(ctx context.Context, sc Schedule, v verdict, n *node, l *link) error {
	params, err := encodeParams(sc.params)
	if err != nil {
		return err
	}
	run := s.newRun(*v.person, n, params)
	v.tick.Outcome, v.run = store.TickStarted, &run
	if l != nil {
		run.HostID = l.hostID
	} else {
		run.HostID = "none"
		v.end = &store.Outcome{Status: store.Failed, Message: "It could not start: the service that does this was not connected."}
	}
	return s.conclude(ctx, sc, v)
}

// conclude records a verdict, and carries it out unless somebody else has been
// faster.
func (s *Server) conclude(ctx context.Context, sc Schedule, v verdict) error {
	ctx = context.WithoutCancel(ctx)
	fresh, err := s.store.TakeTick(ctx, v.tick, v.run, v.end)
	if err != nil {
		return err
	}
	s.clock.settle(sc.key, v.tick.Due)
	switch {
	case !fresh || v.tick.Outcome == store.TickFirst:
		return nil
	case v.run == nil:
		return s.tellRefused(ctx, sc, v)
	case v.end == nil:
		return s.launch(ctx, *v.person, *v.run, sc.params)
	}
	s.homeChanged(v.person.ID)
	return s.withRun(ctx, v.run.ID, func(r *run) error { r.unseen(); return nil })
}

// tellRefused tells that a time of a schedule has passed without a run: in the log,
// and whom it runs as.
func (s *Server) tellRefused(ctx context.Context, sc Schedule, v verdict) error {
	s.log.WarnContext(ctx, "stagedoor: a schedule did not run", "action", sc.slug, "as", sc.as, "due", v.tick.Due, "reason", v.tick.Reason)
	if v.person == nil {
		return nil
	}
	return s.tell(ctx, notice{
		title: cut(v.action, maxNoticeTitle), to: []string{v.person.ID},
		key:     fmt.Sprintf("stagedoor schedule %s %d", sc.key, v.tick.Due.Unix()),
		message: "It did not run on " + v.tick.Due.In(sc.cron.Location()).Format("2 January 2006 at 15:04 (MST)") + ". " + v.tick.Reason,
	})
}
