package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/internal/access"
	"github.com/stagedoor/stagedoor/protocol"
)

// request is one request of a browser on its way through the server.
type request struct {
	*browser
	ctx     context.Context
	person  access.Person
	id      string
	replied bool
}

// refusal is an error that is told to the browser as it is.
type refusal struct {
	code    protocol.ErrorCode
	message string
}

func (r *refusal) Error() string { return string(r.code) + ": " + r.message }

func refuse(code protocol.ErrorCode, format string, args ...any) error {
	return &refusal{code, fmt.Sprintf(format, args...)}
}

// errAbsent is the answer for what is not there and for what this person may not
// see: nobody can tell the two apart.
var errAbsent = refuse(protocol.NotFound, "There is nothing here, or nothing you can see.")

// errAway is the answer where a service is needed and not connected.
var errAway = refuse(protocol.Unavailable, "The service that does this is not connected at the moment.")

// call is one kind of request. Every kind declares the verb that its person has
// to be allowed; the object is found by the handler.
type call struct {
	verb  access.Verb
	serve func(r *request, data json.RawMessage) (any, error)
}

// calls is everything a browser may ask for.
var calls = map[protocol.BrowserCall]call{
	protocol.CallPing:      {access.EnterPanel, bare((*request).ping)},
	protocol.CallShell:     {access.EnterPanel, bare((*request).shell)},
	protocol.CallRoute:     {access.SeeRoute, with((*request).route)},
	protocol.CallHome:      {access.EnterPanel, bare((*request).openHome)},
	protocol.CallHistory:   {access.EnterPanel, with((*request).history)},
	protocol.CallSchedules: {access.EnterPanel, bare((*request).timetable)},
	protocol.CallSetTheme:  {access.EnterPanel, with((*request).setTheme)},

	protocol.CallReadNotices: {access.EnterPanel, with((*request).readNotices)},

	protocol.CallStartCard: {access.StartAction, with((*request).startCard)},
	protocol.CallStartRun:  {access.StartAction, with((*request).startRun)},
	protocol.CallOpenRun:   {access.ReadRun, with((*request).openRun)},
	protocol.CallCloseRun:  {access.ReadRun, with((*request).closeRun)},
	protocol.CallTouchRun:  {access.AnswerRun, with((*request).touchRun)},
	protocol.CallAnswer:    {access.AnswerRun, with((*request).answerRun)},
	protocol.CallApproval:  {access.DecideRun, with((*request).approval)},
	protocol.CallDecide:    {access.DecideRun, with((*request).decide)},
	protocol.CallProve:     {access.AnswerRun, with((*request).prove)},
	protocol.CallRunState:  {access.AnswerRun, with((*request).stateOfRun)},
	protocol.CallCancelRun: {access.CancelRun, with((*request).cancelRun)},
	protocol.CallOpenPage:  {access.OpenPage, with((*request).openPage)},
	protocol.CallPageState: {access.ReadPageView, with((*request).stateOfPage)},
	protocol.CallClosePage: {access.ReadPageView, with((*request).closePage)},

	protocol.CallRefreshPage:  {access.ReadPageView, with((*request).refreshPage)},
	protocol.CallRunDownload:  {access.Download, with((*request).downloadOfRun)},
	protocol.CallPageDownload: {access.Download, with((*request).downloadOfPage)},

	protocol.CallViews:      {access.OpenPage, with((*request).views)},
	protocol.CallSaveView:   {access.OpenPage, with((*request).saveView)},
	protocol.CallChangeView: {access.ChangeView, with((*request).changeView)},
	protocol.CallDeleteView: {access.ChangeView, with((*request).deleteView)},

	protocol.CallRunUpload:  {access.AnswerRun, with((*request).uploadForRun)},
	protocol.CallDropUpload: {access.AnswerRun, with((*request).dropUpload)},
}

// checkCalls makes a call without a verb a mistake that stops the program.
func checkCalls(table map[protocol.BrowserCall]call) error {
	for name, c := range table {
		if !c.verb.Known() || c.serve == nil {
			return fmt.Errorf("server: the call %s does not say who may make it", name)
		}
	}
	return nil
}

// bare makes a call of a method without data.
func bare(serve func(*request) (any, error)) func(*request, json.RawMessage) (any, error) {
	return func(r *request, data json.RawMessage) (any, error) {
		if text := strings.TrimSpace(string(data)); text != "" && text != "null" && text != "{}" {
			return nil, refuse(protocol.Invalid, "This call takes no data.")
		}
		return serve(r)
	}
}

// with makes a call of a method with data of type T.
func with[T any](serve func(*request, T) (any, error)) func(*request, json.RawMessage) (any, error) {
	return func(r *request, data json.RawMessage) (any, error) {
		var in T
		if err := strict(data, &in); err != nil {
			return nil, refuse(protocol.Invalid, "The data of this call is not what it should be: %s.", fieldOf(err))
		}
		return serve(r, in)
	}
}

// fieldOf says what is wrong with data, in a few words.
func fieldOf(err error) string {
	if te, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return "the field " + te.Field + " has another type"
	}
	if text, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return "there is no field " + text
	}
	return "it cannot be read"
}

// answer serves one request and replies to it.
func (b *browser) answer(ctx context.Context, in protocol.BrowserRequest) {
	r := &request{browser: b, ctx: ctx, person: b.person(), id: in.ID}
	data, err := r.serve(in)
	switch {
	case err != nil:
		b.reply(protocol.BrowserReply{ID: in.ID, Error: b.explain(ctx, in.Call, err)})
	case !r.replied:
		r.reply(data)
	}
}

// serve calls the handler, whose panic ends this request alone.
func (r *request) serve(in protocol.BrowserRequest) (data any, err error) {
	defer func() {
		if v := recover(); v != nil {
			data, err = nil, fmt.Errorf("panic: %v\n%s", v, stack())
		}
	}()
	c, known := calls[in.Call]
	if !known {
		return nil, refuse(protocol.Invalid, "There is no such call.")
	}
	return c.serve(r, in.Data)
}

// reply answers the request now, before what the handler queues after it.
func (r *request) reply(data any) {
	r.replied = true
	answer := protocol.BrowserReply{ID: r.id}
	if data != nil {
		raw, err := json.Marshal(data)
		if err != nil {
			answer.Error = r.explain(r.ctx, "", err)
		}
		answer.Data = raw
	}
	r.browser.reply(answer)
}

// explain turns an error into what the browser is told. What was not written for
// people goes to the log, and they get a reference.
func (b *browser) explain(ctx context.Context, name protocol.BrowserCall, err error) *protocol.BrowserError {
	if told, ok := errors.AsType[*refusal](err); ok {
		return &protocol.BrowserError{Code: told.code, Message: told.message}
	}
	reference := newReference()
	if ctx.Err() == nil {
		b.s.log.ErrorContext(ctx, "serve a browser", "call", string(name), "user", b.person().ID, "reference", reference, "err", err)
	}
	return &protocol.BrowserError{
		Code: protocol.Internal, Message: "Something went wrong. The log has it under the reference " + reference + ".",
	}
}
