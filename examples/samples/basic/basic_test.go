package basic

import (
	"testing"

	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestHello(t *testing.T) {
	run := stagedoortest.Start(t, hello)
	run.Expect("Your name").Answer(" ")
	again := run.Expect("Your name")
	if got, want := again.Message(), "This field is required."; got != want {
		t.Errorf("a name of one space: %q, want %q", got, want)
	}
	again.Answer("Ada")
	if result, err := run.Wait(); err != nil || string(result) != `"Hello, Ada!"` {
		t.Errorf("hello = %s, %v", result, err)
	}
}
