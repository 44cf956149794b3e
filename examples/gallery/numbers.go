package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

func sliders(ctx context.Context) error {
	var whole, decimal, tilt float64
	err := io.Group(
		io.Slider("Range", 9, 20).Into(&whole),
		io.Slider("Decimal range", 12, 13).Step(0.1).Into(&decimal),
		io.Slider("Tilt", -1, 1).Step(0.25).Default(0).Into(&tilt),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"range": whole, "decimal range": decimal, "tilt": tilt})
}

func numbers(ctx context.Context) error {
	var high, low float64
	var count int64
	var rate string
	err := io.Group(
		io.Number("Above twelve").Min(13).Into(&high),
		io.Number("Below zero").Min(-11).Max(-0.5).Into(&low),
		io.Int("Count").Default(0).Into(&count),
		io.Decimal("Rate").Min("0.000000000000000001").Default("9007199254740993.000000000000000001").Into(&rate),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"high": high, "low": low, "count": count, "rate": rate})
}

func amounts(ctx context.Context) error {
	var usd, jpy, kwd int64
	var eur float64
	var chf *string
	err := io.Group(
		io.Money("Dollars", "USD").Min(1000).Into(&usd),
		io.Number("Euros").Currency("EUR").Min(10).Into(&eur),
		io.Money("Yen", "JPY").Default(500).Into(&jpy),
		io.Money("Dinars", "KWD").Default(1).Into(&kwd),
		io.Decimal("Francs").Currency("CHF").Decimals(4).Optional().Into(&chf),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"usd": usd, "eur": eur, "jpy": jpy, "kwd": kwd, "chf": chf})
}
