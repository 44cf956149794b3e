package attack_test

import (
	"context"
	"regexp"
	"sync"
	"time"

	"gorm.io/gorm/logger"
)

// recorder keeps the statements that are sent: what takes others, or another number
// of them, takes another time.
type recorder struct {
	mu    sync.Mutex
	lines []string
}

func (r *recorder) LogMode(logger.LogLevel) logger.Interface { return r }
func (*recorder) Info(context.Context, string, ...any)       {}
func (*recorder) Warn(context.Context, string, ...any)       {}
func (*recorder) Error(context.Context, string, ...any)      {}
func (r *recorder) Trace(_ context.Context, _ time.Time, said func() (string, int64), _ error) {
	line, _ := said()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, line)
}

// value is a text or a number in a statement.
var value = regexp.MustCompile(`'[^']*'|"[^"]*"|\b[0-9]+\b`)

// shapes are the statements since the last call, without their values, in order: parts
// of a page send them at the same time.
func (r *recorder) shapes() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	shapes := make([]string, len(r.lines))
	for i, line := range r.lines {
		shapes[i] = value.ReplaceAllString(line, "?")
	}
	r.lines = nil
	return sorted(shapes)
}
