package io

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// CivilTime is a time of day to the minute, without a day or a zone. Its zero
// value is midnight.
type CivilTime struct {
	Hour   int `json:"hour"` // 0 to 23
	Minute int `json:"minute"`
}

// CivilTimeOf returns the time of day of t in t's own zone, its seconds cut off.
func CivilTimeOf(t time.Time) CivilTime { return CivilTime{t.Hour(), t.Minute()} }

// String returns the time as 15:04.
func (c CivilTime) String() string { return fmt.Sprintf("%02d:%02d", c.Hour, c.Minute) }

// On returns the moment of c on a day in a zone. Where clocks go forward and
// there is no such time, it is one near it.
func (c CivilTime) On(d CivilDate, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, c.Hour, c.Minute, 0, 0, zone)
}

// Compare returns -1, 0 or 1 when c is before, at or after other.
func (c CivilTime) Compare(other CivilTime) int {
	return cmp.Or(cmp.Compare(c.Hour, other.Hour), cmp.Compare(c.Minute, other.Minute))
}

// valid reports whether a clock can show c.
func (c CivilTime) valid() bool {
	return c.Hour >= 0 && c.Hour < 24 && c.Minute >= 0 && c.Minute < 60
}

// TimeInput asks for a time of day.
type TimeInput struct{ Input[TimeInput, CivilTime] }

// Time asks for a time of day, to the minute.
func Time(label string) TimeInput {
	return timeInput(spec{method: protocol.InputTime, label: label, kind: timeKind{}})
}

func timeInput(s spec) TimeInput { return TimeInput{Input[TimeInput, CivilTime]{s, timeInput}} }

// Min is the first time accepted.
func (f TimeInput) Min(c CivilTime) TimeInput { return timeInput(f.spec.with("min", c)) }

// Max is the last time accepted. It belongs to the same day as Min: a span over
// midnight cannot be asked for.
func (f TimeInput) Max(c CivilTime) TimeInput { return timeInput(f.spec.with("max", c)) }

type timeKind struct{}

func (timeKind) write(_ spec, initial any) (any, error) {
	if c := as[CivilTime](initial); c.valid() {
		return c, nil
	}
	return nil, nil
}

func (timeKind) read(s spec, raw json.RawMessage) (any, error) {
	var given struct{ Hour, Minute *int }
	if json.Unmarshal(raw, &given) != nil || given.Hour == nil || given.Minute == nil {
		return nil, refusal("Enter a valid time.")
	}
	c := CivilTime{*given.Hour, *given.Minute}
	if !c.valid() {
		return nil, refusal("Enter a valid time.")
	}
	if err := timeInRange(s, c); err != nil {
		return nil, err
	}
	return &c, nil
}

// timeInRange checks the settings min and max.
func timeInRange(s spec, c CivilTime) error {
	least, hasLeast := setting[CivilTime](s, "min")
	most, hasMost := setting[CivilTime](s, "max")
	early, late := hasLeast && c.Compare(least) < 0, hasMost && c.Compare(most) > 0
	switch {
	case (early || late) && hasLeast && hasMost:
		return refusal(fmt.Sprintf("Enter a time between %s and %s.", least, most))
	case early:
		return refusal(fmt.Sprintf("Enter a time at or after %s.", least))
	case late:
		return refusal(fmt.Sprintf("Enter a time at or before %s.", most))
	}
	return nil
}
