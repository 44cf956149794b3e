package main

import (
	"bytes"
	"os"
	"testing"
)

func TestTheModelsAreCurrent(t *testing.T) {
	want, err := write(draw(seed))
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("../drawn_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("run `go generate ./property` in test and commit property/drawn_test.go")
	}
}

// Any seed makes models that Go can read.
func TestAnySeedDraws(t *testing.T) {
	for from := range uint64(200) {
		if _, err := write(draw(from)); err != nil {
			t.Fatalf("seed %d: %v", from, err)
		}
	}
}
