package protocol

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
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

// mediaTypes are the kinds of content that an address of a picture or film may
// carry itself.
var mediaTypes = []string{
	"image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "video/webm", "video/ogg",
}

// CheckMediaAddress refuses addresses of pictures and films but those of the
// web, those without a scheme, and data of a kind that can only be looked at.
func CheckMediaAddress(text string) error {
	if kind, carried := strings.CutPrefix(text, "data:"); carried {
		kind, _, _ = strings.Cut(kind, ";")
		if !slices.Contains(mediaTypes, kind) {
			return fmt.Errorf("content of the kind %q is not shown", kind)
		}
		return nil
	}
	if err := CheckAddress(text); err != nil {
		return err
	}
	if scheme, _, found := strings.Cut(text, ":"); found && slices.Contains([]string{"mailto", "tel"}, strings.ToLower(strings.TrimSpace(scheme))) {
		return fmt.Errorf("there is nothing to look at under %q", scheme)
	}
	return nil
}
