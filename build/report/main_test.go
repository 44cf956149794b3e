package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const goRun = `{"Action":"start","Package":"p"}
{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestB"}
{"Action":"output","Package":"p","Test":"TestB","Output":"    b_test.go:7: one is not two\n"}
{"Action":"fail","Package":"p","Test":"TestB"}
{"Action":"output","Package":"p","Test":"TestC","Output":"=== RUN   TestC\n"}
{"Action":"output","Package":"p","Test":"TestC","Output":"    c_test.go:9: PostgreSQL: not named\n"}
{"Action":"output","Package":"p","Test":"TestC","Output":"--- SKIP: TestC (0.00s)\n"}
{"Action":"skip","Package":"p","Test":"TestC"}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}
{"Action":"fail","Package":"p"}
{"Action":"output","Package":"q","Output":"?   \tq\t[no test files]\n"}
{"Action":"skip","Package":"q"}
{"ImportPath":"r","Action":"build-output","Output":"r.go:1: syntax error\n"}
{"Action":"output","Package":"r","Output":"FAIL\tr [build failed]\n"}
{"Action":"fail","Package":"r"}
go: something about modules
`

const tapRun = `TAP version 13
# Subtest: refund
ok 1 - refund
ok 2 - palette # SKIP no keyboard
not ok 3 - phone
  ---
  error: 'too wide'
  ...
1..3
# tests 3
# pass 1
# fail 1
# cancelled 0
# skipped 1
`

const vitestRun = `{"success":false,"testResults":[
 {"name":"a","status":"failed","assertionResults":[
  {"fullName":"a 1","status":"passed"},{"fullName":"a 2","status":"failed","failureMessages":["one is not two"]},{"fullName":"a 3","status":"todo"}]},
 {"name":"b","status":"failed","message":"cannot be loaded","assertionResults":[]}]}`

func TestReaders(t *testing.T) {
	for _, c := range []struct {
		name    string
		read    func(io.Reader, io.Writer) (Tally, error)
		in      string
		want    Tally
		printed []string
	}{
		{"go", readGo, goRun, Tally{Passed: 1, Failed: 2, Skipped: []string{"p TestC: c_test.go:9: PostgreSQL: not named"},
			Broken: []string{"p TestB\n    b_test.go:7: one is not two", "r\n    FAIL\tr [build failed]"}},
			[]string{"one is not two", "FAIL\tp", "syntax error", "[build failed]", "go: something"}},
		{"go, nothing at all", readGo, "", Tally{}, nil},
		{"tap", readTAP, tapRun, Tally{Passed: 1, Failed: 1, Skipped: []string{"palette: no keyboard"},
			Broken: []string{"phone\n    ---\n      error: 'too wide'\n      ..."}}, nil},
		{"tap cut off", readTAP, "TAP version 13\nok 1 - refund\n", Tally{Failed: 1}, nil},
		{"vitest", readVitest, vitestRun, Tally{Passed: 1, Failed: 2, Skipped: []string{"a 3: todo"},
			Broken: []string{"a 2\n    one is not two", "b\n    cannot be loaded"}}, []string{"cannot be loaded"}},
		{"vitest, error outside a test", readVitest, `{"success":false}`, Tally{Failed: 1}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			got, err := c.read(strings.NewReader(c.in), &out)
			if err != nil {
				t.Fatal(err)
			}
			if got.Passed != c.want.Passed || got.Failed != c.want.Failed || !slices.Equal(got.Skipped, c.want.Skipped) ||
				!slices.Equal(got.Broken, c.want.Broken) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			for _, line := range c.printed {
				if !strings.Contains(out.String(), line) {
					t.Errorf("%q is not in what was printed:\n%s", line, &out)
				}
			}
		})
	}
}

func TestSum(t *testing.T) {
	for _, c := range []struct {
		name, ci string
		runs     []Tally
		want     string
		fails    bool
	}{
		{"no run", "", nil, "0 passed, 0 failed, 0 skipped", false},
		{"two runs", "true", []Tally{{Passed: 2}, {Passed: 3}}, "5 passed, 0 failed, 0 skipped", false},
		{"a failure", "", []Tally{{Passed: 2, Failed: 1, Broken: []string{"x\n    one is not two"}}}, "2 passed, 1 failed, 0 skipped", true},
		{"a skip at home", "", []Tally{{Passed: 1, Skipped: []string{"x: y"}}}, "1 passed, 0 failed, 1 skipped", false},
		{"a skip in CI", "true", []Tally{{Passed: 1, Skipped: []string{"x: y"}}}, "1 passed, 0 failed, 1 skipped", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("CI", c.ci)
			file := filepath.Join(t.TempDir(), "counts")
			for _, r := range c.runs {
				if err := keep(file, r); err != nil {
					t.Fatal(err)
				}
			}
			var out strings.Builder
			err := sum(file, &out)
			if (err != nil) != c.fails {
				t.Errorf("err = %v", err)
			}
			if lines := strings.Split(strings.TrimSpace(out.String()), "\n"); lines[len(lines)-1] != c.want {
				t.Errorf("last line %q, want %q", lines[len(lines)-1], c.want)
			}
			if c.fails && c.ci == "" && !strings.Contains(out.String(), "failed: x\n    one is not two") {
				t.Errorf("what failed is not told:\n%s", &out)
			}
		})
	}
}
