package main

import (
	"context"
	"slices"
	"strconv"
	"sync"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// over opens actions in a drawer over the list that they are about.
func over(reg *stagedoor.Registry) {
	t := &tasks{names: []string{"Water the plants", "Sweep the yard", "Mend the gate"}}
	reg.Page("tasks", stagedoor.Page{Name: "Tasks", Description: "What is done to them opens over the list.", Handler: t.page})
	reg.Action("tasks/add", stagedoor.Action{Name: "New task", Handler: t.add, Unlisted: true})
	reg.Action("tasks/rename", stagedoor.Action{Name: "Rename", Handler: t.rename, Unlisted: true})
	reg.Action("tasks/open", stagedoor.Action{Name: "Go elsewhere", Handler: t.elsewhere, Unlisted: true})
	reg.Action("tasks/finish", stagedoor.Action{Name: "Finish", Handler: t.finish, Unlisted: true})
}

// tasks are kept in memory: what is done to them is gone with the program.
type tasks struct {
	mu    sync.Mutex
	names []string
}

type task struct {
	No   int
	Name string
}

func (t *tasks) list() []task {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := make([]task, len(t.names))
	for i, name := range t.names {
		all[i] = task{i, name}
	}
	return all
}

func (t *tasks) table() io.TableDisplay[task] {
	return io.Table("Tasks", t.list()).
		Columns(io.Column[task]{Label: "Name", Value: func(x task) any { return x.Name }}).
		Key(func(x task) string { return strconv.Itoa(x.No) }).
		RowMenu(func(x task) []io.LinkTo {
			params := map[string]any{"no": x.No}
			return []io.LinkTo{
				{Label: "Rename", Route: "tasks/rename", Params: params, Over: true},
				{Label: "Go elsewhere", Route: "tasks/open", Params: params, Over: true},
			}
		}).
		Bulk(io.LinkTo{Label: "Finish", Route: "tasks/finish", Over: true})
}

func (t *tasks) page(context.Context) (stagedoor.Layout, error) {
	return stagedoor.Layout{
		Menu:     []stagedoor.Link{{Label: "New task", Route: "tasks/add", Theme: io.Primary, Over: true}},
		Children: []io.Component{t.table()},
	}, nil
}

func (t *tasks) add(ctx context.Context) error {
	name, err := io.Text("Name").MaxLength(60).Get(ctx)
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.names = append(t.names, name)
	return nil
}

// chosen is the task of the run's link.
func (t *tasks) chosen(ctx context.Context) (task, error) {
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return task{}, err
	}
	all := t.list()
	i := slices.IndexFunc(all, func(x task) bool { return strconv.Itoa(x.No) == params.String("no") })
	if i < 0 {
		return task{}, stagedoor.Fail("There is no such task.")
	}
	return all[i], nil
}

func (t *tasks) rename(ctx context.Context) error {
	x, err := t.chosen(ctx)
	if err != nil {
		return err
	}
	name, err := io.Text("Name").Default(x.Name).MaxLength(60).Get(ctx)
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.names[x.No] = name
	return nil
}

func (t *tasks) elsewhere(ctx context.Context) error {
	return stagedoor.Redirect(ctx, stagedoor.Link{Route: "tables"})
}

func (t *tasks) finish(ctx context.Context) error {
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return err
	}
	rows, err := t.table().Chosen(params.String("rows"))
	if err != nil {
		return err
	}
	sure, err := io.Confirm("Finish " + strconv.Itoa(len(rows.Keys)) + " tasks?").Get(ctx)
	if err != nil || !sure {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, name := range t.names {
		if slices.Contains(rows.Keys, strconv.Itoa(i)) {
			t.names[i] = name + " (done)"
		}
	}
	return nil
}
