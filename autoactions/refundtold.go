package autoactions

import (
	"slices"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// What the history says of a refund beside the columns of the record.
const (
	refundKey       = "refund" // names it, for the provider too
	refundApprover  = "approved by"
	refundReference = "reference" // the provider's
)

// refundFacts lists what a refund says beside the columns: who agreed to it, and what the
// payment provider calls it.
func refundFacts(change stagedoor.RecordedChange) (rows []io.Change) {
	if !slices.Contains([]string{verbRefund, verbBegun}, change.Verb) {
		return nil
	}
	for _, fact := range []struct{ key, label string }{
		{refundApprover, "Approved by"}, {refundReference, "Provider's reference"},
	} {
		_, isColumn := change.Before[fact.key]
		if text, ok := change.After[fact.key].(string); ok && text != "" && !isColumn {
			rows = append(rows, io.Change{Label: fact.label, After: text})
		}
	}
	return rows
}
