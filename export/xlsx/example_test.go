package xlsx_test

import (
	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/export/xlsx"
	"github.com/stagedoor/stagedoor/io"
)

// Every table of the panel can then be had as a workbook, too.
func Example() {
	_ = stagedoor.Config{
		Exports: []io.Format{xlsx.Format},
	}
}
