// Command tsgen writes the TypeScript types of the messages a browser sees, from
// the Go types of package protocol. Run it with go generate ./protocol; a test
// fails while the written file is stale.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/stagedoor/stagedoor/protocol"
)

func main() {
	source := flag.String("source", ".", "folder of package protocol")
	out := flag.String("out", "", "file to write")
	flag.Parse()
	if err := run(*source, *out); err != nil {
		fmt.Fprintln(os.Stderr, "tsgen:", err)
		os.Exit(1)
	}
}

func run(source, out string) error {
	text, err := Generate(source, protocol.Shapes)
	if err != nil {
		return err
	}
	return os.WriteFile(out, text, 0o644)
}
