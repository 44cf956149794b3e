package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/stagedoor/stagedoor/internal/store"
)

// maxSecret is the longest secret that is looked at, in bytes.
const maxSecret = 1024

// proofWait is how long the application may take to look at a secret.
const proofWait = 10 * time.Second

// perPerson bounds the guesses of a secret that confirms who somebody is.
var perPerson = store.Limit{Wrong: 5, Window: 15 * time.Minute, First: time.Minute, Most: 15 * time.Minute}

// UnprovenError means that a secret did not confirm who somebody is. Message, if
// any, was written for them.
type UnprovenError struct{ Message string }

func (e *UnprovenError) Error() string { return "access: the secret does not confirm the person" }

// CanProve reports whether people can confirm who they are at all.
func (a *Access) CanProve() bool { return a.config.Prove != nil }

// Prove asks the application whether secret confirms that p is at the keyboard.
// It returns an [*UnprovenError] when it does not, and a [*store.TooManyError],
// without having asked, when there were too many wrong ones. Neither the secret
// nor an error that holds it is written anywhere.
func (a *Access) Prove(ctx context.Context, p Person, secret string) error {
	if !a.CanProve() || secret == "" || len(secret) > maxSecret {
		return &UnprovenError{}
	}
	sum := sha256.Sum256([]byte(p.ID))
	bucket := "prove:" + hex.EncodeToString(sum[:])
	if err := a.store.Guess(ctx, bucket, perPerson); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, proofWait)
	defer cancel()
	if err := a.prove(ctx, p, secret); err != nil {
		text := err.Error()
		if strings.Contains(text, secret) {
			text = "an error that holds the secret"
		}
		a.config.Logger.InfoContext(ctx, "stagedoor: somebody did not confirm who they are", "user", p.ID, "err", text)
		var public interface{ PublicMessage() string }
		if errors.As(err, &public) {
			return &UnprovenError{Message: public.PublicMessage()}
		}
		return &UnprovenError{}
	}
	return a.store.ForgetGuesses(ctx, bucket)
}

// prove calls the application, whose function may return anything or panic.
func (a *Access) prove(ctx context.Context, p Person, secret string) (err error) {
	defer func() {
		if v := recover(); v != nil {
			text := fmt.Sprint(v)
			if strings.Contains(text, secret) {
				text = "a value that holds the secret"
			}
			a.config.Logger.ErrorContext(ctx, "stagedoor: ConfirmIdentity panicked", "panic", text, "stack", string(debug.Stack()))
			err = errors.New("ConfirmIdentity panicked")
		}
	}()
	return a.config.Prove(ctx, p, secret)
}

// Now is the time by the clock of sessions.
func (a *Access) Now() time.Time { return a.config.Now() }

// SessionKey tells the session that a request belongs to from others: by the
// panel's own cookie where it has one, else by all that the application could
// know it by. It is empty for a request that carries nothing of the kind.
func (a *Access) SessionKey(r *http.Request) string {
	if cookie, err := r.Cookie(a.config.Cookie); err == nil && a.config.SignInLinks {
		return "own " + hash(cookie.Value)
	}
	carried := append(r.Header.Values("Cookie"), r.Header.Values("Authorization")...)
	if len(carried) == 0 {
		return ""
	}
	return "theirs " + hash(strings.Join(carried, "\x00"))
}
