package stagedoor

// ActionAt returns the action registered under slug, for tests that start it with
// package stagedoortest.
func (r *Registry) ActionAt(slug string) (Action, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	a, ok := r.actions[slug]
	return a, ok
}

// PageAt returns the page registered under slug.
func (r *Registry) PageAt(slug string) (Page, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	p, ok := r.pages[slug]
	return p, ok
}
