package dashboard_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stagedoor/stagedoor/dashboard"
)

var named = regexp.MustCompile(`="\./(-/[^"]+)"`)

// assetsNamedIn returns the paths of the assets that a page refers to.
func assetsNamedIn(t *testing.T, files fs.FS, page string) []string {
	t.Helper()
	text, err := fs.ReadFile(files, page)
	if err != nil {
		t.Fatal(err)
	}
	var assets []string
	for _, match := range named.FindAllStringSubmatch(string(text), -1) {
		assets = append(assets, match[1])
	}
	return assets
}

func TestDashboardIsBuilt(t *testing.T) {
	files := dashboard.Files()
	assets := assetsNamedIn(t, files, "index.html")
	if len(assets) < 3 {
		t.Fatalf("index.html names %q, want at least a script, a style sheet and an icon", assets)
	}
	if err := fstest.TestFS(files, append(assets, "index.html", "LICENSES.md")...); err != nil { // names carry hashes
		t.Fatalf("%v\nrun `make dashboard` and commit dashboard/dist", err)
	}
}

func TestPageHasEveryPlaceholder(t *testing.T) {
	text, err := fs.ReadFile(dashboard.Files(), "index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, placeholder := range []string{"__BASE__", "__NONCE__", "__LANG__", "__THEME__", "__NAME__", "__BUILD__"} {
		if !strings.Contains(string(text), placeholder) {
			t.Errorf("index.html has no %s", placeholder)
		}
	}
	if regexp.MustCompile(`<script(?:\s[^>]*)?>[^<]`).Match(text) || regexp.MustCompile(`<style|\sstyle=`).Match(text) {
		t.Error("index.html has an inline script or style, which the policy forbids")
	}
}

func TestEveryBundledPackageHasItsLicence(t *testing.T) {
	licences, err := fs.ReadFile(dashboard.Files(), "LICENSES.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("package.json")
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Dependencies map[string]string `json:"dependencies"`
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	delete(manifest.Dependencies, "@tiptap/pm") // hands on prosemirror's packages and has no code to bundle
	for name, version := range manifest.Dependencies {
		if !strings.Contains(string(licences), "## "+name+" - "+version) {
			t.Errorf("LICENSES.md has no notice of %s %s", name, version)
		}
	}
}

func TestLockFileNamesNoRegistry(t *testing.T) {
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), `"resolved"`) {
		t.Error(`package-lock.json has "resolved" addresses; .npmrc keeps them out`)
	}
}
