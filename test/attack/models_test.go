package attack_test

import "gorm.io/gorm"

// canary is in every text of the other tenant, and in nothing that is said.
const canary = "CANARY"

// Account has orders.
type Account struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"uniqueIndex:account_email"`
	Email    string `gorm:"size:80;uniqueIndex:account_email" io:"search;sort;filter" validate:"required"`
	Name     string `gorm:"size:80" io:"search;sort;filter"`
	Orders   []Order
	Badges   []Badge
	Remarks  []Remark `gorm:"polymorphic:Subject"`
}

// Order belongs to an account, and has lines, stamps, labels, tags and marks.
type Order struct {
	ID        uint    `gorm:"primaryKey" io:"readonly;sort;filter"`
	TenantID  uint    `gorm:"index"`
	AccountID uint    `io:"filter;sort"`
	Account   Account `io:"search"`
	Title     string  `gorm:"size:80" io:"search;sort;filter" validate:"required"`
	Cents     int64   `io:"unit:cents;currency:EUR;sort;filter"`
	Refunded  int64   `io:"unit:cents;currency:EUR;readonly"`
	Status    string  `gorm:"size:16" io:"readonly"`
	Lines     []Line
	Stamps    []Stamp
	Labels    []Label  `gorm:"many2many:order_labels" io:"list;filter"`
	Tags      []Label  `gorm:"many2many:order_tags" io:"list;filter"`
	Marks     []Label  `gorm:"many2many:order_marks" io:""`
	Remarks   []Remark `gorm:"polymorphic:Subject"`
	DeletedAt gorm.DeletedAt
}

// Line is asked for in the form of its order.
type Line struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"index"`
	OrderID  uint   `io:"filter"`
	Text     string `gorm:"size:80" io:"search;sort"`
	LabelID  *uint  `io:"label:Colour"`
	Label    *Label
}

// Stamp is asked for in the form of its order, and registered nowhere.
type Stamp struct {
	ID      uint   `gorm:"primaryKey"`
	OrderID uint   `gorm:"index"`
	Ink     string `gorm:"size:80" io:""`
}

// Label is on any number of orders.
type Label struct {
	ID       uint   `gorm:"primaryKey" io:"readonly;search"`
	TenantID uint   `gorm:"index"`
	Name     string `gorm:"size:80" io:"search;sort"`
}

// OrderTag is a row of the table that joins orders with their tags.
type OrderTag struct {
	OrderID  uint   `gorm:"primaryKey;autoIncrement:false"`
	LabelID  uint   `gorm:"primaryKey;autoIncrement:false"`
	TenantID uint   `gorm:"index"`
	Note     string `gorm:"size:80" io:"label:Why"`
}

// OrderMark is a row of the table that joins orders with their marks. It is registered
// nowhere.
type OrderMark struct {
	OrderID uint   `gorm:"primaryKey;autoIncrement:false"`
	LabelID uint   `gorm:"primaryKey;autoIncrement:false"`
	Reason  string `gorm:"size:80" io:""`
	ShadeID *uint  `io:"label:Shade"`
	Shade   *Label
}

// Remark is about an account or an order.
type Remark struct {
	ID          uint   `gorm:"primaryKey" io:"readonly"`
	TenantID    uint   `gorm:"index"`
	SubjectID   uint   `io:""`
	SubjectType string `gorm:"size:40" io:""`
	Text        string `gorm:"size:80" io:"search;mask:initials"`
}

// Price has a key of two columns.
type Price struct {
	TenantID uint   `gorm:"primaryKey;autoIncrement:false"`
	Product  string `gorm:"primaryKey;size:40" io:"search;sort"`
	Region   string `gorm:"primaryKey;size:40" io:"filter"`
	Cents    int64  `io:"unit:cents;currency:EUR;sort"`
}

// Badge shows its tenant, so that people can try to give it another. Deleting it takes
// its row away, and what is done to it is tried first.
type Badge struct {
	ID        uint   `gorm:"primaryKey" io:"readonly"`
	TenantID  uint   `gorm:"uniqueIndex:badge_code" io:"label:Tenant"`
	AccountID *uint  `gorm:"index"`
	Code      string `gorm:"size:40;uniqueIndex:badge_code" io:"search;filter" validate:"required"`
	Level     int64  `io:"filter;sort"`
}

// Ticket shows its tenant too, and has no hooks.
type Ticket struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"index" io:"label:Tenant"`
	Name     string `gorm:"size:80" io:"search" validate:"required"`
	Level    int64  `io:"filter"`
}

// Voucher has a code that only one row of all tenants may have, and is deleted softly.
type Voucher struct {
	ID        uint   `gorm:"primaryKey" io:"readonly"`
	TenantID  uint   `gorm:"index"`
	Code      string `gorm:"size:40;uniqueIndex" io:"search" validate:"required"`
	Note      string `gorm:"size:80" io:"search"`
	DeletedAt gorm.DeletedAt
}

// Depot takes its crates along when it is deleted, and leaves its vans.
type Depot struct {
	ID       uint    `gorm:"primaryKey" io:"readonly"`
	TenantID uint    `gorm:"index"`
	Name     string  `gorm:"size:80" io:"search"`
	Crates   []Crate `gorm:"constraint:OnDelete:CASCADE" io:""`
	Vans     []Van   `gorm:"constraint:OnDelete:SET NULL" io:""`
	Labels   []Label `gorm:"many2many:depot_labels" io:""`
}

// Crate goes with its depot.
type Crate struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"index"`
	DepotID  uint   `gorm:"index" io:""`
	Name     string `gorm:"size:80" io:"search"`
}

// Van stays without its depot.
type Van struct {
	ID       uint   `gorm:"primaryKey" io:"readonly"`
	TenantID uint   `gorm:"index"`
	DepotID  *uint  `gorm:"index" io:""`
	Name     string `gorm:"size:80" io:"search"`
}

// DepotLabel is a row of the table that joins depots with their labels.
type DepotLabel struct {
	DepotID  uint `gorm:"primaryKey;autoIncrement:false" io:""`
	LabelID  uint `gorm:"primaryKey;autoIncrement:false" io:""`
	TenantID uint `gorm:"index"`
}

// tables are those of the models, parents first.
var tables = []any{
	&Account{}, &Label{}, &Order{}, &Line{}, &Stamp{}, &Remark{}, &Price{}, &OrderTag{}, &OrderMark{}, &Badge{}, &Ticket{}, &Voucher{},
	&Depot{}, &Crate{}, &Van{}, &DepotLabel{},
}
