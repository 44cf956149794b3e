package protocol

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"
)

// CheckAddress refuses addresses that do more than lead somewhere: it takes web,
// mail and telephone addresses, and those without a scheme.
func CheckAddress(text string) error {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return errors.New("an address with control characters")
	}
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return fmt.Errorf("address: %w", err)
	}
	switch strings.ToLower(u.Scheme) {
	case "https", "http", "mailto", "tel", "":
		return nil
	}
	return fmt.Errorf("addresses of the kind %q are not allowed", u.Scheme)
}
