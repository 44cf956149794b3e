package io_test

import (
	"testing"

	"github.com/stagedoor/stagedoor/io"
)

func TestSliderAnswers(t *testing.T) {
	const number, limits, steps = "Enter a number.", "Enter a number between -1 and 1.", "Enter a number in steps of 0.1 from -1."
	answers[float64]{
		bad: map[string]string{
			`null`: required, `"x"`: number, `true`: number, `[0]`: number, `{"value":0}`: number, `1e400`: "Enter a smaller number.",
			`-1.1`: limits, `2`: limits, `9007199254740993`: limits, `0.25`: steps, `0.05`: steps, `1e-9`: steps,
		},
		good: map[string]float64{`-1`: -1, `1`: 1, `0`: 0, `0.3`: 0.3, `"-0.7"`: -0.7, `1e-1`: 0.1},
	}.check(t, "Tilt", io.Slider("Tilt", -1, 1).Step(0.1), same)
	answers[float64]{
		bad:  map[string]string{`1`: "Enter a number in steps of 1 from 0.5.", `3`: "Enter a number in steps of 1 from 0.5."},
		good: map[string]float64{`0.5`: 0.5, `1.5`: 1.5},
	}.check(t, "Size", io.Slider("Size", 0.5, 3), func(a, b float64) bool { return a == b })
}
