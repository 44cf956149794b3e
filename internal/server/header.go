package server

import (
	"crypto/rand"
	"net/http"
	"strings"
)

// setHeaders sets the headers that every response of the panel carries. Only
// assets replace the last one: nothing else may stay in a browser after sign-out.
func setHeaders(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
}

// permissions turns off every feature of a browser that asks a person first.
const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), " +
	"geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), " +
	"picture-in-picture=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"

// setPolicy sets what an HTML page may do: nothing that a browser asks a person
// for first, and only scripts and styles that carry the nonce. Pictures and films
// may also come from these origins.
func setPolicy(h http.Header, nonce string, media []string) {
	h.Set("Permissions-Policy", permissions)
	elsewhere := ""
	if len(media) > 0 {
		elsewhere = " " + strings.Join(media, " ")
	}
	h.Set("Content-Security-Policy", strings.Join([]string{
		"default-src 'none'",
		"script-src 'nonce-" + nonce + "' 'strict-dynamic'",
		"style-src 'self' 'nonce-" + nonce + "'",
		"img-src 'self' data: blob:" + elsewhere,
		"media-src 'self' data: blob:" + elsewhere,
		"font-src 'self'",
		"connect-src 'self'",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
		"object-src 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types dompurify",
	}, "; "))
}

// newNonce returns 128 bits or more of fresh randomness.
func newNonce() string { return rand.Text() }

// newReference returns a short name under which the log has an error.
func newReference() string {
	text := rand.Text()
	return text[:4] + "-" + text[4:6]
}
