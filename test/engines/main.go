// Command engines connects to each database that the tests would use and prints
// its name and version. It fails when one that is named does not answer.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/glebarez/sqlite"
	"gorm.io/driver/mysql"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

func main() {
	status := 0
	for _, e := range []struct {
		variable string
		open     func(dsn string) gorm.Dialector
		ask      string
	}{
		{"", func(string) gorm.Dialector { return sqlite.Open(":memory:") }, "SELECT 'SQLite ' || sqlite_version()"},
		{"STAGEDOOR_TEST_POSTGRES", postgres.Open, "SELECT 'PostgreSQL ' || current_setting('server_version')"},
		{"STAGEDOOR_TEST_MYSQL", mysql.Open, "SELECT version()"},
	} {
		dsn := os.Getenv(e.variable)
		if e.variable != "" && dsn == "" {
			continue
		}
		if err := report(e.open(dsn), e.ask); err != nil {
			fmt.Fprintf(os.Stderr, "engines: %s: %v\n", e.variable, err)
			status = 1
		}
	}
	os.Exit(status)
}

func report(dialector gorm.Dialector, ask string) error {
	db, err := gorm.Open(dialector, &gorm.Config{Logger: logger.Discard})
	if err != nil {
		return err
	}
	var answer string
	if err := db.Raw(ask).Scan(&answer).Error; err != nil {
		return err
	}
	fmt.Fprintln(os.Stdout, named(answer))
	return nil
}

// named splits "PostgreSQL 15.1 (Debian …)" and "10.11.19-MariaDB-…" into a name
// and a version of even width.
func named(answer string) string {
	if version, _, maria := strings.Cut(answer, "-MariaDB"); maria {
		answer = "MariaDB " + version
	}
	words := strings.Fields(answer)
	if len(words) == 1 { // MySQL says only its number
		words = []string{"MySQL", words[0]}
	}
	return fmt.Sprintf("%-11s %s", words[0], words[1])
}
