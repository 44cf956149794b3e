// Command gallery is a program that does nothing but show every component, each
// in an action of its own.
//
//	go run ./examples/gallery [-addr 127.0.0.1:8080] [-db gallery.db] [-chat https://…] [-clock]
package main

import (
	"context"
	"flag"
	"fmt"
	stdio "io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/examples/internal/listen"
	"github.com/stagedoor/stagedoor/export/xlsx"
	"github.com/stagedoor/stagedoor/io"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "address to listen on")
	file := flag.String("db", "gallery.db", "SQLite file for the panel's own tables")
	chat := flag.String("chat", "", "address that notifications are posted to, as a chat takes them")
	clock := flag.Bool("clock", false, "run an action every minute, as Ana")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *addr, *file, *chat, *clock, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// run serves the gallery until ctx is done.
func run(ctx context.Context, addr, file, chat string, clock bool, out stdio.Writer) (err error) {
	at, err := listen.On(ctx, addr)
	if err != nil {
		return err
	}
	defer at.Close()
	db, err := gorm.Open(sqlite.Open(file+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)"), &gorm.Config{})
	if err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	admin, err := panel(db, at, chat, clock)
	if err != nil {
		return err
	}
	ana, err := admin.SignInLink(ctx, people["ana"])
	if err != nil {
		return err
	}
	bo, err := admin.SignInLink(ctx, people["bo"])
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Panel    %s\nSign in  %s\nas Bo    %s\n", admin.URL(), ana, bo)
	return at.Serve(ctx, site(admin), admin)
}

func panel(db *gorm.DB, at listen.Address, chat string, clock bool) (*stagedoor.Panel, error) {
	config := stagedoor.Config{
		Registry:        Registry(),
		DB:              db,
		BaseURL:         at.URL(),
		ExtraHosts:      at.OtherNames(),
		SignInLinks:     true, // for development
		ConfirmIdentity: password,
		Name:            "Gallery",
		KeepTranscripts: 24 * time.Hour,
		Exports:         []io.Format{xlsx.Format},
		Logger:          slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
	}
	if chat != "" {
		config.Deliver = postTo(chat)
	}
	if clock {
		clocked(config.Registry)
		config.Person = colleague
	}
	return stagedoor.New(config)
}

// password takes one for everybody: nobody has an account here.
func password(_ context.Context, _ stagedoor.User, secret string) error {
	if secret != "open sesame" {
		return stagedoor.Fail("That is not the password: it is \"open sesame\".")
	}
	return nil
}
