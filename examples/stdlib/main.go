// Command stdlib is a small web shop in plain net/http, with its staff entrance
// at /admin/.
//
//	go run ./examples/stdlib [-addr 127.0.0.1:8080] [-db shop.db]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	stdio "io"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/examples/internal/backoffice"
	"github.com/stagedoor/stagedoor/examples/internal/listen"
	"github.com/stagedoor/stagedoor/examples/internal/shop"
	"gorm.io/gorm"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "address to listen on")
	file := flag.String("db", "shop.db", "SQLite file, made and filled when it is not there")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *addr, *file, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "stdlib:", err)
		os.Exit(1)
	}
}

// run serves the shop until ctx is done.
func run(ctx context.Context, addr, file string, out stdio.Writer) (err error) {
	at, err := listen.On(ctx, addr) // first, so that a port in use is said before the shop is filled
	if err != nil {
		return err
	}
	defer at.Close()
	db, closeDB, err := shop.Open(ctx, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeDB()) }()
	admin, err := panel(db, at)
	if err != nil {
		return err
	}
	handler, err := routes(db, admin)
	if err != nil {
		return err
	}
	link, err := admin.SignInLink(ctx, stagedoor.User{ID: "ana", Name: "Ana Silva", Email: "ana@shop.example"})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Panel    %s\nSign in  %s\n", admin.URL(), link)
	return at.Serve(ctx, handler, admin)
}

// panel puts the shop's staff entrance together.
func panel(db *gorm.DB, at listen.Address) (*stagedoor.Panel, error) {
	return stagedoor.New(stagedoor.Config{
		Registry:        backoffice.New(db).Registry(),
		DB:              db,
		BaseURL:         at.URL(),
		ExtraHosts:      at.OtherNames(),
		SignInLinks:     true, // for development; a real shop has Identify
		Name:            "Lantern & Loom",
		Environment:     "example",
		KeepTranscripts: 30 * 24 * time.Hour,
		Logger:          slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
}

// routes mounts the panel beside the shop's own pages.
func routes(db *gorm.DB, admin *stagedoor.Panel) (http.Handler, error) {
	web, err := shop.NewWeb(db, "/admin/")
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", web.Handler())
	mux.Handle("/admin/", admin)
	return mux, nil
}
