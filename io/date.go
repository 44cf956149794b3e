package io

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// CivilDate is a day of the calendar, without a time or a zone. Its zero value
// is no day.
type CivilDate struct {
	Year  int        `json:"year"`
	Month time.Month `json:"month"`
	Day   int        `json:"day"`
}

// CivilDateOf returns the day of t in t's own zone.
func CivilDateOf(t time.Time) CivilDate {
	year, month, day := t.Date()
	return CivilDate{year, month, day}
}

// String returns the day as 2006-01-02.
func (d CivilDate) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// In returns the first moment of the day in a zone.
func (d CivilDate) In(zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}

// Compare returns -1, 0 or 1 when d is before, on or after other.
func (d CivilDate) Compare(other CivilDate) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// valid reports whether there is such a day in the years 1 to 9999.
func (d CivilDate) valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && CivilDateOf(d.In(time.UTC)) == d
}

// DateInput asks for a day.
type DateInput struct{ Input[DateInput, CivilDate] }

// Date asks for a day of the calendar.
func Date(label string) DateInput {
	return dateInput(spec{method: protocol.InputDate, label: label, kind: dateKind{}})
}

func dateInput(s spec) DateInput { return DateInput{Input[DateInput, CivilDate]{s, dateInput}} }

// Min is the first day accepted.
func (f DateInput) Min(d CivilDate) DateInput { return dateInput(f.spec.with("min", d)) }

// Max is the last day accepted.
func (f DateInput) Max(d CivilDate) DateInput { return dateInput(f.spec.with("max", d)) }

type dateKind struct{}

func (dateKind) write(_ spec, initial any) (any, error) {
	if d := as[CivilDate](initial); d.valid() {
		return d, nil
	}
	return nil, nil
}

func (dateKind) read(s spec, raw json.RawMessage) (any, error) {
	var d CivilDate
	if json.Unmarshal(raw, &d) != nil || !d.valid() {
		return nil, refusal("Enter a valid date.")
	}
	if err := dateInRange(s, d); err != nil {
		return nil, err
	}
	return &d, nil
}

// dateInRange checks the settings min and max.
func dateInRange(s spec, d CivilDate) error {
	least, hasLeast := setting[CivilDate](s, "min")
	most, hasMost := setting[CivilDate](s, "max")
	early, late := hasLeast && d.Compare(least) < 0, hasMost && d.Compare(most) > 0
	switch {
	case (early || late) && hasLeast && hasMost:
		return refusal(fmt.Sprintf("Enter a date between %s and %s.", least, most))
	case early:
		return refusal(fmt.Sprintf("Enter a date on or after %s.", least))
	case late:
		return refusal(fmt.Sprintf("Enter a date on or before %s.", most))
	}
	return nil
}
