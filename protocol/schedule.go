package protocol

import "time"

// Schedules are the times at which actions run by themselves, of the actions that
// the person may run.
type Schedules struct {
	Schedules []Schedule `json:"schedules"`
}

// Schedule has an action run at set times.
type Schedule struct {
	Key    string            `json:"key"`
	Slug   string            `json:"slug"`
	Name   string            `json:"name"` // of the action
	Cron   string            `json:"cron"`
	Zone   string            `json:"zone"`
	As     string            `json:"as"`             // whom it runs as, as the program names them
	Next   time.Time         `json:"next"`           // the next time
	Last   *LastTime         `json:"last,omitempty"` // the newest time that has passed
	Params map[string]string `json:"params,omitempty"`
}

// LastTime is a time of a schedule that has passed.
type LastTime struct {
	Due    time.Time `json:"due"`
	Reason string    `json:"reason,omitempty"` // why it did not run, for people
	Missed int       `json:"missed,omitempty"` // how many of the day before it passed without a run

	Status    RunStatus `json:"status,omitempty"` // of the run, if there was one
	ForOthers bool      `json:"forOthers,omitempty"`
	RunID     string    `json:"runId,omitempty"` // of a run that the person may read
}
