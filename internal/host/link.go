package host

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// link is what runs and pages have in common: a name under which the dashboard
// knows them and what it has been told.
type link struct {
	host *Host
	id   string // transaction id or page key
	log  *slog.Logger

	mu      sync.Mutex
	pending *pendingCall
	loading loading
	logs    outbox
}

// pendingCall is the newest render, until it is answered.
type pendingCall struct {
	key     string
	request protocol.SendIOCallRequest
	asks    bool // a person has to answer
	told    bool // the dashboard has it; until then whoever sends it does so again
}

// Draws reports whether the dashboard announced component m.
func (l *link) Draws(m protocol.Method) bool { return l.host.up.canDraw(m) }

// Redirect sends the person elsewhere.
func (l *link) Redirect(ctx context.Context, to protocol.RedirectTarget) error {
	if err := l.logs.flush(ctx); err != nil {
		return err
	}
	l.checkSlug(ctx, to.Route)
	var done bool
	in := protocol.SendRedirectRequest{TransactionID: l.id, RedirectTarget: to}
	if err := l.host.up.call(ctx, protocol.SendRedirect, in, &done); err != nil {
		return fmt.Errorf("redirect: %w", err)
	}
	if !done {
		return &RefusedError{Method: protocol.SendRedirect}
	}
	return nil
}

// Notify tells people something.
func (r *run) Notify(ctx context.Context, n protocol.NotifyRequest) error {
	if err := r.logs.flush(ctx); err != nil {
		return err
	}
	n.TransactionID, n.CreatedAt = r.id, time.Now().UTC().Format("2006-01-02T15:04:05.000Z07:00")
	if len(n.DeliveryInstructions) == 0 {
		n.DeliveryInstructions = []protocol.Delivery{{To: cmp.Or(r.tx.Person.ID, r.tx.Person.Email)}}
	}
	if n.IdempotencyKey == "" { // it may be said twice, and has to be told once
		n.IdempotencyKey = protocol.NewID()
	}
	if n.Link != nil {
		r.checkSlug(ctx, n.Link.Route)
	}
	var done bool
	if err := r.host.up.call(ctx, protocol.Notify, n, &done); err != nil {
		return fmt.Errorf("notify: %w", err)
	}
	if !done {
		return &RefusedError{Method: protocol.Notify}
	}
	return nil
}

// Render shows call and returns when the dashboard has taken it, over as many
// connections as that needs. The person's patience starts then.
func (r *run) Render(ctx context.Context, call protocol.IOCall) error {
	text, err := json.Marshal(call)
	if err != nil {
		return fmt.Errorf("encode IO call: %w", err)
	}
	p := &pendingCall{
		key:     call.InputGroupKey,
		request: protocol.SendIOCallRequest{TransactionID: r.id, IOCall: string(text)},
		asks:    asks(call, r.tx.DisplaysResolve),
	}
	if err := r.logs.flush(ctx); err != nil {
		return err
	}
	r.checkCall(ctx, call.ToRender)
	r.show(p)
	var accepted protocol.Accepted
	err = r.host.up.call(ctx, protocol.SendIOCall, p.request, &accepted)
	if err == nil && !accepted.OK {
		err = &RefusedError{Method: protocol.SendIOCall, Message: accepted.Message}
	}
	if err != nil {
		r.withdraw(p)
		return err
	}
	r.shown(p)
	return nil
}

// asks reports whether a call waits for somebody.
func asks(call protocol.IOCall, displaysResolve bool) bool {
	if !displaysResolve || len(call.ChoiceButtons) > 0 {
		return true
	}
	for _, c := range call.ToRender {
		if !strings.HasPrefix(string(c.MethodName), "DISPLAY_") {
			return true
		}
	}
	return false
}

// show makes p the newest render. A loading state that was about to be sent
// would cover it.
func (r *run) show(p *pendingCall) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopPatience()
	r.pending = p
	r.loading.drop()
}

func (r *run) withdraw(p *pendingCall) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pending == p {
		r.pending = nil
	}
}

// shown starts waiting, unless the answer was faster than the word that the call
// was taken.
func (r *run) shown(p *pendingCall) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pending != p {
		return
	}
	p.told = true
	r.loading.state = nil
	if timeout := r.host.c.AnswerTimeout; p.asks && timeout > 0 && !r.ended {
		r.patience = time.AfterFunc(timeout, func() { r.giveUp(p) })
	}
}

// stopPatience ends the wait for an answer. The caller holds r.mu.
func (r *run) stopPatience() {
	if r.patience != nil {
		r.patience.Stop()
		r.patience = nil
	}
}

// giveUp cancels a run that nobody answers.
func (r *run) giveUp(p *pendingCall) {
	r.mu.Lock()
	late := r.pending != p
	r.timedOut = r.timedOut || !late
	r.mu.Unlock()
	if late {
		return
	}
	r.log.InfoContext(r.ctx, "nobody answered", "after", r.host.c.AnswerTimeout)
	r.stop()
}

// settle ends what the handler left behind, in the order in which it was said:
// the log is complete before the completion.
func (r *run) settle() {
	r.mu.Lock()
	r.stopPatience()
	r.loading.drop()
	r.loading.state = nil
	r.mu.Unlock()
	r.logs.finish(r.host.ctx)
}

// told returns the newest render if the dashboard has taken it and nobody has
// answered it.
func (r *run) told() *pendingCall {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pending == nil || !r.pending.told {
		return nil
	}
	return r.pending
}

// showAgain sends a render again, unless it is over by now. A dashboard that does
// not know the run any more will never answer it.
func (r *run) showAgain(ctx context.Context, p *pendingCall) {
	if r.told() != p {
		return
	}
	var accepted protocol.Accepted
	if err := r.host.up.now(ctx, protocol.SendIOCall, p.request, &accepted); err != nil {
		r.log.WarnContext(ctx, "IO call not sent again", "err", err)
		return
	}
	if !accepted.OK {
		r.withdraw(p)
		r.log.WarnContext(ctx, "dashboard does not know the run any more", "message", accepted.Message)
		if p.asks {
			r.stop()
		}
	}
}
