package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// event is one line of `go test -json`.
type event struct {
	Action, Package, Test, Output, ImportPath string
}

// readGo counts leaf and parent tests alike, as `go test -v` shows them. It
// prints the packages' result lines, and all that a failed test said.
func readGo(in io.Reader, out io.Writer) (Tally, error) {
	var t Tally
	said := map[string][]string{} // by package and test
	inTests := map[string]bool{}  // packages with a failed test
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if !bytes.HasPrefix(lines.Bytes(), []byte("{")) || json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Fprintln(out, lines.Text()) // the go command itself, for example a module that is missing
			continue
		}
		key := e.Package + "\x00" + e.Test
		switch e.Action {
		case "output":
			said[key] = append(said[key], e.Output)
		case "build-output":
			fmt.Fprint(out, e.Output)
		case "pass", "fail", "skip":
			if e.Test == "" {
				packageEnded(out, e, said[key], inTests[e.Package], &t)
			} else {
				testEnded(out, e, said[key], inTests, &t)
			}
			delete(said, key)
		}
	}
	return t, lines.Err()
}

func testEnded(out io.Writer, e event, said []string, inTests map[string]bool, t *Tally) {
	switch e.Action {
	case "pass":
		t.Passed++
	case "fail":
		t.Failed++
		inTests[e.Package] = true
		t.Broken = append(t.Broken, broken(e.Package+" "+e.Test, trimmed(said)))
		for _, line := range said {
			fmt.Fprint(out, line)
		}
	case "skip":
		t.Skipped = append(t.Skipped, fmt.Sprintf("%s %s: %s", e.Package, e.Test, reason(said)))
	}
}

func packageEnded(out io.Writer, e event, said []string, inTests bool, t *Tally) {
	if e.Action == "skip" {
		return // no test files
	}
	if e.Action == "fail" && !inTests { // did not build, panicked, raced, or ran out of time
		t.Failed++
		t.Broken = append(t.Broken, broken(e.Package, trimmed(said)))
		for _, line := range said {
			fmt.Fprint(out, line)
		}
		return
	}
	if len(said) > 0 {
		fmt.Fprint(out, said[len(said)-1]) // "ok  	package	1.2s"
	}
}

// trimmed is output without the ends of its lines.
func trimmed(output []string) []string {
	lines := make([]string, len(output))
	for i, line := range output {
		lines[i] = strings.TrimRight(line, "\n")
	}
	return lines
}
