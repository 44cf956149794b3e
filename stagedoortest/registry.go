package stagedoortest

import (
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/utils/tests"
)

// NoDatabase returns a *gorm.DB that reads the schemas of models and has no
// database: statements are built, never sent, and find nothing. With it a test
// puts a registry together and asks its Check what is wrong:
//
//	if err := Registry(stagedoortest.NoDatabase()).Check(); err != nil {
//		t.Fatal(err)
//	}
func NoDatabase() *gorm.DB {
	db, err := gorm.Open(tests.DummyDialector{}, &gorm.Config{DryRun: true, Logger: logger.Discard})
	if err != nil {
		panic(fmt.Sprintf("stagedoortest: open no database: %v", err)) // nothing that could fail is opened
	}
	return db
}
