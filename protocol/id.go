package protocol

import (
	"crypto/rand"
	"fmt"
)

// NewID returns a new UUID of version 4 in its usual form. Envelopes, renders and
// prompts are named so: some peers understand nothing else.
func NewID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
