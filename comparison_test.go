package stagedoor_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every row of the comparison says whether the feature is there, what shows that, and,
// where something is missing, why.
func TestComparisonIsWhole(t *testing.T) {
	tests, _ := allTests(t)
	rows := 0
	for line := range strings.Lines(readFile(t, "docs/comparison.md")) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| feature |") || strings.HasPrefix(line, "| --- ") {
			continue
		}
		rows++
		if len(cells) != 3 {
			t.Errorf("%d cells: %s", len(cells), line)
			continue
		}
		state, reason := strings.TrimSpace(cells[1]), cells[2]
		shown := testNames.FindAllString(reason, -1)
		switch {
		case (state == "yes" || state == "partly") && len(shown) == 0 && !strings.Contains(reason, ".test.mjs`"):
			t.Errorf("names no test: %s", line)
		case state == "partly" && !strings.Contains(reason, "(why: "):
			t.Errorf("does not say why something is missing: %s", line)
		case (state == "no" || state == "not yet") && len(strings.Fields(reason)) < 4:
			t.Errorf("gives no reason: %s", line)
		case state != "yes" && state != "partly" && state != "no" && state != "not yet":
			t.Errorf("%q is no word for it: %s", state, line)
		}
		checkNamed(t, reason, shown, tests)
	}
	if rows < 100 {
		t.Errorf("only %d rows", rows)
	}
}

var (
	testNames    = regexp.MustCompile(`\b(Test|Fuzz|Benchmark)[A-Z]\w*`)
	browserFiles = regexp.MustCompile("`([a-z]+\\.test\\.mjs)`")
	browserTests = regexp.MustCompile(`"([^"]+)"`)
)

// checkNamed finds tests that are named and are not there.
func checkNamed(t *testing.T, reason string, names []string, tests map[string]bool) {
	t.Helper()
	for _, name := range names {
		if !tests[name] {
			t.Errorf("there is no %s", name)
		}
	}
	for _, file := range browserFiles.FindAllStringSubmatch(reason, -1) {
		source, err := os.ReadFile("dashboard/e2e/" + file[1])
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		_, after, _ := strings.Cut(reason, file[0])
		after, _, _ = strings.Cut(after, ";")
		for _, title := range browserTests.FindAllStringSubmatch(after, -1) {
			if !titled(string(source), title[1]) {
				t.Errorf("%s has no test %q", file[1], title[1])
			}
		}
	}
}

// titled reports whether a browser test has a title, which may have places for values.
func titled(source, title string) bool {
	for _, found := range titles.FindAllString(source, -1) {
		parts := places.Split(found[1:len(found)-1], -1)
		if len(strings.Join(parts, "")) < len(title)/2 {
			continue
		}
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		if regexp.MustCompile("^" + strings.Join(parts, ".+") + "$").MatchString(title) {
			return true
		}
	}
	return false
}

var (
	titles = regexp.MustCompile("'[^'\n]+'|`[^`\n]+`|\"[^\"\n]+\"")
	places = regexp.MustCompile(`\$\{[^}]*\}`)
)
