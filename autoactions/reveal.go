package autoactions

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// verbReveal is what the audit calls a reveal. It is also what permits the person
// to see the record without its masks for a while: no reveal without its entry.
const verbReveal = "reveal"

// defaultReveal is how long that is where Access does not say.
const defaultReveal = 10 * time.Minute

// revealFor is how long a reveal holds.
func (m *model) revealFor() time.Duration {
	if m.access.RevealFor > 0 {
		return m.access.RevealFor
	}
	return defaultReveal
}

// reveal asks for a reason, records it, and leads back to the record, which is
// shown without masks for a while, to this person alone.
func (m *model) reveal(ctx context.Context) error {
	key, r, err := m.open(ctx)
	if err != nil {
		return err
	}
	labels := make([]string, 0, len(m.columns))
	for _, c := range m.those(func(c *column) bool { return c.shown && c.tag.Mask != "" }) {
		labels = append(labels, c.tag.Label)
	}
	var reason string
	ask := io.Text("Why do you need to see it?").Multiline().MaxLength(maxReason).
		Help("Your reason is kept in the timeline of this " + m.noun + ".")
	err = io.Group(
		io.Heading("Reveal "+m.title(r)).Description(fmt.Sprintf(
			"%s will be shown to you for %s.", strings.Join(labels, ", "), spokenTime(m.revealFor()))),
		ask.Into(&reason),
	).Submit("Reveal").Ask(ctx)
	if err != nil {
		return err
	}
	err = m.begin(ctx, func(tx *gorm.DB) error {
		if _, err := m.read(ctx, tx, key); err != nil { // it may have left the scope meanwhile
			return err
		}
		change := m.change(key, told{verb: verbReveal})
		change.Reason = strings.TrimSpace(reason)
		return stagedoor.RecordChange(ctx, tx, change)
	})
	if errors.Is(err, errGone) {
		return m.missing(keyText(key))
	}
	if err != nil {
		return err
	}
	return stagedoor.Redirect(ctx, m.to("record", "", r))
}

// maxReason is how many characters a reason may have.
const maxReason = 500

// revealed is the model without masks where the run or page is about one record,
// by its parameter id, and the person has revealed that a short while ago.
func (m *model) revealed(ctx context.Context) (*model, error) {
	params, err := stagedoor.Params(ctx)
	if err != nil || params.String("id") == "" {
		return m, err
	}
	if key, err := m.parseKey(params.String("id")); err == nil {
		return m.revealedAt(ctx, key)
	}
	return m, nil // who reads the record says that there is none
}

func (m *model) revealedAt(ctx context.Context, key keySet) (*model, error) {
	until, err := m.revealedUntil(ctx, key)
	if err != nil || until.IsZero() {
		return m, err
	}
	return m.unmasked(until)
}

// revealedUntil is when the person's reveal of a record ends; zero without one that
// still holds.
func (m *model) revealedUntil(ctx context.Context, key keySet) (time.Time, error) {
	user, err := stagedoor.UserFrom(ctx)
	if err != nil || !m.may("reveal") {
		return time.Time{}, err
	}
	db := m.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	change, ok, err := stagedoor.LastChangeBy(ctx, db, user.ID, m.slug, keyText(key), verbReveal)
	if err != nil || !ok {
		return time.Time{}, err
	}
	until := change.At.Add(m.revealFor())
	if !until.After(time.Now()) {
		return time.Time{}, nil
	}
	return until, nil
}

// unmasked is the model as the same people see it without masks.
func (m *model) unmasked(until time.Time) (*model, error) {
	who := standing{unmasked: true}
	if m.standing != nil {
		who.teams = m.standing.teams
	} else {
		who.everyone = true
	}
	plain, err := m.whole().vary(who)
	if err != nil {
		return nil, fmt.Errorf("autoactions: %s without masks: %w", m.slug, err)
	}
	plain.join(m.known)
	plain.until = until
	return plain, nil
}

// spokenTime writes a time span as people say it.
func spokenTime(d time.Duration) string {
	if d < time.Minute {
		return counted(int(d.Seconds()), "second")
	}
	if d%time.Hour == 0 {
		return counted(int(d.Hours()), "hour")
	}
	return counted(int(d.Minutes()), "minute")
}
