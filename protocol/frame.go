package protocol

// FrameKind says how a frame arranges what it holds.
type FrameKind string

// The kinds of frame.
const (
	FramePart    FrameKind = "part"    // one component of the call
	FrameStack   FrameKind = "stack"   // one below the other
	FrameColumns FrameKind = "columns" // side by side, where there is room
	FrameSection FrameKind = "section" // under a heading
	FrameTabs    FrameKind = "tabs"    // holds frames of kind tab, of which one is seen
	FrameTab     FrameKind = "tab"
)

// FramedParts stands among the components that a dashboard announces it can draw
// when it draws frames.
const FramedParts Method = "FRAMES"

// Frame is a place in the arrangement of an IO call. It is an addition: ToRender
// alone, from top to bottom, says the same to a dashboard without frames, because
// what a frame is headed with stands there as a heading too. A component that no
// frame names is not drawn where there are frames.
type Frame struct {
	Kind   FrameKind `json:"kind"`
	Part   int       `json:"part,omitempty"`   // of a part: its place in ToRender; of a tab: that of its heading
	Title  string    `json:"title,omitempty"`  // of a section or tab
	Help   string    `json:"help,omitempty"`   // the line under the title of a section
	Key    string    `json:"key,omitempty"`    // of tabs: their name in the address; of a tab: its value there
	Card   bool      `json:"card,omitempty"`   // of a section: with an edge around it
	Folds  bool      `json:"folds,omitempty"`  // of a section: it can be closed
	Closed bool      `json:"closed,omitempty"` // of a section: it is at first
	Widths []int     `json:"widths,omitempty"` // of columns: how much of the width each gets; equal without
	Lazy   bool      `json:"lazy,omitempty"`   // of a tab: it loads when its heading gets the state {"open":true}
	Frames []Frame   `json:"frames,omitempty"`
}

// The most that frames may be.
const (
	maxFrames     = 500
	maxFrameDepth = 8
)

// FramesFit reports whether frames name only components that are there, each at
// most once, and nest sensibly.
func FramesFit(frames []Frame, components int) bool {
	c := frameCheck{taken: make([]bool, components)}
	return c.all(frames, 1)
}

type frameCheck struct {
	taken []bool
	count int
}

func (c *frameCheck) all(frames []Frame, depth int) bool {
	for _, f := range frames {
		if c.count++; c.count > maxFrames || depth > maxFrameDepth || !c.one(f, depth) {
			return false
		}
	}
	return true
}

func (c *frameCheck) one(f Frame, depth int) bool {
	if f.Kind == FramePart || f.Kind == FrameTab {
		if f.Part < 0 || f.Part >= len(c.taken) || c.taken[f.Part] {
			return false
		}
		c.taken[f.Part] = true
	}
	switch f.Kind {
	case FramePart:
		return len(f.Frames) == 0
	case FrameTabs:
		for _, tab := range f.Frames {
			if tab.Kind != FrameTab || tab.Key == "" {
				return false
			}
		}
		return len(f.Frames) > 0 && f.Key != "" && c.all(f.Frames, depth+1)
	case FrameColumns:
		return (len(f.Widths) == 0 || len(f.Widths) == len(f.Frames)) && c.all(f.Frames, depth+1)
	case FrameStack, FrameSection, FrameTab:
		return c.all(f.Frames, depth+1)
	}
	return false
}
