package access

import "slices"

// Verb is something a person may want to do.
type Verb string

// The verbs. Each belongs to one kind of object, see rules.
const (
	EnterPanel   Verb = "enter panel"    // see the shell and one's own lists, keep settings
	SeeRoute     Verb = "see route"      // in the navigation and on start cards
	StartAction  Verb = "start action"   // begin a run
	OpenPage     Verb = "open page"      // and give its tables and searches new states, list and save views of them
	ReadRun      Verb = "read run"       // head, transcript, log and result, once and as they change
	AnswerRun    Verb = "answer run"     // also give components of an open question new states
	CancelRun    Verb = "cancel run"     // end it
	DecideRun    Verb = "decide run"     // read and answer the open question that is for somebody else than the owner
	ReadPageView Verb = "read page view" // an opening of a page, as it changes
	SeeView      Verb = "see view"       // a saved view of a list
	ChangeView   Verb = "change view"    // also delete it
	Download     Verb = "download"       // take a file that a run or page view offers, all rows of a table among them
)

// Kind is a kind of [Object].
type Kind string

// The kinds of object.
const (
	PanelObject    Kind = "panel"
	ActionObject   Kind = "action"
	PageObject     Kind = "page"
	RunObject      Kind = "run"
	PageViewObject Kind = "page view"
	ViewObject     Kind = "view"
)

// Object is what a verb is about.
type Object struct {
	Kind Kind

	// Owner is the id of the person who started a run, opened a page view or saved
	// a view.
	Owner string

	// Shared says that a view is there for everybody who may see its page.
	Shared bool

	// Teams are those of the action or page, also of the one that a run, page view
	// or view belongs to. None means everybody who is signed in.
	Teams []string

	// Asked are those who have to decide the open question of a run; nil when it is
	// the owner's to answer.
	Asked *Asked
}

// Asked says who is to decide something that somebody else wants: whoever is on
// one of the teams or has one of the roles. Without any, everybody who may use
// the action.
type Asked struct {
	Teams []string `json:"teams,omitempty"`
	Roles []string `json:"roles,omitempty"`
}

// includes reports whether p is asked.
func (a *Asked) includes(p Person, o Object) bool {
	if len(a.Teams) == 0 && len(a.Roles) == 0 {
		return onTeam(p, o.Teams)
	}
	return meet(a.Teams, p.Teams) || meet(a.Roles, p.Roles)
}

// rule says what lets a person do something: what it must be about, and whether
// it must be their own, or somebody else's who asks for it. Being on one of the
// object's teams is asked for always but then.
type rule struct {
	kinds []Kind
	own   bool
	shown bool // it may also be shared by its owner
	asked bool // it must be somebody else's, who asks for it; teams count as far as they are asked
}

// rules is every permission there is. What is not here is denied.
var rules = map[Verb]rule{
	EnterPanel:   {kinds: []Kind{PanelObject}},
	SeeRoute:     {kinds: []Kind{ActionObject, PageObject}},
	StartAction:  {kinds: []Kind{ActionObject}},
	OpenPage:     {kinds: []Kind{PageObject}},
	ReadRun:      {kinds: []Kind{RunObject}, own: true},
	AnswerRun:    {kinds: []Kind{RunObject}, own: true},
	CancelRun:    {kinds: []Kind{RunObject}, own: true},
	DecideRun:    {kinds: []Kind{RunObject}, asked: true},
	ReadPageView: {kinds: []Kind{PageViewObject}, own: true},
	SeeView:      {kinds: []Kind{ViewObject}, own: true, shown: true},
	ChangeView:   {kinds: []Kind{ViewObject}, own: true},
	Download:     {kinds: []Kind{RunObject, PageViewObject}, own: true},
}

// Known reports whether v is a verb that may be allowed at all, for servers that
// check at their start that each of their routes and messages names one.
func (v Verb) Known() bool { _, ok := rules[v]; return ok }

// May is the one place that decides whether p may do something. Everything not
// allowed by a rule is denied; callers answer a denial as if the object did not
// exist.
func May(p Person, verb Verb, o Object) bool {
	r, known := rules[verb]
	switch {
	case !known || p.ID == "":
		return false
	case !slices.Contains(r.kinds, o.Kind):
		return false
	case r.own && o.Owner != p.ID && !(r.shown && o.Shared):
		return false
	case r.asked:
		return o.Owner != "" && o.Owner != p.ID && o.Asked != nil && o.Asked.includes(p, o)
	}
	return onTeam(p, o.Teams)
}

// onTeam reports whether p is on one of the teams; none means everybody.
func onTeam(p Person, teams []string) bool { return len(teams) == 0 || meet(teams, p.Teams) }

// meet reports whether two lists have something in common.
func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(one string) bool { return slices.Contains(b, one) })
}
