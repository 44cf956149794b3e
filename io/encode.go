package io

import (
	"bytes"
	"encoding/json"
	"errors"
	stdio "io"

	"github.com/stagedoor/stagedoor/protocol"
)

// encode turns props into a value and meta of the wire.
func encode(v any) (value, meta json.RawMessage, err error) { return protocol.Encode(v) }

// decode reads raw into v. The type of v decides; numbers in an any stay text.
func decode(raw json.RawMessage, v any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, stdio.EOF) {
		return errors.New("more than one value")
	}
	return nil
}

// empty reports whether raw stands for no answer.
func empty(raw json.RawMessage) bool {
	raw = bytes.TrimSpace(raw)
	return len(raw) == 0 || string(raw) == "null"
}
