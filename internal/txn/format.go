package txn

import "io"

// Format writes tables as files of one kind. It is safe for concurrent use.
type Format interface {
	// Name is how people call it, for example CSV.
	Name() string
	// Extension is the end of its files' names, without a dot. It names the format
	// to dashboards.
	Extension() string
	// ContentType is its media type.
	ContentType() string
	// Begin starts a file with columns of these names. Nothing may be written to w
	// after it has returned an error.
	Begin(w io.Writer, columns []string) (RowWriter, error)
}

// RowWriter is a file that grows row by row. Texts in it never become formulas.
type RowWriter interface {
	// Row adds a row with a cell for each column: nil, a string, int64, float64,
	// [Decimal], bool or time.Time. It does not keep cells.
	Row(cells []any) error
	// End writes what is left, after the last row.
	End() error
	// Drop gives the file up. It is called in the place of End where a row, or the
	// next one, could not be had.
	Drop()
}

// Decimal is a number as decimal text, for example an amount.
type Decimal string
