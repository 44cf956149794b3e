package host

import "sync"

// atOnce is how many messages are said again at the same time.
const atOnce = 16

// each calls do for every item, some of them at the same time, and returns when
// all are done.
func each[T any](items []T, do func(T)) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for _, item := range items {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			do(item)
		})
	}
	wg.Wait()
}

// pastIDs remembers the transactions that are gone, the newest of them, so that
// a repeated start does not run anything again.
type pastIDs struct {
	known map[string]bool
	order []string
}

const maxPast = 10_000

func (p *pastIDs) add(id string) {
	if p.known == nil {
		p.known = map[string]bool{}
	}
	if p.known[id] {
		return
	}
	p.known[id] = true
	p.order = append(p.order, id)
	if len(p.order) > maxPast {
		delete(p.known, p.order[0])
		p.order = p.order[1:]
	}
}
