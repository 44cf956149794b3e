package xlsx

import (
	"errors"
	"fmt"
	stdio "io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/stagedoor/stagedoor/io"
)

// Format writes a workbook with one sheet, whose first row has the columns'
// names. Numbers, dates and truth values keep their kind; texts are texts and
// never formulas. It is safe for concurrent use.
var Format io.Format = format{}

// The most that one sheet holds.
const (
	mostRows    = 1_048_576 // the names of the columns among them
	mostColumns = 16_384
)

const sheet = "Sheet1"

type format struct{}

func (format) Name() string      { return "Excel" }
func (format) Extension() string { return "xlsx" }

func (format) ContentType() string {
	return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

// Begin starts a workbook. Nothing is written to w before End.
func (format) Begin(w stdio.Writer, columns []string) (io.RowWriter, error) {
	if len(columns) > mostColumns {
		return nil, fmt.Errorf("xlsx: %d columns are more than %d", len(columns), mostColumns)
	}
	b := &book{to: w, file: excelize.NewFile()}
	if err := b.begin(columns); err != nil {
		b.Drop()
		return nil, err
	}
	return b, nil
}

// book is a workbook that grows row by row.
type book struct {
	to     stdio.Writer
	file   *excelize.File
	stream *excelize.StreamWriter
	rows   int
	dates  int         // the style of a moment
	money  map[int]int // styles by the number of decimals
}

func (b *book) begin(columns []string) (err error) {
	if b.stream, err = b.file.NewStreamWriter(sheet); err != nil {
		return err
	}
	moment := "yyyy-mm-dd hh:mm:ss"
	if b.dates, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &moment}); err != nil {
		return err
	}
	names := make([]any, len(columns))
	for i, name := range columns {
		names[i] = name
	}
	if err := b.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return b.Row(names)
}

// Row adds a row.
func (b *book) Row(cells []any) error {
	if b.rows++; b.rows > mostRows {
		return fmt.Errorf("xlsx: more than %d rows", mostRows)
	}
	row := make([]any, len(cells))
	for i, c := range cells {
		cell, err := b.cell(c)
		if err != nil {
			return err
		}
		row[i] = cell
	}
	if err := b.stream.SetRow("A"+strconv.Itoa(b.rows), row); err != nil {
		return fmt.Errorf("xlsx: row %d: %w", b.rows, err)
	}
	return nil
}

func (b *book) cell(c any) (any, error) {
	switch c := c.(type) {
	case string:
		return io.Harmless(c), nil
	case time.Time:
		return excelize.Cell{StyleID: b.dates, Value: c.UTC()}, nil
	case io.DecimalCell:
		n, err := strconv.ParseFloat(string(c), 64)
		if err != nil {
			return string(c), nil //nolint:nilerr // what is no number is a text
		}
		style, err := b.decimals(decimals(string(c)))
		return excelize.Cell{StyleID: style, Value: n}, err
	}
	return c, nil
}

// decimals returns the style of numbers with so many of them.
func (b *book) decimals(n int) (int, error) {
	if style, known := b.money[n]; known {
		return style, nil
	}
	text := "0"
	for i := range n {
		if i == 0 {
			text += "."
		}
		text += "0"
	}
	style, err := b.file.NewStyle(&excelize.Style{CustomNumFmt: &text})
	if err != nil {
		return 0, err
	}
	if b.money == nil {
		b.money = map[int]int{}
	}
	b.money[n] = style
	return style, nil
}

func decimals(text string) int {
	for i := range len(text) {
		if text[i] == '.' {
			return len(text) - i - 1
		}
	}
	return 0
}

// End writes the workbook.
func (b *book) End() error {
	err := b.stream.Flush()
	if err == nil {
		err = b.file.Write(b.to)
	}
	return errors.Join(err, b.file.Close())
}

// Drop removes what there is of the workbook.
func (b *book) Drop() {
	_ = b.file.Close() // a temporary file that stays behind is the system's to remove
}
