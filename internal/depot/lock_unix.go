//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package depot

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// hold locks a directory by its lock file until the process ends, however it ends.
func hold(lock *os.File) error {
	return syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// abandoned reports whether the process that held a directory has ended.
func abandoned(dir *os.Root) bool {
	lock, err := dir.Open(lockName)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	defer lock.Close()
	return hold(lock) == nil
}
