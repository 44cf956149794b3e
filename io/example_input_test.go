package io_test

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stagedoor/stagedoor/io"
)

func ExampleTextInput_Secret() {
	_ = func(ctx context.Context) (string, error) {
		return io.Text("New password").Secret().MinLength(12).Get(ctx)
	}
}

func ExampleTime() {
	_ = func(ctx context.Context) (time.Time, error) {
		opens, err := io.Time("Opens at").Min(io.CivilTime{Hour: 8}).Max(io.CivilTime{Hour: 20}).Get(ctx)
		return opens.On(io.CivilDateOf(time.Now()), time.Local), err
	}
}

func ExampleDateTime() {
	_ = func(ctx context.Context) (time.Time, error) {
		berlin, err := time.LoadLocation("Europe/Berlin")
		if err != nil {
			return time.Time{}, err
		}
		return io.DateTime("Doors open").Zone(berlin).Min(time.Now()).Get(ctx)
	}
}

// People type it as in "1h30m".
func ExampleDuration() {
	_ = func(ctx context.Context) (time.Duration, error) {
		return io.Duration("Lock the account for").Min(time.Minute).Max(48 * time.Hour).Get(ctx)
	}
}

func ExampleFormatDuration() {
	for _, pause := range []time.Duration{90 * time.Minute, 2 * time.Hour} {
		fmt.Println("Locked for " + io.FormatDuration(pause) + ".")
	}
	// Output:
	// Locked for 1h30m.
	// Locked for 2h.
}

// The answer is nil where nothing was entered; a check is asked about that too.
func ExampleOptional() {
	_ = func(ctx context.Context) (*io.CivilDate, error) {
		end := io.Date("Ended by").Optional().Validate(func(_ context.Context, day *io.CivilDate) error {
			if day != nil && day.Day != 1 {
				return io.Invalid("Contracts end with a month: enter its first day.")
			}
			return nil
		})
		return end.Get(ctx)
	}
}

// Whatever is an entry can be asked for any number of times.
func ExampleEntryOf() {
	amounts := func(entry io.EntryOf[int64]) io.ListInput[int64] { return io.ListOf("Instalments", entry).AtMost(12) }
	_ = func(ctx context.Context) ([]int64, error) {
		return amounts(io.Money("", "EUR").Min(1)).Get(ctx)
	}
}

func ExampleURL() {
	_ = func(ctx context.Context) (string, error) {
		u, err := io.URL("Website").Protocols("https").Get(ctx)
		if err != nil {
			return "", err
		}
		return u.Hostname(), nil
	}
}

func ExampleSlider() {
	_ = func(ctx context.Context) (float64, error) {
		return io.Slider("Discount in percent", 0, 30).Step(2.5).Get(ctx)
	}
}

// The answer is nil when nobody knows.
func ExampleBoolInput_Optional() {
	_ = func(ctx context.Context) (*bool, error) {
		return io.Bool("Subscribed to the newsletter").Optional().Get(ctx)
	}
}

// The answer is text, as decimal types and database columns take it.
func ExampleDecimal() {
	_ = func(ctx context.Context) (string, error) {
		return io.Decimal("Exchange rate").Min("0.000001").Decimals(6).Get(ctx)
	}
}

func ExampleListOf() {
	_ = func(ctx context.Context) ([]string, error) {
		return io.ListOf("Send copies to", io.Email("")).AtMost(5).Get(ctx)
	}
}

func ExampleJSON() {
	_ = func(ctx context.Context) (json.RawMessage, error) {
		return io.JSON("Payload").MaxBytes(4 << 10).Get(ctx)
	}
}

func ExampleJSONOf() {
	type retries struct {
		Times int    `json:"times"`
		Pause string `json:"pause"`
	}
	_ = func(ctx context.Context) (retries, error) {
		return io.JSONOf[retries]("Retries").Default(retries{Times: 3, Pause: "10s"}).Get(ctx)
	}
}

// The answer is HTML that has been cleaned.
func ExampleRichText() {
	_ = func(ctx context.Context) (string, error) {
		return io.RichText("Newsletter").MaxLength(2000).Get(ctx)
	}
}
