package io

import (
	"fmt"
	"reflect"
)

// hasLimits is a kind of input with limits. What is wrong with them is a mistake in the
// program, told before anybody is asked.
type hasLimits interface {
	// limits returns an error where no answer could meet them.
	limits(s spec) error
	// within refuses a default, in words, that lies outside them.
	within(s spec, initial any) error
}

// checkLimits looks at the limits of an input and at its default. One that a struct
// holds may be older than the limits, and is for people to mend; what nobody can
// change is left alone too.
func (s spec) checkLimits() error {
	k, ok := s.kind.(hasLimits)
	if !ok {
		return nil
	}
	if err := k.limits(s); err != nil {
		return err
	}
	if s.initial == nil || s.bound() {
		return nil
	}
	if err := k.within(s, s.initial); err != nil {
		return fmt.Errorf("Default(%v) lies outside its limits: %s", reflect.ValueOf(s.initial).Elem(), err.Error())
	}
	return nil
}

// bound reports whether the default is not the program's to choose, or not for people
// to change.
func (s spec) bound() bool { return s.held || s.props["disabled"] == true }

// apart says that a lower limit is above an upper one, each as its setter is called.
func apart(low string, least any, high string, most any) error {
	return fmt.Errorf("%s(%v) is above %s(%v): no answer lies between", low, least, high, most)
}

// inOrder checks limits that are there or not, of values that compare.
func inOrder[T any](least, most *T, compare func(T, T) int) error {
	if least != nil && most != nil && compare(*least, *most) > 0 {
		return apart("Min", *least, "Max", *most)
	}
	return nil
}

// settingOrNil is a setting, nil where it was not made.
func settingOrNil[T any](s spec, key string) *T {
	if v, ok := setting[T](s, key); ok {
		return &v
	}
	return nil
}

// checkCharacters refuses lengths that no text has.
func checkCharacters(s spec) error {
	least, hasLeast := setting[int](s, "minLength")
	most, hasMost := setting[int](s, "maxLength")
	switch {
	case hasLeast && least < 0:
		return fmt.Errorf("MinLength(%d): no text is shorter than 0 characters", least)
	case hasMost && most < 1:
		return fmt.Errorf("MaxLength(%d): a text needs room for 1 character at least", most)
	case hasLeast && hasMost && least > most:
		return apart("MinLength", least, "MaxLength", most)
	}
	return nil
}

// notTooLong refuses a default that would have to be cut. A shorter one than is asked
// for may be the beginning of an answer.
func notTooLong(s spec, text string) error {
	if most, ok := setting[int](s, "maxLength"); ok && characters(text) > most {
		return fmt.Errorf("%d characters, MaxLength(%d)", characters(text), most)
	}
	return nil
}

// checkSetCounts refuses AtLeast and AtMost, kept under two keys, that no number of
// things meets.
func checkSetCounts(s spec, leastKey, mostKey string, usual int) error {
	least, hasLeast := setting[int](s, leastKey)
	most, hasMost := setting[int](s, mostKey)
	switch {
	case hasLeast && least < 0:
		return fmt.Errorf("AtLeast(%d): there are never fewer than 0", least)
	case hasMost && most < 1:
		return fmt.Errorf("AtMost(%d): 1 is the fewest that can be the most", most)
	case hasLeast && hasMost && least > most:
		return apart("AtLeast", least, "AtMost", most)
	case hasLeast && !hasMost && usual >= 0 && least > usual:
		return fmt.Errorf("AtLeast(%d): at most %d are taken unless AtMost says otherwise", least, usual)
	}
	return nil
}

// notTooMany refuses a default of n things of which some would have to be taken away.
func notTooMany(s spec, mostKey string, n int) error {
	if most, ok := setting[int](s, mostKey); ok && n > most && !s.bound() {
		return fmt.Errorf("its Default has %d, more than AtMost(%d)", n, most)
	}
	return nil
}
