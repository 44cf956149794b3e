package screenshotcomparison

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestCompare(t *testing.T) {
	c := begin(t)
	run := stagedoortest.Start(t, c.run)
	run.Expect("Page before").AnswerAll("http://169.254.169.254/latest/", c.base.String()+"/autumn")
	again := run.Expect("Page before")
	if got, want := again.Message(), "Only pages under "+c.base.String()+"/ can be compared."; got != want {
		t.Errorf("an address elsewhere: %q, want %q", got, want)
	}
	again.AnswerAll(c.base.String()+"/spring", c.base.String()+"/autumn")
	run.Expect("Screenshots")
	if _, err := run.Wait(); err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, state := range run.Loading() {
		titles = append(titles, state.Label+" "+strings.TrimPrefix(state.Description, c.base.String()))
	}
	if got, want := strings.Join(titles, ", "), "Taking screenshots /spring, Taking screenshots /autumn, Comparing "; got != want {
		t.Errorf("it said %q while it worked, want %q", got, want)
	}
}

func TestNoSuchPage(t *testing.T) {
	c := begin(t)
	for page, want := range map[string]string{"/winter": "404", "/../admin/": "Redirect", "/a/../../pages/spring": "Redirect"} {
		run := stagedoortest.Start(t, c.run)
		run.Expect("Page before").AnswerAll(c.base.String()+page, c.base.String()+"/autumn")
		if _, err := run.Wait(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: compare = %v, want something about %s", page, err, want)
		}
	}
}

func TestDifference(t *testing.T) {
	spring, err := develop([]byte(strings.Join(pages["spring"], "\n")))
	if err != nil {
		t.Fatal(err)
	}
	autumn, err := develop([]byte(strings.Join(pages["autumn"], "\n")))
	if err != nil {
		t.Fatal(err)
	}
	if differ, _ := spring.compare(autumn); differ != 40 { // the top, and two bands of 20 of 200 lines
		t.Errorf("%v %% differ, want 40", differ)
	}
	if differ, _ := spring.compare(spring); differ != 0 {
		t.Errorf("%v %% of a page differ from itself", differ)
	}
}

func begin(t *testing.T) comparison {
	mux := http.NewServeMux()
	mux.Handle("GET /pages/{name}", Pages())
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL + "/pages")
	if err != nil {
		t.Fatal(err)
	}
	return comparison{base: base, client: camera()}
}
