// Command report counts what test runners say, for `make test`. It understands
// three of them and adds a line per run to the file named by -counts:
//
//	go test -json ./... | report -counts file go     also shows the run as it goes
//	report -counts file vitest result.json
//	report -counts file tap result.tap               node --test
//	report -counts file sum                          adds up and prints the last line
//
// It ends with status 1 when a test failed, and also when one was skipped while
// CI is "true".
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// Tally is the outcome of a run.
type Tally struct {
	Passed, Failed int
	Skipped        []string // each with its reason
	Broken         []string // each failed test with what it said, cut after some lines
}

func main() {
	counts := flag.String("counts", "", "file that the tallies are kept in")
	flag.Parse()
	if err := run(*counts, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
}

func run(counts string, args []string) error {
	if counts == "" || len(args) == 0 {
		return errors.New("usage: report -counts file go|vitest|tap|sum [result]")
	}
	if args[0] == "sum" {
		return sum(counts, os.Stdout)
	}
	in := os.Stdin
	if len(args) > 1 {
		f, err := os.Open(args[1])
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	read, known := map[string]func(io.Reader, io.Writer) (Tally, error){
		"go": readGo, "vitest": readVitest, "tap": readTAP,
	}[args[0]]
	if !known {
		return fmt.Errorf("unknown runner %q", args[0])
	}
	t, err := read(in, os.Stdout)
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	if err := keep(counts, t); err != nil {
		return err
	}
	if t.Failed > 0 {
		return fmt.Errorf("%d failed", t.Failed)
	}
	return nil
}

func keep(file string, t Tally) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(json.NewEncoder(f).Encode(t), f.Close())
}

// sum prints what failed and what was skipped and, last, the line that other programs look for.
func sum(file string, out io.Writer) error {
	f, err := os.Open(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer f.Close() // nil when there is no file: no tests ran
	var all Tally
	for dec := json.NewDecoder(bufio.NewReader(f)); f != nil; {
		var t Tally
		if err := dec.Decode(&t); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		all.Passed += t.Passed
		all.Failed += t.Failed
		all.Skipped = append(all.Skipped, t.Skipped...)
		all.Broken = append(all.Broken, t.Broken...)
	}
	for _, b := range all.Broken {
		fmt.Fprintf(out, "  failed: %s\n", b)
	}
	for _, s := range all.Skipped {
		fmt.Fprintf(out, "  skipped: %s\n", s)
	}
	fmt.Fprintf(out, "\n%d passed, %d failed, %d skipped\n", all.Passed, all.Failed, len(all.Skipped))
	if all.Failed > 0 {
		return fmt.Errorf("%d failed", all.Failed)
	}
	if len(all.Skipped) > 0 && os.Getenv("CI") == "true" {
		return errors.New("with CI=true nothing may be skipped")
	}
	return nil
}

// reason is the last line of a skipped test's output that says why.
func reason(output []string) string {
	for _, line := range output {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "=== ") && !strings.HasPrefix(line, "--- ") {
			return line
		}
	}
	return "no reason given"
}

// broken is a failed test and the last lines of what it said.
func broken(name string, said []string) string {
	const most = 15
	lines := strings.Split(strings.TrimSpace(strings.Join(said, "\n")), "\n")
	lines = lines[max(0, len(lines)-most):]
	return strings.Join(append([]string{name}, lines...), "\n    ")
}
