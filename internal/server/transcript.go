package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/stagedoor/stagedoor/internal/store"
	"github.com/stagedoor/stagedoor/protocol"
)

// Sizes of what a host may say, in bytes.
const (
	maxCall   = 4 << 20
	maxLog    = 64 << 10
	maxResult = 4 << 20
)

// withOwn calls f with a run of this host. Any other is errAbsent: a host has no
// business with the runs of another.
func (l *link) withOwn(ctx context.Context, id string, f func(*run) error) error {
	return l.s.withRun(ctx, id, func(r *run) error {
		if l.hostID == "" || r.hostID != l.hostID {
			return errAbsent
		}
		r.heard = true
		return f(r)
	})
}

// took turns the end of handling a message into the bool that answers it.
func took(err error) (any, error) {
	if told, ok := errors.AsType[*refusal](err); ok && told.code != protocol.Internal {
		return false, nil
	}
	if err != nil {
		return nil, err
	}
	return true, nil
}

// ioCall takes a render.
func (l *link) ioCall(ctx context.Context, in protocol.SendIOCallRequest) (any, error) {
	err := l.withOwn(ctx, in.TransactionID, func(r *run) error {
		var call protocol.IOCall
		if err := json.Unmarshal([]byte(in.IOCall), &call); err != nil || call.ID == "" || call.InputGroupKey == "" || len(in.IOCall) > maxCall {
			return refuse(protocol.Invalid, "The IO call could not be read.")
		}
		return r.render(ctx, normal(call))
	})
	if told, ok := errors.AsType[*refusal](err); ok {
		message := told.message
		if told.code == protocol.NotFound {
			message = "Transaction not found."
		}
		if !l.s.services.understandsErrors(l.hostID) {
			message = ""
		}
		return protocol.Accepted{Message: message}, nil
	}
	if err != nil {
		return nil, err
	}
	return protocol.Accepted{OK: true}, nil
}

// render shows an IO call. Calls that come again after a connection was lost
// change nothing; where they were answered meanwhile, the answer is sent again.
func (r *run) render(ctx context.Context, call protocol.IOCall) error {
	if err := r.s.checkSafe(call); err != nil {
		return err
	}
	key := call.InputGroupKey
	old := r.prompts[key]
	switch {
	case old != nil && old.answered == call.ID:
		return r.redeliver(key, old)
	case !r.row.Live():
		return r.renderAfter(call, old)
	case r.row.PendingID == call.ID:
		return nil
	}
	data, err := json.Marshal(call)
	if err != nil {
		return err
	}
	if err := r.stopLoading(ctx); err != nil {
		return err
	}
	if newPrompt(call, old).asks {
		return r.ask(ctx, call, data)
	}
	if ok, err := r.put(ctx, "call:"+key, protocol.EventCall, data); err != nil || !ok {
		return cmp.Or(err, errEnded)
	}
	return r.begin(ctx)
}

// errEnded is the answer to a host that goes on with a run that has ended.
var errEnded = refuse(protocol.Conflict, "This run has ended.")

// ask shows an IO call that somebody has to answer.
func (r *run) ask(ctx context.Context, call protocol.IOCall, data json.RawMessage) error {
	q := store.Question{CallID: call.ID, GroupKey: call.InputGroupKey, Label: titleOf(call), Data: data, Untouched: r.idle(call)}
	if a := approvalOf(call); a != nil {
		asked, err := json.Marshal(a.asked)
		if err != nil {
			return err
		}
		q.Asked = asked
	}
	event, err := r.s.store.SetPending(ctx, r.id, q)
	if errors.Is(err, store.ErrEnded) {
		return cmp.Or(r.reload(ctx), errEnded)
	}
	if err != nil {
		return err
	}
	asked := r.row.Status != store.Waiting || r.row.WaitingOn != q.Label
	r.row.Status, r.row.PendingID, r.row.PendingKey, r.row.WaitingOn = store.Waiting, q.CallID, q.GroupKey, q.Label
	r.row.ChangedAt, r.row.Untouched = event.Time, q.Untouched || r.row.Untouched && r.row.PendingKey == q.GroupKey
	r.asks(q.Asked)
	r.remember(event)
	r.show(event)
	if asked {
		r.s.homeChanged(r.row.PersonID)
	}
	r.unseen()
	return nil
}

