package host_test

import (
	"testing"

	"github.com/stagedoor/stagedoor/internal/transcript"
)

// played notes the recordings that were replayed.
var played = map[string]bool{}

// TestReplay plays the recorded conversations, and checks that every recording
// was played or has a reason why not.
func TestReplay(t *testing.T) {
	groups := map[string]func(*testing.T){
		"inputs": replayInputs, "moments": replayMoments, "rich text": replayRichText, "sliders": replaySliders, "addresses": replayAddresses, "spreadsheets": replaySpreadsheets, "values": replayDisplayValues, "selects": replaySelects, "searches": replaySearches, "groups": replayGroups, "choices": replayChoices,
		"displays": replayDisplays, "tables": replayTables, "pages": replayPages, "context": replayContext,
		"logs": replayLogsAndLoading, "ends": replayEnds, "results": replayResults,
		"declarations": replayDeclarations, "reconnects": replayReconnects, "shutdowns": replayShutdowns, "starts": replayStarts, "broken pages": replayBrokenPages,
	}
	ran := 0
	for name, play := range groups {
		t.Run(name, func(t *testing.T) {
			ran++
			play(t)
		})
	}
	dir, ok := transcript.Dir()
	if !ok || ran < len(groups) { // some were left out by -run
		return
	}
	names, err := transcript.Names(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		switch reason := notPlayed[name]; {
		case !played[name] && reason == "":
			t.Errorf("%s is neither replayed nor in the table of those that are not", name)
		case played[name] && reason != "":
			t.Errorf("%s is replayed and in the table of those that are not", name)
		}
		delete(played, name)
	}
	for name := range played {
		t.Errorf("there is no recording %s", name)
	}
}
