package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// A transcript that is longer than a browser may be sent at once comes in parts,
// each after the one before it, and nothing of it is lost.
func TestALongTranscriptComesInParts(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "kept", "k1")
	picture, err := json.Marshal(map[string]string{"url": "data:image/png;base64," + strings.Repeat("A", 800<<10)})
	must(t, err)
	for i := range 7 {
		ok := h.render(id, protocol.IOCall{
			ID: fmt.Sprint("c", i), InputGroupKey: fmt.Sprint("g", i), Kind: "RENDER",
			ToRender: []protocol.Component{{MethodName: protocol.DisplayImage, Label: "Receipt", Props: picture}},
		})
		if !ok.OK {
			t.Fatalf("picture %d: %+v", i, ok)
		}
	}
	fresh, slots, parts, after := w.open("ada"), []string{}, 0, int64(0)
	for more := true; more; parts++ {
		got := fresh.openRun(id, after)
		for _, e := range got.Events {
			slots = append(slots, e.Slot)
		}
		if more = got.More; more && got.Seq <= after {
			t.Fatalf("part %d ends at %d, the one before it at %d", parts, got.Seq, after)
		}
		after = got.Seq
	}
	if want := "call:g0 call:g1 call:g2 call:g3 call:g4 call:g5 call:g6"; strings.Join(slots, " ") != want || parts < 3 {
		t.Fatalf("%d parts: %s", parts, slots)
	}
	fresh.must(protocol.CallPing, nil, nil) // the socket has survived it
}
