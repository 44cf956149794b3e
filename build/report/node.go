package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// readVitest reads `vitest run --reporter=json`.
func readVitest(in io.Reader, out io.Writer) (Tally, error) {
	var result struct {
		Success     bool `json:"success"`
		TestResults []struct {
			Name, Status, Message string
			AssertionResults      []struct{ FullName, Status string }
		} `json:"testResults"`
	}
	if err := json.NewDecoder(in).Decode(&result); err != nil {
		return Tally{}, err
	}
	var t Tally
	for _, file := range result.TestResults {
		for _, test := range file.AssertionResults {
			switch test.Status {
			case "passed":
				t.Passed++
			case "failed":
				t.Failed++
			default: // skipped, pending, todo, disabled
				t.Skipped = append(t.Skipped, test.FullName+": "+test.Status)
			}
		}
		if file.Status == "failed" && len(file.AssertionResults) == 0 { // could not be loaded
			t.Failed++
			fmt.Fprintln(out, file.Name, file.Message)
		}
	}
	if !result.Success && t.Failed == 0 {
		t.Failed++
	}
	return t, nil
}

var (
	tapLine  = regexp.MustCompile(`^\s*(not ok|ok) \d+(?: - (.*))?$`)
	tapTotal = regexp.MustCompile(`^# (pass|fail|cancelled|skipped|todo) (\d+)$`)
)

// readTAP reads `node --test --test-reporter=tap`. The totals count; the lines
// only tell what was skipped.
func readTAP(in io.Reader, _ io.Writer) (Tally, error) {
	var t Tally
	ended := false
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		if m := tapLine.FindStringSubmatch(lines.Text()); m != nil {
			name, why, skipped := strings.Cut(m[2], " # SKIP")
			if !skipped {
				name, why, skipped = strings.Cut(m[2], " # TODO")
			}
			if skipped {
				t.Skipped = append(t.Skipped, name+": "+strings.TrimSpace(why))
			}
		}
		if m := tapTotal.FindStringSubmatch(lines.Text()); m != nil {
			n, err := strconv.Atoi(m[2])
			if err != nil {
				return t, err
			}
			switch m[1] {
			case "pass":
				t.Passed, ended = n, true
			case "fail", "cancelled":
				t.Failed += n
			}
		}
	}
	if !ended {
		t.Failed++ // the runner died before it said how it went
	}
	return t, lines.Err()
}
