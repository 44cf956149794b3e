// Command environments is one application with two panels: that of production, and
// that of a staging environment with a database of its own. With -next it is the same
// application after its next deploy, for tests that want to see what becomes of open
// dashboards and old runs. -environment calls staging something else, or none, and there
// is no such panel.
//
//	go run ./examples/internal/environments [-addr 127.0.0.1:8080] [-db app.db] [-next] [-environment staging]
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
	environment := flag.String("environment", "staging", "what the second environment is called; none: there is only one")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *addr, *file, *environment, *next, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "environments:", err)
		os.Exit(1)
	}
}

// none in the place of an environment's name means that there is no such panel.
const none = "none"

// run serves the panels until ctx is done.
func run(ctx context.Context, addr, file, environment string, next bool, out stdio.Writer) error {
	at, err := listen.On(ctx, addr)
	if err != nil {
		return err
	}
	defer at.Close()
	mux := http.NewServeMux()
	production, err := panel(at, file, stagedoor.Config{Registry: live(next)})
	if err != nil {
		return err
	}
	mux.Handle("/admin/", production)
	served := panels{production}
	fmt.Fprintf(out, "Panel    %s\n", production.URL())
	ana := stagedoor.User{ID: "ana", Name: "Ana Silva"}
	if err := signIn(ctx, out, "Sign in", production, ana); err != nil {
		return err
	}
	if err := signIn(ctx, out, "as Bo  ", production, stagedoor.User{ID: "bo", Name: "Bo Lind", Teams: []string{"finance"}}); err != nil {
		return err
	}
	if environment == none {
		fmt.Fprintf(out, "Staging  %s\n", none)
		return at.Serve(ctx, mux, served)
	}
	second, err := panel(at, file+".staging", stagedoor.Config{Registry: tried(), Prefix: "/staging", Environment: environment})
	if err != nil {
		return err
	}
	mux.Handle("/staging/", second)
	if err := signIn(ctx, out, "Staging", second, ana); err != nil {
		return err
	}
	return at.Serve(ctx, mux, append(served, second))
}

// signIn prints a link that signs somebody in.
func signIn(ctx context.Context, out stdio.Writer, as string, panel *stagedoor.Panel, user stagedoor.User) error {
	link, err := panel.SignInLink(ctx, user)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s  %s\n", as, link)
	return err
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

// panels end together.
type panels []*stagedoor.Panel

func (p panels) Shutdown(ctx context.Context) error {
	var failed []error
	for _, panel := range p {
		failed = append(failed, panel.Shutdown(ctx))
	}
	return errors.Join(failed...)
}

func (p panels) Close() error {
	var failed []error
	for _, panel := range p {
		failed = append(failed, panel.Close())
	}
	return errors.Join(failed...)
}

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
	reg.Action("alarm", stagedoor.Action{Name: "Raise an alarm", Handler: alarm})
	return reg
}

// alarm leaves more messages than one digit counts.
func alarm(ctx context.Context) error {
	for n := range 13 {
		if err := stagedoor.Notify(ctx, stagedoor.Notification{Message: fmt.Sprintf("Parcel %d is late.", n+1)}); err != nil {
			return err
		}
	}
	return nil
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
