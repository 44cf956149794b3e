package listen

import (
	"strings"
	"testing"
)

func TestOn(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:0": "http://127.0.0.1:",
		":0":          "http://localhost:",
	} {
		at, err := On(t.Context(), addr)
		if err != nil {
			t.Fatal(err)
		}
		if got := at.URL(); !strings.HasPrefix(got, want) || strings.HasSuffix(got, ":0") {
			t.Errorf("On(%q) is at %s, want %s and a port", addr, got, want)
		}
		if err := at.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPortInUse(t *testing.T) {
	first, err := On(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	_, err = On(t.Context(), first.Addr().String())
	if err == nil || !strings.Contains(err.Error(), "choose another address with -addr") {
		t.Fatalf("second On = %v", err)
	}
}
