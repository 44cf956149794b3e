package server_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/internal/transcript"
	"github.com/stagedoor/stagedoor/protocol"
)

// deviation says where this server differs from the original on purpose.
type deviation struct {
	why    string
	left   []string                   // answers that this server refuses, by the ids of the original's calls to the host
	init   string                     // a field of the reply to declarations
	answer map[protocol.RPCMethod]any // what this server says where the original said something else
	then   func(p *player)            // goes on where the original could not
}

// leaves reports whether the call with this id is not made.
func (d deviation) leaves(id string) bool { return slices.Contains(d.left, id) }

// ended is the refusal of a render of a run that has ended.
var ended = map[string]any{"type": "ERROR", "message": "This run has ended."}

// deviations are the recordings that this server does not repeat to the letter.
var deviations = map[string]deviation{
	"cancel-without-prompt": {
		why:    "A canceled run asks nothing more, so its action ends instead of waiting for an answer.",
		answer: map[protocol.RPCMethod]any{protocol.SendIOCall: ended}, left: []string{"904"},
	},
	"group-choices": {
		why:  "A choice that is none of the buttons is refused and does not reach the host.",
		left: []string{"460"},
	},
	"init-invalid-slugs": {
		why:  "Slugs of pages are reported, too, and a slash in a slug is the same as a group.",
		init: "invalidSlugs",
	},
	"init-warnings": {
		why:  "Teams come with the person who signs in; there is no list to look them up in.",
		init: "warnings",
	},
	"input-bad-types": {
		why:  "An answer with the wrong number of values is refused and does not reach the host.",
		left: []string{"209", "211"},
	},
	"late-answers": {
		why:  "A second answer, and one that does not name its question, is refused and does not reach the host.",
		left: []string{"491", "492", "493"},
	},
	"page-loading-redirect": {
		why:    "The recorded page was opened at the original server: nobody has it open here.",
		answer: map[protocol.RPCMethod]any{protocol.SendLoadingCall: false, protocol.SendRedirect: false},
	},
	"reconnect-awaiting-input": {
		why:  "The run survives: its question can be answered after the cut.",
		then: survives,
	},
	"reconnect-development": {
		why:    "Runs survive in development, too.",
		answer: map[protocol.RPCMethod]any{protocol.SendIOCall: true}, then: survives,
	},
	"reconnect-loading-and-page": {
		why:    "The run survives. The page does not: its browser has opened it anew.",
		answer: map[protocol.RPCMethod]any{protocol.SendPage: false, protocol.SendLoadingCall: true},
	},
	"reconnect-logs-lost": {
		why:    "The run survives, and so its end is taken.",
		answer: map[protocol.RPCMethod]any{protocol.MarkComplete: true},
	},
}

// unplayed are the recordings of real hosts and servers that are not played.
var unplayed = map[string]string{
	"bad-key":         "Keys of hosts are not part of this release, and nothing else is said.",
	"empty-key":       "Keys of hosts are not part of this release, and nothing else is said.",
	"enqueue-dequeue": "Queued actions are not part of this release.",
	"http-bad-key":    "The interface over HTTP is not part of this release, and nothing else is said.",
	"serverless":      "Hosts that are woken over HTTP are not part of this release.",
}

// TestReplayHosts plays what hosts of the original SDKs said, over a WebSocket,
// with a browser that does what the recorded one did.
func TestReplayHosts(t *testing.T) {
	dir, ok := transcript.Dir()
	if !ok {
		t.Skip("the recorded conversations are not on this machine")
	}
	names, err := transcript.Names(dir)
	must(t, err)
	for _, name := range slices.Concat(slices.Collect(maps.Keys(unplayed)), slices.Collect(maps.Keys(deviations))) {
		if !slices.Contains(names, name) {
			t.Errorf("%s is in a table of this test and not in %s", name, dir)
		}
	}
	played := 0
	for _, name := range names {
		s, err := transcript.Load(dir, name)
		must(t, err)
		if strings.HasPrefix(name, "mock-") || s.Peer == "server" || unplayed[name] != "" {
			continue // where only one side was a program, the host's tests play it, or nobody is real here
		}
		played++
		t.Run(name, func(t *testing.T) { newPlayer(t, s, deviations[name]).play(s) })
	}
	if played < 100 {
		t.Errorf("only %d recordings were found in %s", played, dir)
	}
}
