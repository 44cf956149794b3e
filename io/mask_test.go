package io_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

func TestMask(t *testing.T) {
	phone := "+44 20 7946 0958"
	cases := []struct {
		mask  io.Mask
		value any
		want  any
	}{
		{io.LastFour, "4242 4242-4242 4242", "•••• 4242"},
		{io.LastFour, "1234567", "••••"}, // its end would be most of it
		{io.LastFour, &phone, "•••• 0958"},
		{io.LastFour, int64(4242424242424242), "•••• 4242"},
		{io.LastFour, "ÄÖÜäöüßé", "•••• öüßé"},
		{io.Initials, " ada  king lovelace ", "A. K. L."},
		{io.Initials, "a b c d e f", "A. B. C. D."},
		{io.Initials, "  ", "••••"},
		{io.MailMask, "ada@example.com", "a•••@example.com"},
		{io.MailMask, "éa@b@example.com", "é•••@example.com"},
		{io.MailMask, "@example.com", "••••"},
		{io.MailMask, "not an address", "••••"},
		{io.MaskAll, "x", "••••"},
		{io.MaskAll, 0, "••••"}, // a balance of nothing says something
		{io.MaskAll, false, "••••"},
		{io.MaskAll, time.Date(1815, 12, 10, 0, 0, 0, 0, time.UTC), "••••"},
		{io.MaskAll, "", nil},
		{io.MaskAll, nil, nil},
		{io.MaskAll, (*string)(nil), nil},
		{io.MaskAll, time.Time{}, nil},
	}
	for _, c := range cases {
		if got := c.mask.Of(c.value); got != c.want {
			t.Errorf("%s of %v = %v, want %v", c.mask, c.value, got, c.want)
		}
	}
}

func TestMaskedFieldsAreShownBehindTheirMask(t *testing.T) {
	type row struct {
		Name  string `io:""`
		Phone string `io:"mask:last4"`
	}
	type bad struct {
		Phone string `io:"mask:first4"`
	}
	if _, err := io.Fields(reflect.TypeFor[bad]()); err == nil || !strings.Contains(err.Error(), `unknown mask "first4"`) {
		t.Errorf("unknown mask: %v", err)
	}
	fields, err := io.Fields(reflect.TypeFor[row]())
	if err != nil {
		t.Fatal(err)
	}
	phone := fields[1]
	if got := phone.DisplayedValue(reflect.ValueOf(row{Phone: "020 7946 0958"})); got != "•••• 0958" {
		t.Errorf("displayed = %v", got)
	}
}
