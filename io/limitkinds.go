package io

import (
	"cmp"
	"fmt"
	"math/big"
	"strconv"
	"time"
)

func (numberKind) limits(s spec) error {
	least, most := settingOrNil[float64](s, "min"), settingOrNil[float64](s, "max")
	for name, limit := range map[string]*float64{"Min": least, "Max": most} {
		if limit == nil {
			continue
		}
		if _, err := finite(*limit); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return inOrder(least, most, cmp.Compare[float64])
}

func (numberKind) within(s spec, initial any) error {
	return inRange(s, as[float64](initial), formatFloat)
}

func (intKind) limits(s spec) error {
	return inOrder(settingOrNil[int64](s, "min"), settingOrNil[int64](s, "max"), cmp.Compare[int64])
}

func (intKind) within(s spec, initial any) error {
	return inRange(s, as[int64](initial), func(v int64) string { return strconv.FormatInt(v, 10) })
}

func (k decimalKind) limits(spec) error {
	if k.min != nil && k.max != nil && k.min.Cmp(k.max) > 0 {
		return apart("Min", decimal(k.min), "Max", decimal(k.max))
	}
	return nil
}

func (k decimalKind) within(_ spec, initial any) error {
	text := as[string](initial)
	if text == "" {
		return nil
	}
	r, err := readDecimal(text)
	if err != nil {
		return fmt.Errorf("%q is not a decimal number", text)
	}
	return k.inRange(r)
}

func (k moneyKind) limits(spec) error { return inOrder(k.min, k.max, cmp.Compare[int64]) }

func (k moneyKind) within(_ spec, initial any) error { return k.inRange(as[int64](initial)) }

func (k sliderKind) limits(spec) error { return nil } // prepare has looked at them

func (k sliderKind) within(s spec, initial any) error {
	v := as[float64](initial)
	if _, err := finite(v); err != nil {
		return err
	}
	if err := inRange(s, v, formatFloat); err != nil {
		return err
	}
	exact, _ := new(big.Rat).SetString(formatFloat(v))
	return k.onStep(exact)
}

func (textKind) limits(s spec) error              { return checkCharacters(s) }
func (textKind) within(s spec, initial any) error { return notTooLong(s, as[string](initial)) }

func (richTextKind) limits(s spec) error { return checkCharacters(s) }

func (richTextKind) within(s spec, initial any) error {
	return notTooLong(s, plainText(cleanRichText(as[string](initial))))
}

func (dateKind) limits(s spec) error {
	least, most := settingOrNil[CivilDate](s, "min"), settingOrNil[CivilDate](s, "max")
	for name, limit := range map[string]*CivilDate{"Min": least, "Max": most} {
		if limit != nil && !limit.valid() {
			return fmt.Errorf("%s(%s): there is no such day", name, limit)
		}
	}
	return inOrder(least, most, CivilDate.Compare)
}

func (dateKind) within(s spec, initial any) error {
	d := as[CivilDate](initial)
	if !d.valid() {
		return nil // stands for none
	}
	return dateInRange(s, d)
}

func (timeKind) limits(s spec) error {
	least, most := settingOrNil[CivilTime](s, "min"), settingOrNil[CivilTime](s, "max")
	for name, limit := range map[string]*CivilTime{"Min": least, "Max": most} {
		if limit != nil && !limit.valid() {
			return fmt.Errorf("%s(%s): no clock shows it", name, limit)
		}
	}
	return inOrder(least, most, CivilTime.Compare)
}

func (timeKind) within(s spec, initial any) error {
	c := as[CivilTime](initial)
	if !c.valid() {
		return nil
	}
	return timeInRange(s, c)
}

func (k momentKind) limits(spec) error {
	if k.min != nil && k.max != nil && k.min.After(*k.max) {
		return apart("Min", civilMomentOf(*k.min), "Max", civilMomentOf(*k.max))
	}
	return nil
}

func (k momentKind) within(_ spec, initial any) error {
	t := as[time.Time](initial)
	if t.IsZero() {
		return nil
	}
	return k.inRange(minuteOf(t.In(k.zone)))
}
