package refundcharges

import (
	"strconv"
	"sync"

	"github.com/stagedoor/stagedoor"
)

// Charge is what a customer paid. Only the fields with an io tag are shown.
type Charge struct {
	ID       int64  `io:""`
	For      string `io:""`
	Customer string `io:""`
	Cents    int64  `io:"label:Amount;currency:USD"`
	Refunded bool
}

// key names a charge to the dashboard.
func (c Charge) key() string { return strconv.FormatInt(c.ID, 10) }

// shop stands in for your database. Several runs may use it at once.
type shop struct {
	mu      sync.Mutex
	charges []Charge
}

func seed() []Charge {
	return []Charge{
		{ID: 1, For: "Lantern", Customer: "ada.hamilton@example.com", Cents: 4500},
		{ID: 2, For: "Wick, three pieces", Customer: "ada.hamilton@example.com", Cents: 725},
		{ID: 3, For: "Lamp oil", Customer: "ada.hamilton@example.com", Cents: 1290},
		{ID: 4, For: "Loom", Customer: "bo.lind@example.com", Cents: 32900},
		{ID: 5, For: "Lantern", Customer: "bo.lind@example.com", Cents: 4500, Refunded: true},
	}
}

func (s *shop) refunded() []Charge {
	return s.find(func(c Charge) bool { return c.Refunded })
}

func (s *shop) refundable(customer string) []Charge {
	return s.find(func(c Charge) bool { return c.Customer == customer && !c.Refunded })
}

func (s *shop) find(wanted func(Charge) bool) []Charge {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []Charge
	for _, c := range s.charges {
		if wanted(c) {
			found = append(found, c)
		}
	}
	return found
}

// refund gives the money back, unless somebody else has while the person was
// choosing.
func (s *shop) refund(id int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.charges {
		if c := &s.charges[i]; c.ID == id && !c.Refunded {
			c.Refunded = true
			return nil
		}
	}
	return stagedoor.Fail("Charge %d was refunded meanwhile.", id)
}
