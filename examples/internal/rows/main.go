// Command rows prints the rows of a query on a shop's SQLite file as JSON, for
// tests that want to see what is really in the database, or to have more in it.
//
//	rows shop.db "SELECT * FROM refunds WHERE charge_id = ?" 17
//	rows shop.db "INSERT INTO settings (name) VALUES (?) RETURNING id" banner
package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "rows:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("usage: rows FILE QUERY [VALUE]")
	}
	mode := "ro"
	if strings.HasPrefix(args[1], "INSERT ") {
		mode = "rw"
	}
	dsn := "file:" + (&url.URL{Path: args[0]}).EscapedPath() + "?mode=" + mode + "&_pragma=busy_timeout(10000)"
	db, err := gorm.Open(sqlite.Open(dsn), &gorm.Config{Logger: logger.Discard})
	if err != nil {
		return err
	}
	values := make([]any, 0, len(args)-2)
	for _, v := range args[2:] {
		values = append(values, v)
	}
	rows := []map[string]any{}
	if err := db.Raw(args[1], values...).Scan(&rows).Error; err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(rows)
}
