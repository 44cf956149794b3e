package io

import "fmt"

// checkCounts refuses the settings minSelections and maxSelections where nobody
// could meet them with so many things to choose from. Where it is not known how
// many there are, available is negative.
func checkCounts(s spec, available int, noun string) error {
	least, _ := setting[int](s, "minSelections")
	most, limited := setting[int](s, "maxSelections")
	switch {
	case limited && (most < 1 || most < least), least < 0:
		return checkSetCounts(s, "minSelections", "maxSelections", -1)
	case available >= 0 && least > available:
		return fmt.Errorf("AtLeast(%d) of %s", least, plural(available, noun))
	}
	return nil
}

// rightCount checks an answer against the settings minSelections and
// maxSelections.
func rightCount(s spec, n int, noun string) error {
	least, _ := setting[int](s, "minSelections")
	most, limited := setting[int](s, "maxSelections")
	switch {
	case n < least && least == most:
		return refusal(fmt.Sprintf("Select %s.", plural(least, noun)))
	case n < least:
		return refusal(fmt.Sprintf("Select at least %s.", plural(least, noun)))
	case limited && n > most:
		return refusal(fmt.Sprintf("Select at most %s.", plural(most, noun)))
	}
	return nil
}
