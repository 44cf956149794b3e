// Command environments is one application with two panels: that of production, and
// that of a staging environment with a database of its own. With -next it is the same
// application after its next deploy, for tests that want to see what becomes of open
// dashboards and old runs.
//
//	go run ./examples/internal/environments [-addr 127.0.0.1:8080] [-db app.db] [-next]
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

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/examples/internal/listen"
	"github.com/stagedoor/stagedoor/io"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "address to listen on")
	file := flag.String("db", "app.db", "SQLite file of production; that of staging stands beside it")
	next := flag.Bool("next", false, "be the application after its next deploy")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *addr, *file, *next, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "environments:", err)
		os.Exit(1)
	}
}

// run serves both panels until ctx is done.
func run(ctx context.Context, addr, file string, next bool, out stdio.Writer) error {
	at, err := listen.On(ctx, addr)
	if err != nil {
		return err
	}
	defer at.Close()
	production, err := panel(at, file, stagedoor.Config{Registry: live(next)})
	if err != nil {
		return err
	}
	staging, err := panel(at, file+".staging", stagedoor.Config{Registry: tried(), Prefix: "/staging", Environment: "staging"})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Panel    %s\n", production.URL())
	for _, sign := range []struct {
		as    string
		panel *stagedoor.Panel
		user  stagedoor.User
	}{
		{"Sign in", production, stagedoor.User{ID: "ana", Name: "Ana Silva"}},
		{"as Bo  ", production, stagedoor.User{ID: "bo", Name: "Bo Lind", Teams: []string{"finance"}}},
		{"Staging", staging, stagedoor.User{ID: "ana", Name: "Ana Silva"}},
	} {
		link, err := sign.panel.SignInLink(ctx, sign.user)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s  %s\n", sign.as, link)
	}
	mux := http.NewServeMux()
	mux.Handle("/admin/", production)
	mux.Handle("/staging/", staging)
	return at.Serve(ctx, mux, both{production, staging})
}

// panel makes one with a database of its own.
func panel(at listen.Address, file string, config stagedoor.Config) (*stagedoor.Panel, error) {
	db, err := gorm.Open(sqlite.Open(file+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)"), &gorm.Config{})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	config.DB, config.Name = db, "Post office"
	config.BaseURL, config.ExtraHosts = at.URL(), at.OtherNames()
	config.SignInLinks = true // for development
	config.Logger = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	return stagedoor.New(config)
}

// both are two panels that end together.
type both [2]*stagedoor.Panel

func (b both) Shutdown(ctx context.Context) error {
	return errors.Join(b[0].Shutdown(ctx), b[1].Shutdown(ctx))
}

func (b both) Close() error { return errors.Join(b[0].Close(), b[1].Close()) }

// live is what production offers, now and after the next deploy.
func live(next bool) *stagedoor.Registry {
	reg := stagedoor.NewRegistry()
	reg.Action("weigh", stagedoor.Action{Name: "Weigh a parcel", Handler: weigh})
	if next {
		reg.Action("stamp", stagedoor.Action{Name: "Print a stamp", Description: "For letters of up to 20 g.", Handler: stamp})
		reg.Action("count", stagedoor.Action{Name: "Count the day's takings", Teams: []string{"finance"}, Handler: count})
		return reg
	}
	reg.Action("stamp", stagedoor.Action{Name: "Stamp", Handler: stamp})
	reg.Action("count", stagedoor.Action{Name: "Count the day's takings", Handler: count})
	reg.Action("telegram", stagedoor.Action{Name: "Send a telegram", Handler: telegram})
	return reg
}

// tried is what staging offers.
func tried() *stagedoor.Registry {
	reg := stagedoor.NewRegistry()
	reg.Action("weigh", stagedoor.Action{Name: "Weigh a parcel", Handler: weigh})
	reg.Action("drone", stagedoor.Action{Name: "Send a drone", Handler: stamp})
	return reg
}

func weigh(ctx context.Context) error {
	grams, err := io.Int("Weight in grams").Min(1).Get(ctx)
	if err != nil {
		return err
	}
	environment, err := stagedoor.Environment(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"grams": grams, "environment": environment})
}

func stamp(context.Context) error { return nil }

func count(ctx context.Context) error { return stagedoor.SetResult(ctx, map[string]any{"euros": 412}) }

func telegram(ctx context.Context) error {
	text, err := io.Text("Text of the telegram").Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"sent": text})
}
