package protocol_test

import (
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
)

func TestFramesFit(t *testing.T) {
	part := func(n int) protocol.Frame { return protocol.Frame{Kind: protocol.FramePart, Part: n} }
	tab := protocol.Frame{Kind: protocol.FrameTab, Key: "a", Part: 0, Frames: []protocol.Frame{part(1)}}
	deep := part(0)
	for range 8 {
		deep = protocol.Frame{Kind: protocol.FrameStack, Frames: []protocol.Frame{deep}}
	}
	many := make([]protocol.Frame, 501)
	for i := range many {
		many[i] = protocol.Frame{Kind: protocol.FrameStack}
	}
	cases := []struct {
		name   string
		frames []protocol.Frame
		fit    bool
	}{
		{"none", nil, true},
		{"parts", []protocol.Frame{part(1), part(0)}, true},
		{"twice", []protocol.Frame{part(1), part(1)}, false},
		{"not there", []protocol.Frame{part(2)}, false},
		{"negative", []protocol.Frame{part(-1)}, false},
		{"unknown", []protocol.Frame{{Kind: "spiral"}}, false},
		{"a part that holds", []protocol.Frame{{Kind: protocol.FramePart, Frames: []protocol.Frame{part(1)}}}, false},
		{"tabs", []protocol.Frame{{Kind: protocol.FrameTabs, Key: "tab", Frames: []protocol.Frame{tab}}}, true},
		{"tabs without a name", []protocol.Frame{{Kind: protocol.FrameTabs, Frames: []protocol.Frame{tab}}}, false},
		{"tabs of parts", []protocol.Frame{{Kind: protocol.FrameTabs, Key: "tab", Frames: []protocol.Frame{part(0)}}}, false},
		{"no tabs", []protocol.Frame{{Kind: protocol.FrameTabs, Key: "tab"}}, false},
		{"widths", []protocol.Frame{{Kind: protocol.FrameColumns, Widths: []int{1}, Frames: []protocol.Frame{part(0), part(1)}}}, false},
		{"deep", []protocol.Frame{deep}, false},
		{"many", many, false},
	}
	for _, tc := range cases {
		if got := protocol.FramesFit(tc.frames, 2); got != tc.fit {
			t.Errorf("%s: fit %v, want %v", tc.name, got, tc.fit)
		}
	}
}
