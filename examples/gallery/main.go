// Command gallery is a program that does nothing but show every component, each
// in an action of its own.
//
//	go run ./examples/gallery [-addr 127.0.0.1:8080] [-db gallery.db] [-chat https://…]
//	    [-storage https://…/folder/] [-clock]
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
	var o options
	flag.StringVar(&o.addr, "addr", "127.0.0.1:8080", "address to listen on")
	flag.StringVar(&o.file, "db", "gallery.db", "SQLite file for the panel's own tables")
	flag.StringVar(&o.chat, "chat", "", "address that notifications are posted to, as a chat takes them")
	flag.StringVar(&o.storage, "storage", "", "address of a folder, with a slash at its end, that keeps what people hand over")
	flag.BoolVar(&o.clock, "clock", false, "run an action every minute, as Ana")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, o, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// options are what the command line says.
type options struct {
	addr, file, chat, storage string

	clock bool
}

// run serves the gallery until ctx is done.
func run(ctx context.Context, o options, out stdio.Writer) (err error) {
	at, err := listen.On(ctx, o.addr)
	if err != nil {
		return err
	}
	defer at.Close()
	db, err := gorm.Open(sqlite.Open(o.file+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)"), &gorm.Config{})
	if err != nil {
		return fmt.Errorf("open %s: %w", o.file, err)
	}
	admin, err := panel(db, at, o)
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

func panel(db *gorm.DB, at listen.Address, o options) (*stagedoor.Panel, error) {
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
	if o.chat != "" {
		config.Deliver = postTo(o.chat)
	}
	if o.storage != "" {
		config.UploadStore = storage{folder: o.storage}
	}
	if o.clock {
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
