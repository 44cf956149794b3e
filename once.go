package stagedoor

import (
	"context"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/journal"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/io"
)

// Once runs step at most once for this run and key, whatever happens to the
// browser, the network or the process: the fact that it ran is written by tx,
// the application's own database transaction, and so commits or rolls back
// together with what step does. A second call with the same key returns nil
// without running step.
//
// tx has to be inside a database transaction of the database given as Config.DB;
// step has to write through tx. The error of step is returned and nothing is
// recorded.
func Once(ctx context.Context, tx *gorm.DB, key string, step func() error) error {
	t, ok := txn.From(ctx)
	if !ok {
		return io.ErrNoTransaction
	}
	return journal.Once(ctx, tx, t.ID, key, step)
}
