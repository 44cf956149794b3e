package access

import "slices"

// Verb is something a person may want to do.
type Verb string

// The verbs. Each belongs to one kind of object, see rules.
const (
	EnterPanel   Verb = "enter panel"    // see the shell and one's own lists, keep settings
	SeeRoute     Verb = "see route"      // in the navigation and on start cards
	StartAction  Verb = "start action"   // begin a run
	OpenPage     Verb = "open page"      // and give its tables and searches new states
	ReadRun      Verb = "read run"       // head, transcript, log and result, once and as they change
	AnswerRun    Verb = "answer run"     // also give components of an open question new states
	CancelRun    Verb = "cancel run"     // end it
	ReadPageView Verb = "read page view" // an opening of a page, as it changes
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
)

// Object is what a verb is about.
type Object struct {
	Kind Kind

	// Owner is the id of the person who started a run or opened a page view.
	Owner string

	// Teams are those of the action or page, also of the one that a run or page
	// view belongs to. None means everybody who is signed in.
	Teams []string
}

// rule says what lets a person do something: what it must be about, and whether
// it must be their own. Being on one of the object's teams is asked for always.
type rule struct {
	kinds []Kind
	own   bool
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
	ReadPageView: {kinds: []Kind{PageViewObject}, own: true},
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
	case r.own && o.Owner != p.ID:
		return false
	}
	return len(o.Teams) == 0 || slices.ContainsFunc(o.Teams, func(team string) bool {
		return slices.Contains(p.Teams, team)
	})
}
