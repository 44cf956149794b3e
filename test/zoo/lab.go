package zoo

import (
	"database/sql/driver"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
	"gorm.io/datatypes"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
)

// UUID is a key that PostgreSQL knows as such, and the other engines as text.
type UUID uuid.UUID

// Scan reads what the database has.
func (u *UUID) Scan(v any) error { return (*uuid.UUID)(u).Scan(v) }

// Value is the text of the key.
func (u UUID) Value() (driver.Value, error) { return uuid.UUID(u).String(), nil }

// GormDBDataType is the column's type.
func (UUID) GormDBDataType(db *gorm.DB, _ *schema.Field) string {
	if db.Name() == "postgres" {
		return "uuid"
	}
	return "char(36)"
}

// Device has a UUID that a hook makes.
type Device struct {
	ID       UUID      `gorm:"primaryKey" io:"search"`
	Name     string    `gorm:"size:60;not null" io:"search;sort" validate:"required"`
	Readings []Reading `validate:"-"`
}

// BeforeCreate makes the key.
func (d *Device) BeforeCreate(*gorm.DB) error {
	if d.ID == (UUID{}) {
		d.ID = UUID(uuid.New())
	}
	return nil
}

// Mark is put on readings. Its key is kept as bytes.
type Mark struct {
	ID       datatypes.BinUUID `gorm:"primaryKey" io:"readonly"`
	Name     string            `gorm:"size:40;not null" io:"search;sort" validate:"required"`
	Readings []Reading         `gorm:"many2many:reading_marks" validate:"-"`
}

// BeforeCreate makes the key.
func (m *Mark) BeforeCreate(*gorm.DB) error {
	if m.ID.IsNil() {
		m.ID = datatypes.NewBinUUIDv4()
	}
	return nil
}

// Bounds are kept as JSON.
type Bounds struct {
	Low  int `json:"low"`
	High int `json:"high"`
}

// Reading has a column of every kind that is more than a plain value. Its key is
// kept as bytes.
type Reading struct {
	ID       datatypes.BinUUID           `gorm:"primaryKey" io:"readonly"`
	Title    string                      `gorm:"size:60;not null" io:"search;sort" validate:"required"`
	DeviceID UUID                        `gorm:"not null" io:"filter"`
	Device   *Device                     `validate:"-"`
	Day      datatypes.Date              `gorm:"not null" io:"sort;filter"`
	At       datatypes.Time              `gorm:"not null" io:""`
	Payload  datatypes.JSON              `io:""`
	Raw      json.RawMessage             `gorm:"type:json" io:"optional"`
	Bounds   datatypes.JSONType[Bounds]  `gorm:"not null" io:""`
	Codes    datatypes.JSONSlice[string] `gorm:"not null" io:""`
	Words    []string                    `gorm:"serializer:json" io:""`
	Counts   map[string]int              `gorm:"serializer:json" io:""`
	Price    decimal.Decimal             `gorm:"type:decimal(12,3);not null" io:"currency:EUR;sort;filter"`
	Refund   decimal.NullDecimal         `gorm:"type:decimal(12,2)" io:""`
	Took     time.Duration               `gorm:"not null" io:""`
	Report   string                      `gorm:"type:text" io:"markdown"`
	Photo    string                      `gorm:"size:200" io:"image"`
	Trace    []byte                      `io:"image"`
	Token    string                      `gorm:"size:60" io:"secret"`
	Marks    []Mark                      `gorm:"many2many:reading_marks" io:"filter" validate:"-"`
	Samples  []Sample                    `gorm:"constraint:OnDelete:CASCADE" validate:"-"`
}

// BeforeCreate makes the key.
func (r *Reading) BeforeCreate(*gorm.DB) error {
	if r.ID.IsNil() {
		r.ID = datatypes.NewBinUUIDv4()
	}
	return nil
}

// Sample is of a reading, or of none.
type Sample struct {
	ID        uint               `gorm:"primaryKey" io:"readonly"`
	Number    int                `gorm:"not null" io:"sort" validate:"gt=0"`
	ReadingID *datatypes.BinUUID `io:"filter"`
	Reading   *Reading           `validate:"-"`
}

// Keys of what [OpenLab] puts in.
const (
	Scale = "0b5c9a52-6f0e-4f5c-8a3a-0f64f1f2a001"
	Oven  = "7d1f0c33-12ab-4e0f-9c55-3f64f1f2a002"
	First = "11111111-2222-4333-8444-555555555501"
	Last  = "ffffffff-2222-4333-8444-555555555502"
	Red   = "a1111111-2222-4333-8444-555555555503"
	Blue  = "b1111111-2222-4333-8444-555555555504"
)

// Lab is all models of the laboratory, in an order in which they can be created.
func Lab() []any { return []any{&Device{}, &Mark{}, &Reading{}, &Sample{}} }

// OpenLab makes the tables of an empty database and puts something in.
func OpenLab(db *gorm.DB) error {
	if err := db.AutoMigrate(Lab()...); err != nil {
		return err
	}
	day := time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)
	first, scale := datatypes.BinUUIDFromString(First), UUID(uuid.MustParse(Scale))
	red, blue := Mark{ID: datatypes.BinUUIDFromString(Red), Name: "Red"}, Mark{ID: datatypes.BinUUIDFromString(Blue), Name: "Blue"}
	for _, rows := range []any{
		&[]Device{{ID: scale, Name: "Scale"}, {ID: UUID(uuid.MustParse(Oven)), Name: "Oven"}},
		&[]Mark{red, blue},
		&[]Reading{
			{
				ID: first, Title: "Morning", DeviceID: scale, Day: datatypes.Date(day), At: datatypes.NewTime(8, 30, 15, 0),
				Payload: datatypes.JSON(`{"b": 2, "a": [1, 2.50]}`), Raw: json.RawMessage(`{"x":1}`), Bounds: datatypes.NewJSONType(Bounds{1, 9}),
				Codes: datatypes.JSONSlice[string]{"k1", "k2"}, Words: []string{"warm", "dry"}, Counts: map[string]int{"n": 3},
				Price: decimal.RequireFromString("12.5"), Took: 90 * time.Minute, Report: "All **well**", Photo: "https://pictures.example/scale.png",
				Token: "t0psecret", Marks: []Mark{red},
			},
			{ID: datatypes.BinUUIDFromString(Last), Title: "Evening", DeviceID: scale, Day: datatypes.Date(day.AddDate(0, 0, 1)), At: datatypes.NewTime(20, 0, 0, 0)},
		},
		&[]Sample{{Number: 1, ReadingID: &first}, {Number: 2, ReadingID: &first}, {Number: 3}},
	} {
		if err := db.Omit("Device", "Reading", "Samples", "Marks.*").Create(rows).Error; err != nil {
			return err
		}
	}
	return nil
}

// RegisterLab offers all models of the laboratory, with all that can be made of them.
func RegisterLab(reg *stagedoor.Registry, db *gorm.DB) {
	autoactions.Register(reg, db, Everything(autoactions.Model[Device]{DefaultSort: "Name"}, "Name", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Mark]{}, "Name", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Reading]{}, "Title", "Stamped", "Stamped again"))
	autoactions.Register(reg, db, Everything(autoactions.Model[Sample]{DefaultSort: "ID"}, "Number", 90, 91))
}
