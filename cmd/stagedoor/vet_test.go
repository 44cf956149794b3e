package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// project writes a package of a program into a folder of this module, where the
// go command finds what it imports. Wildcards pass it by.
func project(t *testing.T, source string) string {
	t.Helper()
	dir, err := os.MkdirTemp(".", ".vet-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	return "./" + dir
}

const registry = `package main

import (
	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	orm "gorm.io/gorm"
)

type pet struct {
	ID   uint   ` + "`io:\"list\"`" + `
	Name string ` + "`io:\"TAG\"`" + `
}

func main() {}

func office(db *orm.DB) *stagedoor.Registry {
	reg := stagedoor.NewRegistry()
	autoactions.Register(reg, db, autoactions.Model[pet]{DefaultSort: "SORT"})
	return reg
}

func bare() *stagedoor.Registry {
	reg := stagedoor.NewRegistry()
	reg.Page("SLUG", stagedoor.Page{})
	return reg
}

func other(int) *stagedoor.Registry { panic("not to be called") }
`

func fill(tag, sort, slug string) string {
	return strings.NewReplacer("TAG", tag, "SORT", sort, "SLUG", slug).Replace(registry)
}

func TestVetTellsEveryMistake(t *testing.T) {
	dir := project(t, fill("list;sort", "Nam", "a b"))
	var out strings.Builder
	wrong, err := vet(t.Context(), []string{dir}, &out)
	if err != nil || !wrong {
		t.Fatalf("vet = %v, %v\n%s", wrong, err, &out)
	}
	for _, want := range []string{".office: autoactions: model main.pet: DefaultSort", `.bare: page slug "a b"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, &out)
		}
	}
	if strings.Count(out.String(), "\n") != 2 {
		t.Errorf("more than two lines:\n%s", &out)
	}
}

func TestVetTellsWrongValidateRules(t *testing.T) {
	source := strings.Replace(fill("list;sort", "Name", "pages"), "`io:\"list;sort\"`", "`io:\"list;sort\" validate:\"max=abc\"`", 1)
	var out strings.Builder
	wrong, err := vet(t.Context(), []string{project(t, source)}, &out)
	if err != nil || !wrong || !strings.Contains(out.String(), `field main.pet.Name: validate rule "max=abc"`) {
		t.Errorf("vet = %v, %v\n%s", wrong, err, &out)
	}
}

func TestVetIsContentWithWhatIsRight(t *testing.T) {
	dir := project(t, fill("list;sort", "Name", "pages"))
	var out strings.Builder
	wrong, err := vet(t.Context(), []string{dir}, &out)
	if err != nil || wrong || !strings.Contains(out.String(), "registries in order: 2") {
		t.Errorf("vet = %v, %v\n%s", wrong, err, &out)
	}
}

func TestVetOfARegistryWithoutModels(t *testing.T) {
	dir := project(t, `package main

import "github.com/stagedoor/stagedoor"

func main() {}

func bare() *stagedoor.Registry { return stagedoor.NewRegistry() }
`)
	var out strings.Builder
	if wrong, err := vet(t.Context(), []string{dir}, &out); err != nil || wrong {
		t.Errorf("vet = %v, %v\n%s", wrong, err, &out)
	}
}

func TestVetSaysWhenItCannotLook(t *testing.T) {
	for name, source := range map[string]string{
		"nothing to look at": "package main\n\nfunc main() {}\n",
		"does not compile":   fill("list", "Name", "pages") + "\nvar x int = \"\"\n",
	} {
		var out strings.Builder
		if wrong, err := vet(t.Context(), []string{project(t, source)}, &out); err == nil {
			t.Errorf("%s: vet = %v and no error\n%s", name, wrong, &out)
		}
	}
}
