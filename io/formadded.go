package io

import (
	"fmt"
	"reflect"

	"github.com/stagedoor/stagedoor/protocol"
)

// checkAdded refuses what is no entry of the list.
func (l *formList) checkAdded() error {
	entry, ok := l.form.added[withoutPlaces(l.path)]
	if ok && (!entry.IsValid() || entry.Type() != l.element()) {
		return fmt.Errorf("Added: an entry is a %s", l.element())
	}
	return nil
}

// added is what a new entry holds at first.
func (l *formList) added() reflect.Value {
	v := reflect.New(l.element()).Elem()
	if entry, ok := l.form.added[withoutPlaces(l.path)]; ok {
		v.Set(entry)
	}
	return v
}

// newEntry returns the parts of a new entry. Those begin empty of which nobody has said
// anything yet.
func (l *formList) newEntry() ([]*part, error) {
	blank, err := l.entry(reflect.New(l.element()).Elem(), 0)
	if err != nil {
		return nil, err
	}
	parts := blank
	if _, ok := l.form.added[withoutPlaces(l.path)]; ok {
		if parts, err = l.entry(l.added(), 0); err != nil {
			return nil, err
		}
	}
	for i, p := range parts {
		said := p.pool == nil && p.list == nil && !reflect.DeepEqual(p.props["defaultValue"], blank[i].props["defaultValue"])
		if p.method != protocol.InputBoolean && !said {
			delete(p.props, "defaultValue")
		}
	}
	return parts, nil
}
