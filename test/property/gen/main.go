// Command gen draws the models of package property at random, always the same ones for
// a seed, and writes them as Go source.
package main

import (
	"flag"
	"fmt"
	"os"
)

// seed of the models that are committed.
const seed = 7

func main() {
	from := flag.Uint64("seed", seed, "what the models are drawn from")
	flag.Parse()
	source, err := write(draw(*from))
	if err == nil {
		err = os.WriteFile("drawn_test.go", source, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}
