package stagedoor_test

import (
	"os"
	"strings"
	"testing"
)

// The README quotes the golden path out of example_test.go, which compiles. Run
// the test with -update to copy it again.
func TestReadmeQuotesTheExample(t *testing.T) {
	source := readFile(t, "example_test.go")
	_, rest, found := strings.Cut(source, "// region golden path\n\n")
	code, _, closed := strings.Cut(rest, "\n// endregion")
	if !found || !closed {
		t.Fatal("example_test.go has no region named golden path")
	}
	code = strings.TrimSpace(code) + "\n"
	if lines := strings.Count(code, "\n"); lines > 40 {
		t.Errorf("the golden path has %d lines, which is more than 40", lines)
	}
	readme := readFile(t, "README.md")
	const open, end = "<!-- example: golden path -->\n```go\n", "```\n<!-- end example -->"
	before, rest, found := strings.Cut(readme, open)
	quoted, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatal("README.md has no place for the golden path")
	}
	if quoted == code {
		return
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(before+open+code+end+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Error("README.md does not quote example_test.go: run go test . -run Readme -update")
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
