package io

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// frame is a component that arranges others: on a page, in a [Group], or shown by
// an action. Frames nest up to six deep.
type frame struct {
	wire     protocol.Frame
	children []Component
}

func (f frame) arranged() frame { return f }

func (f frame) part(context.Context) (*part, error) {
	return nil, fmt.Errorf("io: %s is no component by itself: use it on a page or in a Group", f.wire.Kind)
}

// Show puts what the frame holds on the screen, arranged.
func (f frame) Show(ctx context.Context) error {
	return show(ctx, f)
}

// ColumnsFrame stands components side by side.
type ColumnsFrame struct{ frame }

// Columns stands components side by side, equally wide, each a column; [Stack]
// makes several one column. Where there is no room, as on a phone, they stand one
// below the other.
func Columns(columns ...Component) ColumnsFrame {
	return ColumnsFrame{frame{protocol.Frame{Kind: protocol.FrameColumns}, slices.Clone(columns)}}
}

// Widths says how much of the width each column gets: Widths(2, 1) makes the
// first twice as wide as the second. There have to be as many as there are
// columns, from 1 to 12 each.
func (f ColumnsFrame) Widths(shares ...int) ColumnsFrame {
	f.wire.Widths = slices.Clone(shares)
	return f
}

// StackFrame stands components one below the other.
type StackFrame struct{ frame }

// Stack stands components one below the other, as one column of [Columns].
func Stack(components ...Component) StackFrame {
	return StackFrame{frame{protocol.Frame{Kind: protocol.FrameStack}, slices.Clone(components)}}
}

// SectionFrame is components under a heading.
type SectionFrame struct{ frame }

// Section stands components one below the other under a heading, which may be
// empty.
func Section(title string, components ...Component) SectionFrame {
	return SectionFrame{frame{protocol.Frame{Kind: protocol.FrameSection, Title: title}, slices.Clone(components)}}
}

// Description sets the line under the heading.
func (f SectionFrame) Description(text string) SectionFrame {
	f.wire.Help = text
	return f
}

// Card draws an edge around the section.
func (f SectionFrame) Card() SectionFrame {
	f.wire.Card = true
	return f
}

// Collapsible lets the person close the section, and open it again. It needs a
// title.
func (f SectionFrame) Collapsible() SectionFrame {
	f.wire.Folds = true
	return f
}

// Collapsed is [SectionFrame.Collapsible], and closed at first.
func (f SectionFrame) Collapsed() SectionFrame {
	f.wire.Folds, f.wire.Closed = true, true
	return f
}

// TabsFrame is tabs, of which one is seen at a time.
type TabsFrame struct{ frame }

// TabFrame is one of [Tabs].
type TabFrame struct{ frame }

// Tab is one of [Tabs], with what it shows. Inputs are refused: nobody should
// have to look for the field that is wrong.
func Tab(title string, components ...Component) TabFrame {
	return TabFrame{frame{protocol.Frame{Kind: protocol.FrameTab, Title: title}, slices.Clone(components)}}
}

// Tabs shows one tab at a time, at first the first one. On a page the parts of
// the others load when somebody opens them, and which one is open is in the
// address: in the parameter tab for the first Tabs of a page, tab2 for the second
// and so on.
func Tabs(tabs ...TabFrame) TabsFrame {
	children := make([]Component, len(tabs))
	for i, t := range tabs {
		children[i] = t
	}
	return TabsFrame{frame{protocol.Frame{Kind: protocol.FrameTabs}, children}}
}

// check says what is wrong with a frame, without its children.
func (f frame) check() error {
	switch {
	case f.wire.Folds && f.wire.Title == "":
		return errors.New("io: a section that can be closed needs a title")
	case f.wire.Kind == protocol.FrameTab && f.wire.Title == "":
		return errors.New("io: a tab needs a title")
	case f.wire.Kind == protocol.FrameTabs && len(f.children) == 0:
		return errors.New("io: tabs without a tab")
	case len(f.wire.Widths) > 0 && len(f.wire.Widths) != len(f.children):
		return fmt.Errorf("io: %d widths for %d columns", len(f.wire.Widths), len(f.children))
	}
	for _, w := range f.wire.Widths {
		if w < 1 || w > 12 {
			return fmt.Errorf("io: a column of width %d: use 1 to 12", w)
		}
	}
	return nil
}
