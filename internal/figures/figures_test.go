package figures_test

import (
	"testing"

	"github.com/stagedoor/stagedoor/internal/figures"
)

func TestGrouped(t *testing.T) {
	for text, want := range map[string]string{
		"":           "",
		"0":          "0",
		"999.9999":   "999.9999",
		"-999":       "-999",
		"1000":       "1,000",
		"-1000.50":   "-1,000.50",
		"123456.789": "123,456.789",
		"1234567":    "1,234,567",
		"1.5e+21":    "1.5e+21",
		"2026-11-28": "2026-11-28",
		"1000.":      "1,000.",
		"NaN":        "NaN",
		"--1000":     "--1000",
	} {
		if got := figures.Grouped(text); got != want {
			t.Errorf("%q is written as %q, want %q", text, got, want)
		}
	}
}
