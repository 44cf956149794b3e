package io_test

import (
	"testing"

	"github.com/stagedoor/stagedoor/stagedoortest"
)

// The table of the example is one that can be shown, with a menu for each row.
func TestExampleColumnIsShown(t *testing.T) {
	run := stagedoortest.Start(t, showShipments)
	var props struct {
		Data []struct {
			Menu []struct {
				Label    string
				Disabled bool
			}
		}
	}
	run.Expect("Shipments").Props(&props)
	if len(props.Data) != 2 || len(props.Data[1].Menu) != 2 || props.Data[0].Menu[1].Disabled || !props.Data[1].Menu[1].Disabled {
		t.Errorf("rows %+v, want two with a menu, the second of which cannot be reported again", props.Data)
	}
	finish(t, run)
}
