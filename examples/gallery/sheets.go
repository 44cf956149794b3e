package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// sheets asks for rows.
func sheets(reg *stagedoor.Registry) {
	reg.Page("sheets", stagedoor.Page{Name: "Spreadsheets", Description: "Rows that people paste."})
	reg.Action("sheets/customers", stagedoor.Action{Name: "Rows of customers", Handler: customers})
	reg.Action("sheets/prices", stagedoor.Action{Name: "Rows that are there already", Handler: prices})
}

// customer is a row, and the rules that it has to meet.
type customer struct {
	Name    string       `io:"" validate:"required,max=20"`
	Email   string       `io:"label:E-mail" validate:"required,email"`
	Age     *int         `io:"" validate:"omitempty,gte=18"`
	Credit  int64        `io:"unit:cents;currency:USD;optional" validate:"lte=100000"`
	Active  bool         `io:""`
	Since   io.CivilDate `io:"label:Customer since;optional"`
	Plan    string       `io:"optional" validate:"omitempty,oneof=free team"`
	Remarks string       `io:""`
}

func customers(ctx context.Context) error {
	rows, err := io.Spreadsheet[customer]("Customers").AtMost(500).Help("Those of last month").
		Validate(func(_ context.Context, rows []customer) error {
			seen := map[string]bool{}
			for _, c := range rows {
				if seen[c.Email] {
					return io.Invalid("%s is there twice.", c.Email)
				}
				seen[c.Email] = true
			}
			return nil
		}).Get(ctx)
	if err != nil {
		return err
	}
	credit := int64(0)
	for _, c := range rows {
		credit += c.Credit
	}
	first := rows[0]
	return stagedoor.SetResult(ctx, map[string]any{
		"rows": len(rows), "first": first.Name, "active": first.Active, "since": first.Since.String(), "credit": credit,
	})
}

func prices(ctx context.Context) error {
	type price struct {
		Cup   string `io:"" validate:"required"`
		Price int64  `io:"unit:cents;currency:EUR" validate:"gt=0"`
	}
	rows, err := io.Spreadsheet[price]("Prices").Default([]price{{"Blue", 1250}, {"Red", 900}}).Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"rows": len(rows), "last": rows[len(rows)-1].Price})
}
