// Command stagedoor looks after panels.
//
//	stagedoor vet [packages]
//
// Vet puts together the registry that each package makes and reports everything
// that is wrong with it: tags, relations, scopes, names. It needs no database, so
// that it can run wherever `go vet` does. It finds functions at the top level of a
// package, exported or not, of these shapes:
//
//	func() *stagedoor.Registry
//	func(*gorm.DB) *stagedoor.Registry
//
// It ends with status 1 when something is wrong, and with 2 when it could not
// look. Packages are named as for the go command. Default: ./...
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string) int {
	if len(args) == 0 || args[0] != "vet" {
		fmt.Fprintln(os.Stderr, "usage: stagedoor vet [packages]")
		return 2
	}
	wrong, err := vet(ctx, args[1:], os.Stdout)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "stagedoor vet:", err)
		return 2
	case wrong:
		return 1
	}
	return 0
}
