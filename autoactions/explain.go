package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
)

// finding is what one rule says about somebody.
type finding struct {
	What   string
	Answer string // yes, no or masked
	Why    string
}

// explainAccess asks for a person and shows what they may see and do with a record,
// and which rule says so. It asks the same rules as everything else does.
func (m *model) explainAccess(ctx context.Context) error {
	key, r, err := m.open(ctx)
	if err != nil {
		return err
	}
	var user stagedoor.User
	find := func(ctx context.Context, email string) (err error) {
		user, err = m.access.Person(ctx, email)
		if said, ok := saidToPeople(err); ok {
			return io.Invalid("%s", said)
		}
		return err
	}
	if _, err := io.Email("E-mail address of the person").Help("Whom you want to know about").Validate(find).Get(ctx); err != nil {
		return err
	}
	if _, err := m.read(ctx, m.db, key); errors.Is(err, errGone) { // it may have left the scope meanwhile
		return m.missing(keyText(key))
	} else if err != nil {
		return err
	}
	found, err := m.findings(ctx, user, key)
	if err != nil {
		return err
	}
	return m.showFindings(ctx, user, r, found)
}

// showFindings lists them.
func (m *model) showFindings(ctx context.Context, user stagedoor.User, r record, found []finding) error {
	name := user.Name
	if name == "" {
		name = user.Email
	}
	teams := "on no team"
	if len(user.Teams) > 0 {
		teams = "on " + strings.Join(user.Teams, ", ")
	}
	return io.Group(
		io.Heading(name+" and "+m.title(r)).Description(name+" is "+teams+"."),
		io.Table("What the rules say", found).PageSize(100).Columns(
			io.Column[finding]{Label: "What", Value: func(f finding) any { return f.What }},
			io.Column[finding]{Label: "Allowed", Key: "answer", Type: io.EnumColumn, Value: func(f finding) any { return f.Answer },
				Colors: map[string]string{"yes": "green", "no": "red", "masked": "orange"}},
			io.Column[finding]{Label: "Why", Value: func(f finding) any { return f.Why }},
		),
	).Submit("Done").Ask(ctx)
}

// findings are what the rules say about a person and a record, the model first,
// then the row, the parts and the fields.
func (m *model) findings(ctx context.Context, user stagedoor.User, key keySet) ([]finding, error) {
	base := m.whole()
	seen, ok := base.known.family.seenBy(user.Teams).show(base)
	found := []finding{verdict("See "+lower(base.plural), base.teams, user, ok)}
	if !ok {
		return found, nil
	}
	row, err := seen.rowFinding(ctx, user, key)
	if err != nil || row.Answer == no {
		return append(found, row), err
	}
	found = append(found, row)
	for _, part := range parts {
		if base.has[part] {
			found = append(found, partFinding(base, seen, part, user))
		}
	}
	for _, v := range base.verbs {
		mine := slices.ContainsFunc(seen.verbs, func(other *verb) bool { return other.slug == v.slug })
		found = append(found, verdict(v.name, v.teams, user, mine))
	}
	for i, c := range base.columns {
		if c.shown {
			found = append(found, base.fieldFinding(c, seen.columns[i], user))
		}
	}
	return found, nil
}

const (
	yes = "yes"
	no  = "no"
)

// verdict is what a list of teams says.
func verdict(what string, teams []string, user stagedoor.User, allowed bool) finding {
	f := finding{What: what, Answer: no, Why: "It is for " + teamsText(teams) + "."}
	switch {
	case !allowed && len(teams) == 0:
		f.Why = "It hangs on something that is not for them."
	case allowed && len(teams) == 0:
		f.Answer, f.Why = yes, "It is for everybody whom the panel lets in."
	case allowed:
		f.Answer = yes
		own := slices.DeleteFunc(slices.Clone(teams), func(t string) bool { return !slices.Contains(user.Teams, t) })
		f.Why = "It is for " + teamsText(teams) + ", and they are on " + strings.Join(own, ", ") + "."
	}
	return f
}

