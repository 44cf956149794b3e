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
			AssertionResults      []struct {
				FullName, Status string
				FailureMessages  []string
			}
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
				t.Broken = append(t.Broken, broken(test.FullName, test.FailureMessages))
			default: // skipped, pending, todo, disabled
				t.Skipped = append(t.Skipped, test.FullName+": "+test.Status)
			}
		}
		if file.Status == "failed" && len(file.AssertionResults) == 0 { // could not be loaded
			t.Failed++
			t.Broken = append(t.Broken, broken(file.Name, []string{file.Message}))
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
// only tell what was skipped and what failed.
func readTAP(in io.Reader, _ io.Writer) (Tally, error) {
	var t Tally
	ended := false
	var failed string    // the test whose account is being read
	var account []string // the indented lines below it
	tell := func() {
		if failed != "" {
			t.Broken = append(t.Broken, broken(failed, account))
		}
		failed, account = "", nil
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		if failed != "" && len(account) < 12 && strings.HasPrefix(lines.Text(), " ") {
			account = append(account, lines.Text())
		}
		if m := tapLine.FindStringSubmatch(lines.Text()); m != nil {
			tell()
			if m[1] == "not ok" {
				failed = m[2]
			}
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
	tell()
	if !ended {
		t.Failed++ // the runner died before it said how it went
	}
	return t, lines.Err()
}
