// Command gin is the same web shop served by gin, with a staff sign-in of its own
// that also opens the panel at /admin/.
//
//	go run ./examples/gin [-addr 127.0.0.1:8080] [-db shop.db]
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	stdio "io"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/gin-gonic/gin"
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
		fmt.Fprintln(os.Stderr, "gin:", err)
		os.Exit(1)
	}
}

// run serves the shop until ctx is done.
func run(ctx context.Context, addr, file string, out stdio.Writer) (err error) {
	at, err := listen.On(ctx, addr)
	if err != nil {
		return err
	}
	defer at.Close()
	db, closeDB, err := shop.Open(ctx, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeDB()) }()
	password := rand.Text() // a new one each time: an example has no secret to keep
	people, err := newStaff("ana@shop.example", "Ana Silva", password)
	if err != nil {
		return err
	}
	handler, admin, err := routes(db, people, at.URL())
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Panel    %s\nSign in  ana@shop.example with the password %s\n", admin.URL(), password)
	return at.Serve(ctx, handler, admin)
}

// routes is the whole application: the shop, its sign-in, and the panel.
func routes(db *gorm.DB, people *staff, baseURL string) (http.Handler, *stagedoor.Panel, error) {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.Use(gin.Recovery())
	people.routes(r)

	web, err := shop.NewWeb(db, "/admin/")
	if err != nil {
		return nil, nil, err
	}
	r.GET("/", gin.WrapH(web.Handler()))
	r.GET("/api/*path", gin.WrapH(web.Handler()))

	// The panel: who may enter is what the shop's own session says.
	admin, err := stagedoor.New(stagedoor.Config{
		Registry: backoffice.New(db).Registry(),
		DB:       db,
		Identify: people.identify,
		BaseURL:  baseURL,
	})
	if err != nil {
		return nil, nil, err
	}
	r.Any("/admin/*path", gin.WrapH(admin))

	return http.NewCrossOriginProtection().Handler(r), admin, nil
}
