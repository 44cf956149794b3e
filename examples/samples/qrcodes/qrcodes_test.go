package qrcodes

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestGenerate(t *testing.T) {
	run := stagedoortest.Start(t, generate)
	run.Expect("URL for the QR code to link to").Answer("javascript:alert(1)")
	again := run.Expect("URL for the QR code to link to")
	if again.Message() == "" {
		t.Error("an address that runs something was not refused")
	}
	again.Answer("https://example.com/tickets/7")
	var shown protocol.ImageProps
	run.Expect("https://example.com/tickets/7").Props(&shown)
	if _, err := run.Wait(); err != nil {
		t.Fatal(err)
	}
	if want := "QR code that opens https://example.com/tickets/7"; shown.Alt != want {
		t.Errorf("the picture is called %q, want %q", shown.Alt, want)
	}
	_, encoded, _ := strings.Cut(shown.URL, ",")
	picture, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		t.Fatalf("decode %.40q: %v", shown.URL, err)
	}
	if _, err := png.Decode(bytes.NewReader(picture)); err != nil {
		t.Error(err)
	}
}

func TestTooLong(t *testing.T) {
	run := stagedoortest.Start(t, generate)
	run.Expect("URL for the QR code to link to").Answer("https://example.com/" + strings.Repeat("a", 4000))
	if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("generate = %v", err)
	}
}
