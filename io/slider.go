package io

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"

	"github.com/stagedoor/stagedoor/protocol"
)

// SliderInput asks for a number between two others.
type SliderInput struct {
	Input[SliderInput, float64]
}

// Slider asks for a number from least to most, both included, with a handle to
// drag and a field to type into. Without a default nothing is chosen at first.
func Slider(label string, least, most float64) SliderInput {
	s := spec{method: protocol.InputSlider, label: label, kind: sliderKind{}}
	return sliderInput(s.with("min", least).with("max", most))
}

func sliderInput(s spec) SliderInput { return SliderInput{Input[SliderInput, float64]{s, sliderInput}} }

// Step is how far apart the numbers are that can be chosen, counted from the
// least. Default: 1.
func (f SliderInput) Step(by float64) SliderInput { return sliderInput(f.spec.with("step", by)) }

// sliderKind knows its numbers as exactly as they are written in decimals.
type sliderKind struct{ least, most, step *big.Rat }

func (k sliderKind) prepare(_ context.Context, s *spec, _ *part) (err error) {
	for key, to := range map[string]**big.Rat{"min": &k.least, "max": &k.most, "step": &k.step} {
		v, ok := setting[float64](*s, key)
		if !ok {
			v = 1 // the step
		}
		if _, err := finite(v); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		*to, _ = new(big.Rat).SetString(formatFloat(v))
	}
	switch {
	case k.least.Cmp(k.most) >= 0:
		return fmt.Errorf("Slider(%v, %v): nothing lies between", s.props["min"], s.props["max"])
	case k.step.Sign() <= 0:
		return fmt.Errorf("Step(%v) leads nowhere: it has to be above 0", s.props["step"])
	}
	s.kind = k
	return nil
}

func (sliderKind) write(_ spec, initial any) (any, error) { return finite(as[float64](initial)) }

func (k sliderKind) read(s spec, raw json.RawMessage) (any, error) {
	text, err := readNumber(raw)
	if err != nil {
		return nil, err
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, refusal("Enter a smaller number.")
	}
	if err := inRange(s, v, formatFloat); err != nil {
		return nil, err
	}
	exact, _ := new(big.Rat).SetString(formatFloat(v))
	if err := k.onStep(exact); err != nil {
		return nil, err
	}
	return &v, nil
}

// onStep refuses what lies between two steps.
func (k sliderKind) onStep(v *big.Rat) error {
	from := new(big.Rat).Sub(v, k.least)
	if !from.Quo(from, k.step).IsInt() {
		return refusal(fmt.Sprintf("Enter a number in steps of %s from %s.", decimal(k.step), decimal(k.least)))
	}
	return nil
}

// decimal writes a number that was written in decimals so again.
func decimal(r *big.Rat) string {
	places, _ := r.FloatPrec()
	return r.FloatString(places)
}
