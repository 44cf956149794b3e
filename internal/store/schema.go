package store

import "github.com/stagedoor/stagedoor/internal/database"

const schemaName = "store"

// The most bytes that fit into keys.
const (
	MaxRunID    = 64
	MaxPersonID = 255
	MaxStartKey = 64
	MaxSlug     = 255
	maxSlot     = 255
	maxHostID   = 128
	maxBucket   = 255
)

// migrations are the store's schema. Published ones never change; a change is a
// new one at the end. Times are microseconds since 1970, see [database.Micros].
var migrations = []database.Migration{{
	Version: 1,
	Tables: []database.Table{
		{
			Name: "stagedoor_runs",
			Columns: `id {key 64} PRIMARY KEY,
person_id {key 255} NOT NULL,
person_name {text} NOT NULL,
person_email {text} NOT NULL,
host_id {key 128} NOT NULL,
slug {key 255} NOT NULL,
name {text} NOT NULL,
params {text} NOT NULL,
start_key {key 64} NOT NULL,
status {key 16} NOT NULL,
pending_id {key 255} NOT NULL,
pending_key {key 255} NOT NULL,
waiting_on {text} NOT NULL,
keep_for {int} NOT NULL,
kept {int} NOT NULL,
last_seq {int} NOT NULL,
started_at {int} NOT NULL,
changed_at {int} NOT NULL,
ended_at {int} NOT NULL,
expires_at {int} NOT NULL,
result_data {text} NOT NULL,
result_meta {text} NOT NULL,
message {text} NOT NULL,
reference {text} NOT NULL,
redirect {text} NOT NULL,
UNIQUE (person_id, start_key)`,
			Indexes: []database.Index{
				{Name: "stagedoor_runs_by_person", Columns: "person_id, started_at, id"},
				{Name: "stagedoor_runs_by_status", Columns: "status, host_id"},
				{Name: "stagedoor_runs_by_expiry", Columns: "expires_at"},
			},
		},
		{
			Name: "stagedoor_events",
			Columns: `run_id {key 64} NOT NULL,
slot {key 255} NOT NULL,
kind {key 32} NOT NULL,
seq {int} NOT NULL,
first_seq {int} NOT NULL,
written_at {int} NOT NULL,
data {text} NOT NULL,
PRIMARY KEY (run_id, slot),
UNIQUE (run_id, seq)`,
		},
		{
			Name: "stagedoor_hosts",
			Columns: `id {key 128} PRIMARY KEY,
name {text} NOT NULL,
seen_at {int} NOT NULL`,
		},
		{
			Name: "stagedoor_sessions",
			Columns: `hash {key 64} PRIMARY KEY,
person_id {key 255} NOT NULL,
person {text} NOT NULL,
created_at {int} NOT NULL,
seen_at {int} NOT NULL,
expires_at {int} NOT NULL`,
			Indexes: []database.Index{
				{Name: "stagedoor_sessions_by_person", Columns: "person_id"},
				{Name: "stagedoor_sessions_by_expiry", Columns: "expires_at"},
			},
		},
		{
			Name: "stagedoor_links",
			Columns: `hash {key 64} PRIMARY KEY,
person_id {key 255} NOT NULL,
person {text} NOT NULL,
expires_at {int} NOT NULL,
used_at {int} NOT NULL`,
			Indexes: []database.Index{{Name: "stagedoor_links_by_expiry", Columns: "expires_at"}},
		},
		{
			Name: "stagedoor_guesses",
			Columns: `bucket {key 255} PRIMARY KEY,
calls {int} NOT NULL,
wrong {int} NOT NULL,
rounds {int} NOT NULL,
last_at {int} NOT NULL,
until_at {int} NOT NULL`,
			Indexes: []database.Index{{Name: "stagedoor_guesses_by_age", Columns: "last_at"}},
		},
		{
			Name: "stagedoor_settings",
			Columns: `person_id {key 255} NOT NULL,
name {key 64} NOT NULL,
setting {text} NOT NULL,
changes {int} NOT NULL,
PRIMARY KEY (person_id, name)`,
		},
		{
			Name: "stagedoor_audit",
			Columns: `id {serial},
happened_at {int} NOT NULL,
person_id {key 255} NOT NULL,
verb {key 64} NOT NULL,
object {key 255} NOT NULL,
run_id {key 64} NOT NULL,
detail {text} NOT NULL`,
			Indexes: []database.Index{
				{Name: "stagedoor_audit_by_run", Columns: "run_id, id"},
				{Name: "stagedoor_audit_by_person", Columns: "person_id, id"},
			},
		},
	},
}, {
	Version: 2,
	Tables: []database.Table{{
		Name: "stagedoor_approvals",
		Columns: `run_id {key 64} PRIMARY KEY,
call_id {key 255} NOT NULL,
asked {text} NOT NULL,
asked_at {int} NOT NULL`,
		Indexes: []database.Index{{Name: "stagedoor_approvals_by_age", Columns: "asked_at"}},
	}},
}, {
	Version: 3,
	Tables: []database.Table{{
		Name: "stagedoor_notices",
		Columns: `id {key 64} PRIMARY KEY,
receiver {key 255} NOT NULL,
notice_key {key 255} NOT NULL,
title {text} NOT NULL,
message {text} NOT NULL,
link {text} NOT NULL,
created_at {int} NOT NULL,
read_at {int} NOT NULL,
UNIQUE (receiver, notice_key)`,
		Indexes: []database.Index{
			{Name: "stagedoor_notices_by_receiver", Columns: "receiver, created_at"},
			{Name: "stagedoor_notices_by_age", Columns: "created_at"},
		},
	}},
}, {
	Version: 4,
	Tables: []database.Table{{
		Name: "stagedoor_views",
		Columns: `id {key 64} PRIMARY KEY,
person_id {key 255} NOT NULL,
person_name {text} NOT NULL,
slug {key 255} NOT NULL,
list {text} NOT NULL,
name {text} NOT NULL,
query {text} NOT NULL,
shared {int} NOT NULL,
save_key {key 64} NOT NULL,
saved_at {int} NOT NULL,
changes {int} NOT NULL,
UNIQUE (person_id, save_key)`,
		Indexes: []database.Index{{Name: "stagedoor_views_by_page", Columns: "slug, person_id"}},
	}},
}, {
	Version: 5,
	Tables: []database.Table{{
		Name: "stagedoor_letters",
		Columns: `notice_id {key 64} PRIMARY KEY,
due_at {int} NOT NULL,
tries {int} NOT NULL`,
		Indexes: []database.Index{{Name: "stagedoor_letters_by_due", Columns: "due_at"}},
	}},
}, {
	Version: 6,
	Tables: []database.Table{{
		Name: "stagedoor_ticks",
		Columns: `schedule {key 64} NOT NULL,
due_at {int} NOT NULL,
slug {key 255} NOT NULL,
person {key 255} NOT NULL,
outcome {key 16} NOT NULL,
reason {text} NOT NULL,
missed {int} NOT NULL,
run_id {key 64} NOT NULL,
taken_at {int} NOT NULL,
PRIMARY KEY (schedule, due_at)`,
		Indexes: []database.Index{{Name: "stagedoor_ticks_by_age", Columns: "due_at"}},
	}},
}, {
	Version: 7,
	Tables: []database.Table{{
		Name: "stagedoor_untouched",
		Columns: `run_id {key 64} PRIMARY KEY,
group_key {key 255} NOT NULL,
seen_at {int} NOT NULL`,
		Indexes: []database.Index{{Name: "stagedoor_untouched_by_age", Columns: "seen_at"}},
	}},
}}