func teamsText(teams []string) string {
	if len(teams) == 1 {
		return "the team " + teams[0]
	}
	return "the teams " + strings.Join(teams, ", ")
}

// partFinding explains a part of the model. It can also be missing because of what
// it needs: nobody makes records with a field that they may not fill in.
func partFinding(base, seen *model, part string, user stagedoor.User) finding {
	teams := base.teamsFor(part)
	if !seen.has[part] && seen.may(part) {
		teams = nil
	}
	return verdict(sentence(wordsOf(strings.ReplaceAll(part, "/", "_"))), teams, user, seen.has[part])
}

// rowFinding asks the model's Scope as if the person asked.
func (m *model) rowFinding(ctx context.Context, user stagedoor.User, key keySet) (finding, error) {
	f := finding{What: "This " + m.noun, Answer: yes, Why: "There is no Scope: every " + m.noun + " is theirs to see."}
	if m.scope == nil {
		return f, nil
	}
	as, err := actingAs(ctx, user)
	if err != nil {
		return f, err
	}
	q, err := m.query(as, m.db)
	if said, ok := saidToPeople(err); ok {
		f.Answer, f.Why = no, "The Scope refuses: "+said
		return f, nil
	}
	if err != nil {
		return f, fmt.Errorf("autoactions: the Scope of %s for somebody else: %w", m.slug, err)
	}
	rows, err := m.rows(q.Unscoped().Where(m.where(key)).Limit(1))
	if err != nil {
		return f, err
	}
	condition, err := m.scopeText(as)
	if f.Why = "It meets the Scope: " + condition; len(rows) == 0 {
		f.Answer, f.Why = no, "It does not meet the Scope: "+condition
	}
	return f, err
}

// scopeText is the condition of the Scope, as the database reads it.
func (m *model) scopeText(ctx context.Context) (string, error) {
	condition, err := m.scopeCondition(ctx, m.db)
	if err != nil {
		return "", err
	}
	text := m.db.Session(&gorm.Session{NewDB: true, Context: ctx}).ToSQL(func(tx *gorm.DB) *gorm.DB {
		return tx.Model(m.blank().Interface()).Unscoped().Where(all([]clause.Expression{condition})).Find(m.blank().Interface())
	})
	_, where, _ := strings.Cut(text, " WHERE ")
	return where, nil
}

// fieldFinding explains one field.
func (m *model) fieldFinding(c, theirs *column, user stagedoor.User) finding {
	access := m.access.Fields[c.field.Name]
	f := verdict(c.tag.Label, access.See, user, theirs.shown)
	if len(access.See) == 0 && theirs.shown {
		f.Why = "It is for everybody who sees the record."
	}
	switch {
	case !theirs.shown:
	case theirs.mask != "":
		f.Answer, f.Why = "masked", "Its tag says mask:"+string(c.tag.Mask)+"."
		if m.has["reveal"] {
			f.Why += " A reason reveals it for " + spokenTime(m.revealFor()) + " to " + revealers(m) + "."
		}
	case c.edits && !theirs.edits:
		f.Why += " Changing it is for " + teamsText(access.Change) + "."
	}
	return f
}

func revealers(m *model) string {
	if teams := m.teamsFor("reveal"); len(teams) > 0 {
		return teamsText(teams)
	}
	return "whoever sees it"
}

// actingAs is ctx with somebody else in it, to ask rules about them. Nothing is
// shown or written with it.
func actingAs(ctx context.Context, user stagedoor.User) (context.Context, error) {
	t, ok := txn.From(ctx)
	if !ok {
		return nil, io.ErrNoTransaction
	}
	info := t.Info
	info.Person.ID, info.Person.Email, info.Person.Name = user.ID, user.Email, user.Name
	info.Person.Roles, info.Person.Teams, info.Person.Claims = user.Roles, user.Teams, user.Claims
	return txn.NewContext(ctx, txn.New(info, t.Link())), nil
}
