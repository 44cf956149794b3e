package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// selecting asks for rows of tables.
func selecting(reg *stagedoor.Registry) {
	reg.Page("selecting", stagedoor.Page{Name: "Selecting", Description: "Rows of tables."})
	reg.Action("selecting/rows", stagedoor.Action{Name: "Some rows, then one", Handler: selectRows})
	reg.Action("selecting/sizes", stagedoor.Action{Name: "Few rows, or none", Handler: selectSizes})
	reg.Action("selecting/pages", stagedoor.Action{Name: "Rows on several pages", Handler: selectOnPages})
	reg.Action("selecting/fetched", stagedoor.Action{Name: "Rows that are fetched", Handler: selectFetched})
}

// ticket is a row. No column shows its note.
type ticket struct {
	ID      int    `io:""`
	Subject string `io:""`
	Urgent  bool   `io:""`
	Note    string
}

func ticketKey(t ticket) string { return strconv.Itoa(t.ID) }

func newTickets(n int) []ticket {
	topics := []string{"Parcel lost", "Wrong size", "Invoice unclear"}
	tickets := make([]ticket, n)
	for i := range tickets {
		tickets[i] = ticket{
			ID: 100 + i, Subject: fmt.Sprintf("%s (%d)", topics[i%len(topics)], i+1), Urgent: i%4 == 0,
			Note: fmt.Sprintf("Note %d", i+1),
		}
	}
	return tickets
}

// selectRows takes one or two of four, then exactly one, where one is selected
// already.
func selectRows(ctx context.Context) error {
	tickets := newTickets(4)
	some, err := io.SelectRows("Tickets to close", tickets).Key(ticketKey).AtLeast(1).AtMost(2).Get(ctx)
	if err != nil {
		return err
	}
	one, err := io.SelectRows("Ticket to answer", tickets).Key(ticketKey).AtLeast(1).AtMost(1).Default(tickets[1:2]).Get(ctx)
	if err != nil {
		return err
	}
	var notes []string
	for _, t := range append(some, one...) {
		notes = append(notes, t.Note)
	}
	return stagedoor.SetResult(ctx, notes)
}

// selectSizes has tables with no, fewer and as many rows as a page.
func selectSizes(ctx context.Context) error {
	var none, fewer, page []ticket
	err := io.Group(
		io.SelectRows("None", newTickets(0)).Key(ticketKey).PageSize(5).Into(&none),
		io.SelectRows("Fewer than a page", newTickets(3)).Key(ticketKey).PageSize(5).AtLeast(1).Into(&fewer),
		io.SelectRows("A page", newTickets(5)).Key(ticketKey).PageSize(5).Into(&page),
	).Ask(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, map[string]any{"none": len(none), "fewer": len(fewer), "page": len(page)})
}

func selectOnPages(ctx context.Context) error {
	tickets, err := io.SelectRows("Tickets", newTickets(60)).Key(ticketKey).PageSize(25).AtLeast(1).Get(ctx)
	if err != nil {
		return err
	}
	return countTickets(ctx, tickets)
}

// selectFetched reads its rows a page at a time. A search for "archive" fails.
func selectFetched(ctx context.Context) error {
	all := newTickets(1200)
	fetch := func(_ context.Context, q io.TableQuery) (io.TablePage[ticket], error) {
		if q.Search == "archive" {
			return io.TablePage[ticket]{}, stagedoor.Fail("The archive does not answer.")
		}
		var found []ticket
		for _, t := range all {
			if strings.Contains(strings.ToLower(t.Subject), strings.ToLower(q.Search)) {
				found = append(found, t)
			}
		}
		end := min(q.Offset+q.Limit, len(found))
		return io.TablePage[ticket]{Rows: found[min(q.Offset, end):end], Total: len(found)}, nil
	}
	tickets, err := io.SelectRowsFrom("Tickets", fetch).Key(ticketKey).PageSize(25).Get(ctx)
	if err != nil {
		return err
	}
	return countTickets(ctx, tickets)
}

func countTickets(ctx context.Context, tickets []ticket) error {
	result := map[string]any{"count": len(tickets)}
	if len(tickets) > 0 {
		result["first"], result["last"] = tickets[0].Note, tickets[len(tickets)-1].Note
	}
	return stagedoor.SetResult(ctx, result)
}
