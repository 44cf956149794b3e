package io

import "unicode"

// characters counts text as people see it: what combines with the character
// before it, such as an accent, a skin tone or a second half of a flag, does not
// count by itself.
func characters(text string) int {
	n, joined, flag := 0, false, false
	var before rune
	for _, r := range text {
		indicator := r >= 0x1F1E6 && r <= 0x1F1FF
		switch {
		case r == zeroWidthJoiner:
			joined = n > 0
			continue
		case extends(r) && n > 0, r == '\n' && before == '\r':
		case indicator && flag:
			flag = false
		case joined:
		default:
			n++
			flag = indicator
		}
		joined, before = false, r
	}
	return n
}

const zeroWidthJoiner = 0x200D

// extends reports whether r belongs to the character before it.
func extends(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) ||
		r >= 0x1F3FB && r <= 0x1F3FF || // skin tones
		r >= 0xE0020 && r <= 0xE007F // tags of flags
}
