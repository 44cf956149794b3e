// Package xlsx lets people download tables as workbooks of the kind that
// spreadsheet programs know best. It is a module of its own, so that only those
// who want it download what it needs.
//
//	stagedoor.Config{Exports: []io.Format{xlsx.Format}}
//
// Rows are kept in a temporary file while a workbook is made, not in memory: it
// leaves as a whole when its last row is there.
package xlsx
