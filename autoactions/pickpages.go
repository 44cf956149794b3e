package autoactions

import (
	"context"
	"sync"

	"github.com/stagedoor/stagedoor/io"
)

// offered is how many records a page of a picker has.
const offered = 20

// finder finds the first records for a text, as many as are wanted.
type finder func(ctx context.Context, typed string, wanted int) ([]choice, error)

// picker offers records to pick, page by page.
type picker struct {
	find  finder
	first []choice // what is offered of nothing typed, without those that are there already
	there []choice
	more  bool // pages behind the first one

	mu    sync.Mutex        // searches overlap
	twins map[string]string // the keys of those that others are called like, as people read them
}

// newPicker looks for what a picker offers at first.
func newPicker(ctx context.Context, find finder) (*picker, error) {
	p := &picker{find: find, twins: map[string]string{}}
	var err error
	p.first, p.more, err = p.page(ctx, "", 0)
	return p, err
}

// besides leaves out, while nothing is typed, what is offered by itself.
func (p *picker) besides(there ...choice) *picker {
	p.there = there
	p.first = without(p.first, there)
	return p
}

// one asks for one of the records.
func (p *picker) one(label, help string) io.SearchInput[choice] {
	return io.Search(label, p.firstPage).Pages(p.more, p.page).Label(labelOf).Describe(p.twin).Initial(p.first).Help(help)
}

// many asks for any number of the records.
func (p *picker) many(label, help string) io.SearchManyInput[choice] {
	return io.SearchMany(label, p.firstPage).Pages(p.more, p.page).Label(labelOf).Describe(p.twin).Initial(p.first).Help(help)
}

func (p *picker) firstPage(ctx context.Context, typed string) ([]choice, error) {
	found, _, err := p.page(ctx, typed, 0)
	return found, err
}

// page finds a page of records, and reports whether there is another one.
func (p *picker) page(ctx context.Context, typed string, page int) ([]choice, bool, error) {
	from, to := page*offered, (page+1)*offered
	found, err := p.find(ctx, typed, to+1)
	if err != nil {
		return nil, false, err
	}
	p.tell(found)
	more := len(found) > to
	found = found[min(from, len(found)):min(to, len(found))]
	if typed == "" {
		found = without(found, p.there)
	}
	return found, more, nil
}

// tell remembers which of some records are called like another one.
func (p *picker) tell(found []choice) {
	called := map[string]int{}
	for _, o := range found {
		called[o.label]++
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, o := range found {
		if called[o.label] > 1 {
			p.twins[o.id()] = keyName(o.key)
		}
	}
}

// twin is the key of a record that another one is called like, and "" of others.
func (p *picker) twin(o choice) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.twins[o.id()]
}