// renderAfter shows a new page of a display of a run that has ended, to those
// who still look. It is kept nowhere.
func (r *run) renderAfter(call protocol.IOCall, old *prompt) error {
	if old == nil || len(r.viewers) == 0 {
		return errEnded
	}
	data, err := json.Marshal(call)
	if err != nil {
		return err
	}
	r.prompts[call.InputGroupKey] = newPrompt(call, old)
	r.show(store.Event{
		Seq: r.row.Seq + 1, At: old.at, Slot: "call:" + call.InputGroupKey, Kind: string(protocol.EventCall),
		Time: time.Now().UTC(), Data: data,
	})
	return nil
}

func (l *link) loading(ctx context.Context, in protocol.SendLoadingRequest) (any, error) {
	state := in.LoadingState
	state.Label = cmp.Or(state.Label, in.Title)
	if isPage, told := l.tellPage(in.TransactionID, " loading", protocol.PageRender{Loading: &state}); isPage {
		return told, nil
	}
	err := l.withOwn(ctx, in.TransactionID, func(r *run) error {
		data, err := json.Marshal(state)
		if err != nil {
			return err
		}
		if ok, err := r.put(ctx, "loading", protocol.EventLoading, data); err != nil || !ok {
			return cmp.Or(err, errEnded)
		}
		return r.begin(ctx)
	})
	return took(err)
}

// stopLoading empties the loading slot: what comes next takes its place.
func (r *run) stopLoading(ctx context.Context) error {
	if !r.loading {
		return nil
	}
	_, err := r.put(ctx, "loading", protocol.EventLoading, json.RawMessage("null"))
	return err
}

func (l *link) logLine(ctx context.Context, in protocol.SendLogRequest) (any, error) {
	err := l.withOwn(ctx, in.TransactionID, func(r *run) error {
		line := protocol.LogLine{Index: r.lines, Text: cut(in.Data, maxLog), Timestamp: time.Now().UnixMilli(), Level: level(in.Level)}
		if in.Index != nil && *in.Index >= 0 {
			line.Index = *in.Index
		}
		if in.Timestamp != nil {
			line.Timestamp = *in.Timestamp
		}
		data, err := json.Marshal(line)
		if err != nil {
			return err
		}
		if ok, err := r.putLog(ctx, fmt.Sprintf("log:%d", line.Index), data); err != nil || !ok {
			return cmp.Or(err, errEnded)
		}
		return r.begin(ctx)
	})
	return took(err)
}

// level is a level of ours; a host may send anything.
func level(of protocol.LogLevel) protocol.LogLevel {
	switch of {
	case protocol.LogDebug, protocol.LogWarn, protocol.LogError:
		return of
	}
	return protocol.LogInfo
}

// cut shortens text to at most limit bytes, without splitting a character.
func cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit] + "…"
}

func (l *link) redirect(ctx context.Context, in protocol.SendRedirectRequest) (any, error) {
	to := in.RedirectTarget
	to.Route = cmp.Or(to.Route, in.Action)
	if to.URL != "" {
		to.Route, to.Params = "", nil
	}
	if to.URL == "" && to.Route == "" {
		return nil, &protocol.FormatError{What: "redirect without a target", Err: errFrame}
	}
	if protocol.CheckAddress(to.URL) != nil {
		return false, nil //nolint:nilerr // false is how this wire refuses
	}
	if isPage, told := l.tellPage(in.TransactionID, " redirect", protocol.PageRender{Redirect: &to}); isPage {
		return told, nil
	}
	err := l.withOwn(ctx, in.TransactionID, func(r *run) error {
		data, err := json.Marshal(to)
		if err != nil {
			return err
		}
		if ok, err := r.put(ctx, "redirect", protocol.EventRedirect, data); err != nil || !ok {
			return cmp.Or(err, errEnded)
		}
		return nil
	})
	return took(err)
}
