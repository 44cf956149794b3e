// Command samples is the apps that people know from Interval, written with Stagedoor.
// Each has a folder of its own.
//
//	go run ./examples/samples [-addr 127.0.0.1:8080] [-db samples.db]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	stdio "io"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/examples/internal/listen"
	"github.com/stagedoor/stagedoor/examples/samples/accountmigration"
	"github.com/stagedoor/stagedoor/examples/samples/basic"
	"github.com/stagedoor/stagedoor/examples/samples/bookstore"
	"github.com/stagedoor/stagedoor/examples/samples/githubissueeditor"
	"github.com/stagedoor/stagedoor/examples/samples/metricsnotifier"
	"github.com/stagedoor/stagedoor/examples/samples/qrcodes"
	"github.com/stagedoor/stagedoor/examples/samples/refundcharges"
	"github.com/stagedoor/stagedoor/examples/samples/screenshotcomparison"
	"github.com/stagedoor/stagedoor/examples/samples/threemodels"
	"github.com/stagedoor/stagedoor/examples/samples/transcribeaudio"
	"github.com/stagedoor/stagedoor/examples/samples/usersettings"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "address to listen on")
	file := flag.String("db", "samples.db", "SQLite file")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *addr, *file, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "samples:", err)
		os.Exit(1)
	}
}

// run serves the samples until ctx is done.
func run(ctx context.Context, addr, file string, out stdio.Writer) error {
	at, err := listen.On(ctx, addr)
	if err != nil {
		return err
	}
	defer at.Close()
	db, err := gorm.Open(sqlite.Open(file+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)"), &gorm.Config{
		Logger: logger.Discard, // errors come back to us, and what is printed is read by tests
	})
	if err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	reg, err := apps(db, at.URL())
	if err != nil {
		return err
	}
	admin, err := stagedoor.New(stagedoor.Config{
		Registry:        reg,
		DB:              db,
		BaseURL:         at.URL(),
		ExtraHosts:      at.OtherNames(),
		SignInLinks:     true, // for development
		Name:            "Samples",
		KeepTranscripts: 24 * time.Hour, // pictures that an action ends with are seen again after a reload
	})
	if err != nil {
		return err
	}
	link, err := admin.SignInLink(ctx, stagedoor.User{ID: "ana", Name: "Ana Silva", Email: "ana@samples.example"})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Panel    %s\nSign in  %s\n", admin.URL(), link)
	return at.Serve(ctx, site(admin), admin)
}

// apps registers all of them.
func apps(db *gorm.DB, address string) (*stagedoor.Registry, error) {
	pages, err := url.Parse(address + "/pages")
	if err != nil {
		return nil, err
	}
	reg := stagedoor.NewRegistry()
	basic.Register(reg)
	refundcharges.Register(reg)
	usersettings.Register(reg)
	githubissueeditor.Register(reg)
	metricsnotifier.Register(reg)
	qrcodes.Register(reg)
	transcribeaudio.Register(reg)
	screenshotcomparison.Register(reg, pages)
	if err := errors.Join(bookstore.Register(reg, db), threemodels.Register(reg, db)); err != nil {
		return nil, err
	}
	return reg, accountmigration.Register(reg, db)
}

func site(admin *stagedoor.Panel) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/admin/", admin)
	mux.Handle("GET /{$}", http.RedirectHandler("/admin/", http.StatusSeeOther))
	mux.Handle("GET /pages/{name}", screenshotcomparison.Pages())
	return mux
}
