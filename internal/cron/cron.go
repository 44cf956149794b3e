// Package cron reads cron texts and finds the times that they name, by the clock
// on the wall of a zone. Nights on which that clock is changed neither double a
// time nor lose one.
package cron

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/adhocore/gronx"
)

// The most bytes of a text and of the name of a zone.
const (
	maxText = 100
	maxZone = 64
)

// Cron is a cron text in a zone. It is made by [Parse] and never changes.
type Cron struct {
	text      string // as it was written
	fields    string // in five fields
	zone      *time.Location
	everyHour bool // it names minutes of every hour, and not times of the day
}

// words stand for five fields.
var words = map[string]string{
	"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *",
}

// field is how one of the five is written: what a list in it is made of.
type field struct {
	name string
	item *regexp.Regexp
}

const number, step = `\d{1,2}`, `(/\d{1,2})?`

var fields = []field{
	{"minute", item(number)},
	{"hour", item(number)},
	{"day", item(number, "L")},
	{"month", item(number + `|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC`)},
	{"weekday", item(number + `|SUN|MON|TUE|WED|THU|FRI|SAT`)},
}

// item is every value, one, or several from one to another, each with a step; or
// one of the others.
func item(value string, others ...string) *regexp.Regexp {
	all := append([]string{`(\*|(` + value + `)(-(` + value + `))?)` + step}, others...)
	return regexp.MustCompile(`^(` + strings.Join(all, "|") + `)$`)
}

// errFields says what a text has to look like.
var errFields = errors.New(`use five fields, for minute, hour, day of the month, month and day of the week, like "0 8 * * 1-5", or @hourly, @daily, @weekly, @monthly or @yearly`)

// Parse reads text, by the clock of zone: a name of the IANA database like
// "Europe/Berlin", or empty for UTC. The five fields hold numbers, lists, ranges
// and steps, months and days of the week also as English names of three letters,
// and the day of the month may be L, the last one. Where both days are given, one
// of them is enough. An error says what to write instead.
func Parse(text, zone string) (Cron, error) {
	c := Cron{text: text, zone: time.UTC}
	if zone != "" {
		var err error
		if c.zone, err = location(zone); err != nil {
			return Cron{}, err
		}
	}
	if len(text) > maxText {
		return Cron{}, fmt.Errorf("the cron text has %d bytes, at most %d are read", len(text), maxText)
	}
	parts := strings.Fields(strings.ToUpper(text))
	if full, known := words[strings.ToLower(text)]; known {
		parts = strings.Fields(full)
	}
	if len(parts) != len(fields) {
		return Cron{}, fmt.Errorf("cron text %q: %w", text, errFields)
	}
	for i, part := range parts {
		for one := range strings.SplitSeq(part, ",") {
			alone := [5]string{"*", "*", "*", "*", "*"}
			alone[i] = one
			if !fields[i].item.MatchString(one) || !valid(strings.Join(alone[:], " ")) {
				return Cron{}, fmt.Errorf("cron text %q: %q is no %s: %w", text, one, fields[i].name, errFields)
			}
		}
	}
	c.fields, c.everyHour = strings.Join(parts, " "), parts[1] == "*"
	if c.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return Cron{}, fmt.Errorf("cron text %q: there is no such day", text)
	}
	return c, nil
}

// location finds a zone by its name. Local would be another one on each machine.
func location(name string) (*time.Location, error) {
	if name == "Local" || len(name) > maxZone {
		return nil, fmt.Errorf("zone %.64q: use a name of the IANA database, like \"Europe/Berlin\"", name)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("zone %q: use a name of the IANA database, like \"Europe/Berlin\"; where the machine has none of it, import time/tzdata: %w", name, err)
	}
	return zone, nil
}

// String is the text that the cron was made from.
func (c Cron) String() string { return c.text }

// Zone is the name of the zone.
func (c Cron) Zone() string { return c.zone.String() }

// Location is the zone.
func (c Cron) Location() *time.Location { return c.zone }

// valid asks the library, which has panicked on texts before.
func valid(text string) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return gronx.IsValid(text)
}

// find is the first time that the fields name after from, or at it where from
// counts. The library is asked in UTC alone: where clocks are changed it has
// known faults.
func (c Cron) find(from time.Time, counts bool) (at time.Time, found bool) {
	defer func() {
		if recover() != nil {
			at, found = time.Time{}, false
		}
	}()
	at, err := gronx.NextTickAfter(c.fields, from, counts)
	return at, err == nil && (at.After(from) || counts && at.Equal(from))
}
