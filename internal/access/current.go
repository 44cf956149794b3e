package access

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

// lookupTime is how long the application has to say who somebody is.
const lookupTime = 10 * time.Second

// Current names somebody who is not at a browser as they are now, by what the
// application knows them by. An error that wraps [ErrStranger] says why there is
// nobody: whatever is to be done in their name must not be done then.
func (a *Access) Current(ctx context.Context, name string) (p Person, err error) {
	if a.config.Current == nil {
		return Person{}, fmt.Errorf("%w: Config.Person is not set", ErrStranger)
	}
	defer func() {
		if cause := recover(); cause != nil {
			a.config.Logger.ErrorContext(ctx, "stagedoor: Person panicked; nobody was found",
				"person", name, "panic", cause, "stack", string(debug.Stack()))
			p, err = Person{}, fmt.Errorf("%w: Person panicked", ErrStranger)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	if p, err = a.config.Current(ctx, name); err == nil {
		err = p.check()
	}
	if err != nil {
		return Person{}, errors.Join(ErrStranger, err)
	}
	return p, nil
}
