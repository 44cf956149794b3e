package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// listed is what of `go list -json` matters here.
type listed struct {
	Dir, ImportPath, Name string
	GoFiles               []string
}

// vet reports what is wrong with the registries of packages, which are named as
// for the go command. It reports true when something is.
func vet(ctx context.Context, packages []string, out io.Writer) (wrong bool, err error) {
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	found, err := list(ctx, packages)
	if err != nil {
		return false, err
	}
	looked := 0
	for _, p := range found {
		makers, err := makersIn(p)
		if err != nil {
			return wrong, err
		}
		if len(makers) == 0 {
			continue
		}
		looked += len(makers)
		bad, err := check(ctx, p, makers, out)
		if err != nil {
			return wrong, err
		}
		wrong = wrong || bad
	}
	if looked == 0 {
		return false, errors.New("no function of the shape func(*gorm.DB) *stagedoor.Registry in " + strings.Join(packages, " "))
	}
	if !wrong {
		fmt.Fprintf(out, "registries in order: %d\n", looked)
	}
	return wrong, nil
}

// list asks the go command for packages.
func list(ctx context.Context, packages []string) ([]listed, error) {
	//nolint:gosec // G204: the packages are the arguments of whoever runs this
	cmd := exec.CommandContext(ctx, "go", append([]string{"list", "-json=Dir,ImportPath,Name,GoFiles"}, packages...)...)
	var said bytes.Buffer
	cmd.Stderr = &said
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, said.String())
	}
	var found []listed
	for dec := json.NewDecoder(bytes.NewReader(text)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		found = append(found, p)
	}
}

// check runs a test inside the package that calls its makers. The test's file is
// laid over the package's folder by the go command: nothing is written there.
func check(ctx context.Context, p listed, makers []maker, out io.Writer) (wrong bool, err error) {
	folder, err := os.MkdirTemp("", "stagedoor-vet-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	overlay, err := lay(folder, p, makers)
	if err != nil {
		return false, err
	}
	report := filepath.Join(folder, "report")
	//nolint:gosec // G204: as above
	cmd := exec.CommandContext(ctx, "go", "test", "-vet=off", "-count=1", "-overlay", overlay, "-run", "^"+testName+"$", p.ImportPath)
	cmd.Env = append(os.Environ(), reportVariable+"="+report)
	said, err := cmd.CombinedOutput()
	if err != nil {
		return false, fmt.Errorf("%s: %w\n%s", p.ImportPath, err, said)
	}
	text, err := os.ReadFile(report) //nolint:gosec // G304: in a folder made above
	if err != nil {
		return false, fmt.Errorf("%s: %w\n%s", p.ImportPath, err, said)
	}
	_, err = out.Write(text)
	return len(text) > 0, err
}

// lay writes the test and the description of where it seems to lie.
func lay(folder string, p listed, makers []maker) (overlay string, err error) {
	source := filepath.Join(folder, "vet_test.go")
	if err := os.WriteFile(source, testSource(p, makers), 0o600); err != nil {
		return "", err
	}
	described, err := json.Marshal(map[string]map[string]string{
		"Replace": {filepath.Join(p.Dir, "stagedoor_vet_test.go"): source},
	})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(folder, "overlay.json")
	return overlay, os.WriteFile(overlay, described, 0o600)
}
