//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package depot

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
)

// hold does nothing: an open file is enough on Windows.
func hold(*os.File) error { return nil }

// abandoned reports whether the process that held a directory has ended: Windows
// does not remove a file that is open. Elsewhere nothing can be told.
func abandoned(dir *os.Root) bool {
	if runtime.GOOS != "windows" {
		return false
	}
	err := dir.Remove(lockName)
	return err == nil || errors.Is(err, fs.ErrNotExist)
}
