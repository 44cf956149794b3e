package stagedoor_test

import (
	"os"
	"strings"
	"testing"
)

// What the documents show of Go is quoted out of files that compile: the text
// between "// region NAME" and "// endregion". Run the test with -update to copy
// it again.
func TestDocumentsQuoteTheExamples(t *testing.T) {
	for _, q := range []struct {
		document, source, region string
		most                     int // lines
	}{
		{"README.md", "example_test.go", "golden path", 40},
		{"README.md", "examples/samples/threemodels/threemodels.go", "orders", 8},
		{"README.md", "getting_started_test.go", "identify", 20},
		{"docs/getting-started.md", "getting_started_test.go", "config", 20},
		{"docs/getting-started.md", "getting_started_test.go", "page", 25},
		{"docs/getting-started.md", "getting_started_test.go", "relations", 25},
		{"docs/getting-started.md", "deliver_example_test.go", "mail", 20},
		{"docs/getting-started.md", "deliver_example_test.go", "slack", 27},
		{"docs/getting-started.md", "getting_started_test.go", "schedule", 25},
		{"docs/getting-started.md", "getting_started_test.go", "test", 25},
	} {
		code := regionOf(t, q.source, q.region)
		if lines := strings.Count(code, "\n"); lines > q.most {
			t.Errorf("%s: %q has %d lines, which is more than %d", q.source, q.region, lines, q.most)
		}
		quote(t, q.document, q.region, code)
	}
}

// regionOf returns the named lines of a file.
func regionOf(t *testing.T, source, name string) string {
	t.Helper()
	_, rest, found := strings.Cut(readFile(t, source), "// region "+name+"\n\n")
	code, _, closed := strings.Cut(rest, "\n// endregion")
	if !found || !closed {
		t.Fatalf("%s has no region named %s", source, name)
	}
	return strings.TrimSpace(code) + "\n"
}

// quote compares what a document quotes with the code, or replaces it.
func quote(t *testing.T, document, region, code string) {
	t.Helper()
	open, end := "<!-- example: "+region+" -->\n```go\n", "```\n<!-- end example -->"
	before, rest, found := strings.Cut(readFile(t, document), open)
	quoted, after, closed := strings.Cut(rest, end)
	switch {
	case !found || !closed:
		t.Errorf("%s has no place for %q", document, region)
	case quoted == code:
	case *update:
		if err := os.WriteFile(document, []byte(before+open+code+end+after), 0o600); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s does not quote %q as it is: run go test . -run Documents -update", document, region)
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
