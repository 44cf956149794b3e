package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
)

func TestWrittenFileIsFresh(t *testing.T) {
	want, err := Generate("..", protocol.Shapes)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("..", "..", "dashboard", "src", "wire", "protocol.gen.ts")
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatalf("%s is stale: run go generate ./protocol", path)
	}
}

func TestGenerate(t *testing.T) {
	folder := t.TempDir()
	source := `package x
import ("encoding/json"; "time")
// BrowserRequest asks.
type BrowserRequest struct {
	Name  string          ` + "`json:\"name\"`" + `
	Kind  Kind            ` + "`json:\"kind\"`" + `
	Data  json.RawMessage ` + "`json:\"data,omitempty\"`" + `
	At    *time.Time      ` + "`json:\"at\"`" + `
	Notes map[string][]Note ` + "`json:\"notes\"`" + `
	Secret string ` + "`json:\"-\"`" + `
	Note
}
type Note struct { Big int64 ` + "`json:\"big\"`" + ` }
type Unused struct { A string ` + "`json:\"a\"`" + ` }
type Kind string
const (
	First Kind = "first"
	Second Kind = "second"
)
`
	if err := os.WriteFile(filepath.Join(folder, "x.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Generate(folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := `// Written by go generate ./protocol. Do not edit.

/** BrowserRequest asks. */
export interface BrowserRequest extends Note {
  name: string;
  kind: Kind;
  data?: unknown;
  at: string | null;
  notes: Record<string, Note[]>;
}

export type Kind =
  | 'first'
  | 'second';

export interface Note {
  big: number;
}
`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestGenerateRefusesWhatItCannotWrite(t *testing.T) {
	tests := map[string]string{
		"channel":  "type BrowserRequest struct { C chan int `json:\"c\"` }",
		"no tag":   "type BrowserRequest struct { C int }",
		"embedded": "type BrowserRequest struct { *Other }\ntype Other struct{}",
	}
	for name, source := range tests {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, "x.go"), []byte("package x\n"+source), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Generate(folder, nil); err == nil || !strings.Contains(err.Error(), "BrowserRequest") {
				t.Errorf("got error %v, want one that names BrowserRequest", err)
			}
		})
	}
}
