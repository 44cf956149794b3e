package store

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/stagedoor/stagedoor/internal/database"
)

// runRow is a [Run] in its table.
type runRow struct {
	ID          string `gorm:"column:id;primaryKey"`
	PersonID    string `gorm:"column:person_id"`
	PersonName  string `gorm:"column:person_name"`
	PersonEmail string `gorm:"column:person_email"`
	HostID      string `gorm:"column:host_id"`
	Slug        string `gorm:"column:slug"`
	Name        string `gorm:"column:name"`
	Params      string `gorm:"column:params"`
	StartKey    string `gorm:"column:start_key"`
	Status      Status `gorm:"column:status"`
	PendingID   string `gorm:"column:pending_id"`
	PendingKey  string `gorm:"column:pending_key"`
	WaitingOn   string `gorm:"column:waiting_on"`
	KeepFor     int64  `gorm:"column:keep_for"` // microseconds
	Kept        int64  `gorm:"column:kept"`     // 1 or 0
	LastSeq     int64  `gorm:"column:last_seq"`
	StartedAt   int64  `gorm:"column:started_at"`
	ChangedAt   int64  `gorm:"column:changed_at"`
	EndedAt     int64  `gorm:"column:ended_at"`
	ExpiresAt   int64  `gorm:"column:expires_at"` // of a kept transcript, else 0
	ResultData  string `gorm:"column:result_data"`
	ResultMeta  string `gorm:"column:result_meta"`
	Message     string `gorm:"column:message"`
	Reference   string `gorm:"column:reference"`
	Redirect    string `gorm:"column:redirect"`
}

func (runRow) TableName() string { return "stagedoor_runs" }

func (r runRow) run() Run {
	run := Run{
		ID: r.ID, PersonID: r.PersonID, PersonName: r.PersonName, PersonEmail: r.PersonEmail,
		HostID: r.HostID, Slug: r.Slug, Name: r.Name, Params: json.RawMessage(r.Params),
		StartKey: r.StartKey, Status: r.Status, Schedule: scheduleOf(r.StartKey),
		PendingID: r.PendingID, PendingKey: r.PendingKey, WaitingOn: r.WaitingOn,
		Keep: time.Duration(r.KeepFor) * time.Microsecond, Kept: r.Kept == 1, Seq: r.LastSeq,
		StartedAt: database.Time(r.StartedAt), ChangedAt: database.Time(r.ChangedAt), EndedAt: database.Time(r.EndedAt),
	}
	if !run.Live() {
		run.Outcome = Outcome{
			Status: r.Status, Data: raw(r.ResultData), Meta: raw(r.ResultMeta),
			Message: r.Message, Reference: r.Reference, Redirect: raw(r.Redirect),
		}
	}
	return run
}

func runs(rows []runRow) []Run {
	all := make([]Run, len(rows))
	for i, row := range rows {
		all[i] = row.run()
	}
	return all
}

// raw is JSON text from a column, nil when it is empty.
func raw(text string) json.RawMessage {
	if text == "" {
		return nil
	}
	return json.RawMessage(text)
}

// text is the inverse of raw. JSON may carry bytes that are not UTF-8, which
// PostgreSQL refuses.
func text(raw json.RawMessage) string { return database.Text(string(raw)) }

// decode reads data with numbers kept as they are written.
func decode(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(into)
}
