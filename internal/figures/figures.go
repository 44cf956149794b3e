// Package figures writes numbers as people read them.
package figures

import "strings"

// Grouped separates the thousands of a decimal text with commas: "1234.5" becomes
// "1,234.5". A text that is no plain decimal number stays as it is.
func Grouped(text string) string {
	sign, number := "", text
	if strings.HasPrefix(text, "-") {
		sign, number = "-", text[1:]
	}
	whole, fraction, point := strings.Cut(number, ".")
	if len(whole) <= 3 || !digits(whole) || !digits(fraction) {
		return text
	}
	first := (len(whole)-1)%3 + 1
	groups := []string{whole[:first]}
	for rest := whole[first:]; rest != ""; rest = rest[3:] {
		groups = append(groups, rest[:3])
	}
	grouped := sign + strings.Join(groups, ",")
	if point {
		grouped += "." + fraction
	}
	return grouped
}

func digits(text string) bool { return strings.Trim(text, "0123456789") == "" }
