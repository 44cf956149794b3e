package io

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stagedoor/stagedoor/protocol"
)

// DateTimeInput asks for a day and a time of day.
type DateTimeInput struct {
	Input[DateTimeInput, time.Time]
}

// DateTime asks for a day and a time of day, to the minute, on the clocks of one
// zone, which the person is told. The answer is that moment, in that zone:
// [CivilDateOf] and [CivilTimeOf] give its parts. A time that clocks skip on that
// day is refused; of one that they show twice the answer is the first.
func DateTime(label string) DateTimeInput {
	return dateTimeInput(spec{method: protocol.InputDateTime, label: label, kind: momentKind{}})
}

func dateTimeInput(s spec) DateTimeInput {
	return DateTimeInput{Input[DateTimeInput, time.Time]{s, dateTimeInput}}
}

// Zone says on whose clocks the time is read. Default: UTC.
func (f DateTimeInput) Zone(zone *time.Location) DateTimeInput {
	return dateTimeInput(f.spec.with("zone", zone))
}

// Min is the first moment accepted. One between two minutes is rounded up.
func (f DateTimeInput) Min(t time.Time) DateTimeInput { return dateTimeInput(f.spec.with("min", t)) }

// Max is the last moment accepted.
func (f DateTimeInput) Max(t time.Time) DateTimeInput { return dateTimeInput(f.spec.with("max", t)) }

// civilMoment is a moment as the wire has it: what calendar and clock show.
type civilMoment struct {
	CivilDate
	CivilTime
}

func civilMomentOf(t time.Time) civilMoment { return civilMoment{CivilDateOf(t), CivilTimeOf(t)} }

func (m civilMoment) String() string { return m.CivilDate.String() + " " + m.CivilTime.String() }

// in returns the first moment at which a zone's clocks show m. It reports false
// when they never do.
func (m civilMoment) in(zone *time.Location) (first time.Time, ok bool) {
	shown := m.On(m.CivilDate, time.UTC)
	near := m.On(m.CivilDate, zone)
	for _, t := range []time.Time{near.AddDate(0, 0, -1), near, near.AddDate(0, 0, 1)} {
		_, offset := t.Zone()
		at := shown.Add(-time.Duration(offset) * time.Second).In(zone)
		if civilMomentOf(at) == m && (!ok || at.Before(first)) {
			first, ok = at, true
		}
	}
	return first, ok
}

// momentKind knows the zone, and the limits in it.
type momentKind struct {
	zone     *time.Location
	min, max *time.Time
}

func (k momentKind) prepare(ctx context.Context, s *spec, p *part) error { //nolint:unparam // as every kind
	k.zone, _ = setting[*time.Location](*s, "zone")
	if k.zone == nil {
		k.zone = time.UTC
	}
	if t, ok := setting[time.Time](*s, "min"); ok {
		up := t.In(k.zone).Add(time.Minute - time.Nanosecond)
		k.min = new(minuteOf(up))
		p.props["min"] = civilMomentOf(*k.min)
	}
	if t, ok := setting[time.Time](*s, "max"); ok {
		k.max = new(minuteOf(t.In(k.zone)))
		p.props["max"] = civilMomentOf(*k.max)
	}
	p.props["zone"] = zoneName(k.zone)
	if !speaks(ctx) { // it would show no zone at all
		delete(p.props, "zone")
		help, _ := setting[string](*s, "helpText")
		p.props["helpText"] = sentences(help, "Time zone: "+zoneName(k.zone)+".")
	}
	s.kind = k
	return nil
}

// minuteOf cuts off the seconds. Some zones of the past differ from UTC by
// seconds, so it is the clock that decides.
func minuteOf(t time.Time) time.Time {
	return t.Add(-time.Duration(t.Second())*time.Second - time.Duration(t.Nanosecond()))
}

// sentences joins two texts, the first of which may be empty or without an end.
func sentences(first, second string) string {
	switch {
	case first == "":
		return second
	case first[len(first)-1] == '.' || first[len(first)-1] == '!' || first[len(first)-1] == '?':
		return first + " " + second
	}
	return first + ". " + second
}

// zoneName is what people call a zone: its own name, or how far it is from UTC
// now where it has none that means anything elsewhere.
func zoneName(zone *time.Location) string {
	if name := zone.String(); name != "" && name != "Local" {
		return name
	}
	return "UTC" + time.Now().In(zone).Format("-07:00")
}

func (k momentKind) write(_ spec, initial any) (any, error) {
	t := as[time.Time](initial).In(k.zone)
	if m := civilMomentOf(t); !as[time.Time](initial).IsZero() && m.CivilDate.valid() {
		return m, nil
	}
	return nil, nil
}

func (k momentKind) read(s spec, raw json.RawMessage) (any, error) {
	var given struct {
		CivilDate
		Hour, Minute *int
	}
	if json.Unmarshal(raw, &given) != nil || given.Hour == nil || given.Minute == nil {
		return nil, refusal("Enter a valid date and time.")
	}
	m := civilMoment{given.CivilDate, CivilTime{*given.Hour, *given.Minute}}
	if !m.CivilDate.valid() || !m.CivilTime.valid() {
		return nil, refusal("Enter a valid date and time.")
	}
	t, ok := m.in(k.zone)
	if !ok {
		return nil, refusal(fmt.Sprintf("On %s the clocks skip %s. Enter another time.", m.CivilDate, m.CivilTime))
	}
	if given, ok := s.initial.(*time.Time); ok && civilMomentOf(given.In(k.zone)) == m {
		t = given.In(k.zone) // nobody has touched it: it may be the second time that the clock shows this
	}
	if err := k.inRange(t); err != nil {
		return nil, err
	}
	return &t, nil
}

// inRange refuses a moment outside the limits.
func (k momentKind) inRange(t time.Time) error {
	early, late := k.min != nil && t.Before(*k.min), k.max != nil && t.After(*k.max)
	switch {
	case (early || late) && k.min != nil && k.max != nil:
		return refusal(fmt.Sprintf("Enter a date and time between %s and %s.", civilMomentOf(*k.min), civilMomentOf(*k.max)))
	case early:
		return refusal(fmt.Sprintf("Enter a date and time at or after %s.", civilMomentOf(*k.min)))
	case late:
		return refusal(fmt.Sprintf("Enter a date and time at or before %s.", civilMomentOf(*k.max)))
	}
	return nil
}
