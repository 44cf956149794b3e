package io

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// DurationInput asks for a length of time.
type DurationInput struct {
	Input[DurationInput, time.Duration]
}

// Duration asks for a length of time, typed in hours, minutes and seconds as
// [time.ParseDuration] reads them: "1h30m", "45s", also with spaces between and in
// capitals. A number without a unit is refused.
func Duration(label string) DurationInput {
	return durationInput(spec{method: protocol.InputText, label: label, kind: durationKind{}})
}

func durationInput(s spec) DurationInput {
	return DurationInput{Input[DurationInput, time.Duration]{s, durationInput}}
}

// Min is the shortest length accepted, itself included. A negative one lets it be
// negative. Default: none, so that negative lengths are accepted too.
func (f DurationInput) Min(d time.Duration) DurationInput {
	return durationInput(f.spec.with("min", d))
}

// Max is the longest length accepted, itself included.
func (f DurationInput) Max(d time.Duration) DurationInput {
	return durationInput(f.spec.with("max", d))
}

// Placeholder sets the text shown while the field is empty. Default: 1h30m.
func (f DurationInput) Placeholder(text string) DurationInput {
	return durationInput(f.spec.with("placeholder", text))
}

// durationKind knows its limits.
type durationKind struct{ min, max *time.Duration }

func (k durationKind) prepare(_ context.Context, s *spec, p *part) error { //nolint:unparam // as every kind
	k.min, k.max = settingOrNil[time.Duration](*s, "min"), settingOrNil[time.Duration](*s, "max")
	delete(p.props, "min")
	delete(p.props, "max")
	if p.props["placeholder"] == nil {
		p.props["placeholder"] = "1h30m"
	}
	help, _ := setting[string](*s, "helpText")
	p.props["helpText"] = sentences(help, k.hint())
	s.kind = k
	return nil
}

// hint says what is taken, beside the field.
func (k durationKind) hint() string {
	const form = "Hours, minutes and seconds, as in 1h30m"
	switch {
	case k.min != nil && k.max != nil:
		return fmt.Sprintf("%s; from %s to %s.", form, FormatDuration(*k.min), FormatDuration(*k.max))
	case k.min != nil:
		return fmt.Sprintf("%s; at least %s.", form, FormatDuration(*k.min))
	case k.max != nil:
		return fmt.Sprintf("%s; at most %s.", form, FormatDuration(*k.max))
	}
	return form + "."
}

func (durationKind) write(_ spec, initial any) (any, error) {
	return FormatDuration(as[time.Duration](initial)), nil
}

// longDuration is longer than any text of a duration that people would type.
const longDuration = 100

func (k durationKind) read(_ spec, raw json.RawMessage) (any, error) {
	text, err := readText(raw)
	if err != nil {
		return nil, err
	}
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	if text == "" {
		return nil, errEmpty
	}
	d, err := time.ParseDuration(text)
	if err != nil || len(text) > longDuration {
		return nil, refusal("Enter hours, minutes and seconds, as in 1h30m.")
	}
	if err := k.inRange(d); err != nil {
		return nil, err
	}
	return &d, nil
}

// inRange refuses a length outside the limits.
func (k durationKind) inRange(d time.Duration) error {
	brief, long := k.min != nil && d < *k.min, k.max != nil && d > *k.max
	switch {
	case (brief || long) && k.min != nil && k.max != nil:
		return refusal(fmt.Sprintf("Enter a duration between %s and %s.", FormatDuration(*k.min), FormatDuration(*k.max)))
	case brief:
		return refusal(fmt.Sprintf("Enter a duration of at least %s.", FormatDuration(*k.min)))
	case long:
		return refusal(fmt.Sprintf("Enter a duration of at most %s.", FormatDuration(*k.max)))
	}
	return nil
}

func (k durationKind) limits(spec) error { return inOrder(k.min, k.max, cmp.Compare[time.Duration]) }

func (k durationKind) within(_ spec, initial any) error { return k.inRange(as[time.Duration](initial)) }

// FormatDuration writes a length of time into a sentence as people type it: 1h30m
// instead of 1h30m0s.
func FormatDuration(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
