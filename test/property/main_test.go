package property_test

import (
	"os"
	"runtime/debug"
	"testing"
)

// The tests keep little and make much garbage: collecting it less often saves a tenth of
// their time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
