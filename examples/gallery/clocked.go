package main

import (
	"context"
	"fmt"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// people are those who may enter, by their ID.
var people = map[string]stagedoor.User{
	"ana": {ID: "ana", Name: "Ana Silva", Email: "ana@gallery.example"},
	"bo":  {ID: "bo", Name: "Bo Lind", Email: "bo@gallery.example", Teams: []string{"finance"}},
}

// colleague is who somebody is now, for what the clock begins in their name.
func colleague(_ context.Context, id string) (stagedoor.User, error) {
	u, known := people[id]
	if !known {
		return u, fmt.Errorf("nobody has the ID %q", id)
	}
	return u, nil
}

// clocked has what runs at set times. It is there with -clock only: nobody wants a
// gallery that asks every minute.
func clocked(reg *stagedoor.Registry) {
	reg.Action("clocked/count", stagedoor.Action{
		Name: "Count the till", Handler: countTill,
		Schedules: []stagedoor.Schedule{
			{Cron: "* * * * *", As: "ana", Params: map[string]string{"till": "3"}},
			{Cron: "30 8 * * 1-5", Zone: "Europe/Berlin", As: "bo", NotifyDone: true},
			{Cron: "0 9-17/2 L 3,6,9,12 *", Zone: "America/New_York", As: "ana"},
		},
	})
}

func countTill(ctx context.Context) error {
	cents, err := io.Int("What is in the till?").Get(ctx)
	if err != nil {
		return err
	}
	return stagedoor.SetResult(ctx, fmt.Sprintf("Counted %d", cents))
}
