package server

import (
	"context"
	"errors"
	"time"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
)

// untouchedFor is how long a run is there in which nobody has done anything, after
// the last browser has left it.
const untouchedFor = time.Hour

// idle reports whether a question is the first thing in the run that anybody could
// lose: its owner began it, has answered nothing, and all that it has said is what
// it shows. Logs and progress say that it has worked.
func (r *run) idle(call protocol.IOCall) bool {
	return r.row.Schedule == "" && !r.said && !r.asked && approvalOf(call) == nil
}

// touch takes in that somebody has done something in the run.
func (r *run) touch(ctx context.Context) error {
	if !r.row.Untouched || !r.row.Live() {
		return nil
	}
	if err := r.s.store.Touch(context.WithoutCancel(ctx), r.id); err != nil {
		return err
	}
	r.row.Untouched = false
	r.show()
	r.s.homeChanged(r.row.PersonID)
	return nil
}

// touchRun is what a browser says at the first change of a form, whose values stay
// in its tab until they are sent.
func (r *request) touchRun(in protocol.RunRef) (any, error) {
	return nil, r.withMine(in.RunID, access.AnswerRun, func(run *run) error {
		if !run.row.Live() {
			return errStale
		}
		return run.touch(r.ctx)
	})
}

// left is called when a browser has left the run.
func (r *run) left(ctx context.Context) error {
	if r.row.Untouched && len(r.viewers) == 0 && r.row.Live() {
		return r.s.store.Seen(ctx, r.id)
	}
	return nil
}

// has reports whether a run is in this process.
func (rs *runs) has(id string) bool {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	return rs.all[id] != nil
}

// endLeft ends the runs of this process's hosts that nobody has touched and nobody
// has looked at for long. That somebody looks is noted before, since it may be a
// browser of another process.
func (s *Server) endLeft(ctx context.Context) {
	all, err := s.store.Left(ctx, untouchedFor/2)
	if err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "find the runs that were left untouched", "err", err)
	}
	for _, left := range all {
		here := s.services.link(left.HostID) != nil
		if !here && !s.runs.has(left.RunID) {
			continue
		}
		err := s.withRun(ctx, left.RunID, func(r *run) error {
			if len(r.viewers) > 0 {
				return s.store.Seen(ctx, r.id)
			}
			if !here || left.Unseen < untouchedFor {
				return nil
			}
			return r.endLeft(ctx)
		})
		if err != nil && !errors.Is(err, errAbsent) && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "end a run that was left untouched", "transaction", left.RunID, "err", err)
		}
	}
}

// endLeft ends the run if it is still untouched. Nobody is told: they have left it.
func (r *run) endLeft(ctx context.Context) error {
	pending := r.openKeys()
	ctx = context.WithoutCancel(ctx)
	if ended, err := r.s.store.EndLeft(ctx, r.id, untouchedFor); err != nil || !ended {
		return err
	}
	row, err := r.s.store.Get(ctx, r.id)
	if err != nil {
		return err
	}
	r.over(row)
	return r.tellCanceled(pending)
}
