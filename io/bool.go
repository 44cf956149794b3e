package io

import (
	"encoding/json"

	"github.com/stagedoor/stagedoor/protocol"
)

// BoolInput asks yes or no.
type BoolInput struct{ Input[BoolInput, bool] }

// Bool asks yes or no with a checkbox. Both are answers; without a default it
// begins as no. Optional makes it three choices, yes, no and not answered, for what
// may be unknown.
func Bool(label string) BoolInput {
	return boolInput(spec{method: protocol.InputBoolean, label: label, kind: boolKind{}})
}

func boolInput(s spec) BoolInput { return BoolInput{Input[BoolInput, bool]{s, boolInput}} }

type boolKind struct{}

func (boolKind) write(_ spec, initial any) (any, error) { return as[bool](initial), nil }

func (boolKind) read(_ spec, raw json.RawMessage) (any, error) {
	var v bool
	if json.Unmarshal(raw, &v) != nil {
		return nil, errType
	}
	return &v, nil
}
