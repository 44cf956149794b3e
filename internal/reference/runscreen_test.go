package main

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
)

// Every status that a run can have is one of the states that the page tells of,
// and the page says of each what the panel says.
func TestEveryStateOfARunHasItsPlace(t *testing.T) {
	source, err := os.ReadFile(root + "/protocol/browser_run.go")
	if err != nil {
		t.Fatal(err)
	}
	statuses := regexp.MustCompile(`(?m)^\tRun\w+\s+(?:RunStatus )?\s*= "(\w+)"`).FindAllSubmatch(source, -1)
	if len(statuses) < 8 {
		t.Fatalf("found only %d statuses", len(statuses))
	}
	for _, m := range statuses {
		in := slices.ContainsFunc(runStates, func(s runState) bool { return slices.Contains(s.statuses, protocol.RunStatus(m[1])) })
		if !in {
			t.Errorf("the status %s has no place on the page: add it to runStates", m[1])
		}
	}
	var b bytes.Buffer
	if err := writeRunScreen(&b, root); err != nil {
		t.Fatal(err)
	}
	for _, s := range runStates {
		if !strings.Contains(b.String(), "### "+s.name+"\n") {
			t.Errorf("%s is not written", s.name)
		}
	}
}
