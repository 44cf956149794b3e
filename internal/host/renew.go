package host

import "time"

// hung is how long something of a page may be on its way before the page is renewed
// in spite of it.
const hung = 5 * time.Minute

// age is how old a page is that is renewed.
type age struct {
	began time.Time // when the handler returned what is shown now
	whole time.Time // when everything of a layout was there; zero: never yet
	due   bool      // something of the layout is on its way
}

// begin says that the handler has returned another layout.
func (a *age) begin() { a.began, a.due = time.Now(), true }

// note takes in whether all of the layout is there, and returns the seconds since
// that was so. A page that never was shows nothing old.
func (a *age) note(whole bool) int {
	if a.due && whole {
		a.whole, a.due = time.Now(), false
	}
	if a.whole.IsZero() {
		return 0
	}
	return int(time.Since(a.whole).Seconds())
}

// heed has the handler asked again. What is timed waits for nothing: another time
// comes.
func (p *opening) heed(timed bool) {
	renew := p.renew
	if timed {
		renew = p.timed
	}
	select {
	case renew <- struct{}{}:
	default: // it will be asked again anyway
	}
}

// whole reports whether nothing of the page is on its way.
func (p *opening) whole() bool { return p.layout.Children == nil || p.layout.Children.Settled() }

// settled reports whether the page may be renewed without anything being lost that
// is on its way. What takes too long is given up.
func (p *opening) settled() bool { return p.whole() || time.Since(p.age.began) >= hung }
