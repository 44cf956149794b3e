package io

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/stagedoor/stagedoor/protocol"
)

// mostNested is how deep frames may nest. The wire allows two more, for tabs.
const mostNested = 6

// arrangement is components in the order of a dashboard without frames, and how
// they stand on one with.
type arrangement struct {
	components []Component
	frames     []protocol.Frame // nil when nothing is arranged
	tabs       []tabs
}

// tabs are one [TabsFrame] of a screen.
type tabs struct {
	key string // in the address
	all []tab
}

// tab is one tab of a screen, by the places of what it holds.
type tab struct {
	key     string
	heading int
	parts   []int // its own, without those of tabs inside
	inside  []int // the tabs inside, by their place in arrangement.tabs
}

// arrange works out how components stand.
func arrange(components []Component) (arrangement, error) {
	a := &arranger{}
	frames, err := a.all(components, 1)
	if err != nil {
		return arrangement{}, err
	}
	if a.framed {
		a.out.frames = frames
	}
	return a.out, nil
}

type arranger struct {
	out    arrangement
	framed bool
	within []*tab // the tabs that hold what comes next, the innermost last
}

func (a *arranger) all(components []Component, depth int) ([]protocol.Frame, error) {
	frames := make([]protocol.Frame, 0, len(components))
	for _, c := range components {
		f, err := a.one(c, depth)
		if err != nil {
			return nil, err
		}
		frames = append(frames, f)
	}
	return frames, nil
}

func (a *arranger) one(c Component, depth int) (protocol.Frame, error) {
	f, arranges := c.(interface{ arranged() frame })
	if !arranges {
		if _, shows := c.(Display); !shows && len(a.within) > 0 {
			return protocol.Frame{}, fmt.Errorf("io: a %T in a tab: tabs have displays only", c)
		}
		return protocol.Frame{Kind: protocol.FramePart, Part: a.place(c)}, nil
	}
	a.framed = true
	if depth > mostNested {
		return protocol.Frame{}, fmt.Errorf("io: frames nest deeper than %d", mostNested)
	}
	return a.frame(f.arranged(), depth)
}

// place adds a component and returns where it stands.
func (a *arranger) place(c Component) int {
	at := len(a.out.components)
	a.out.components = append(a.out.components, c)
	if len(a.within) > 0 {
		holder := a.within[len(a.within)-1]
		holder.parts = append(holder.parts, at)
	}
	return at
}

func (a *arranger) frame(f frame, depth int) (out protocol.Frame, err error) {
	if err := f.check(); err != nil {
		return protocol.Frame{}, err
	}
	out = f.wire
	switch {
	case f.wire.Kind == protocol.FrameTabs:
		return a.tabs(f, depth)
	case f.wire.Kind == protocol.FrameTab:
		return out, errors.New("io: a Tab outside Tabs")
	case f.wire.Title != "": // for dashboards without frames
		a.place(Heading(f.wire.Title).Description(f.wire.Help))
	}
	out.Frames, err = a.all(f.children, depth+1)
	return out, err
}

func (a *arranger) tabs(f frame, depth int) (protocol.Frame, error) {
	at := len(a.out.tabs)
	out := f.wire
	out.Key = "tab"
	if at > 0 {
		out.Key += strconv.Itoa(at + 1)
	}
	a.out.tabs = append(a.out.tabs, tabs{key: out.Key})
	if len(a.within) > 0 {
		holder := a.within[len(a.within)-1]
		holder.inside = append(holder.inside, at)
	}
	taken := map[string]bool{}
	for _, c := range f.children {
		child := c.(TabFrame).frame
		if err := child.check(); err != nil {
			return out, err
		}
		t := &tab{key: unique(keyOfTitle(child.wire.Title), taken), heading: a.place(tabHeading{Heading(child.wire.Title)})}
		a.within = append(a.within, t)
		inside, err := a.all(child.children, depth+1)
		a.within = a.within[:len(a.within)-1]
		if err != nil {
			return out, err
		}
		a.out.tabs[at].all = append(a.out.tabs[at].all, *t)
		one := child.wire
		one.Key, one.Part, one.Frames = t.key, t.heading, inside
		out.Frames = append(out.Frames, one)
	}
	return out, nil
}

// tabHeading is what a tab is on a dashboard without frames.
type tabHeading struct{ HeadingDisplay }

// keyOfTitle is a title as it stands in an address.
func keyOfTitle(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return "tab"
	}
	return strings.Join(words, "-")
}

// unique returns key, with a number where it is taken.
func unique(key string, taken map[string]bool) string {
	for n, free := 2, key; ; n++ {
		if !taken[free] {
			taken[free] = true
			return free
		}
		free = key + "-" + strconv.Itoa(n)
	}
}
