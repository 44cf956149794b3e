// Reference writes docs/io.md, the page that lists all an action can say, from the
// comments and examples of the code.
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"
)

func main() {
	root := flag.String("root", ".", "folder of the module")
	flag.Parse()
	text, err := page(*root)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*root, "docs", "io.md"), text, 0o600); err != nil {
		log.Fatal(err)
	}
}
