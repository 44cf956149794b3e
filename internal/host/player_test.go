package host_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/internal/transcript"
	"github.com/stagedoor/stagedoor/protocol"
)

// checkShapes reports props that package protocol does not know of their
// component.
func (p *player) checkShapes(m protocol.RPCMethod, data json.RawMessage) {
	var in struct {
		IOCall string `json:"ioCall"`
		Page   string `json:"page"`
	}
	var call protocol.IOCall
	var layout protocol.PageLayout
	json.Unmarshal(data, &in)
	json.Unmarshal([]byte(in.IOCall), &call)
	json.Unmarshal([]byte(in.Page), &layout)
	if layout.Children != nil {
		call = *layout.Children
	}
	for _, c := range call.ToRender {
		d := json.NewDecoder(bytes.NewReader(c.Props))
		d.DisallowUnknownFields()
		if err := d.Decode(reflect.New(protocol.Shapes[c.MethodName].Props).Interface()); err != nil {
			p.Errorf("props of %s %q: %v", c.MethodName, c.Label, err)
		}
	}
}

// sortRoutes puts the routes of a declaration in one order: a registry is a map.
func sortRoutes(declaration any) {
	object, _ := declaration.(map[string]any)
	for _, key := range []string{"actions", "groups"} {
		routes, _ := object[key].([]any)
		slices.SortFunc(routes, func(a, b any) int { return strings.Compare(routeName(a), routeName(b)) })
	}
}

func routeName(route any) string {
	object, _ := route.(map[string]any)
	return fmt.Sprint(object["groupSlug"], "/", object["slug"])
}

func render(want any) (key, id string) {
	call, _ := want.(map[string]any)
	ioCall, _ := call["ioCall"].(map[string]any)
	key, _ = ioCall["inputGroupKey"].(string)
	id, _ = ioCall["id"].(string)
	return key, id
}

// nearest says how the first call of the same kind differs.
func (p *player) nearest(e transcript.Exchange, want any) string {
	for _, c := range p.waiting {
		if c.method == e.Method {
			return fmt.Sprintf("but %s\n%s", c.raw, p.bound.Clone().Compare(want, c.data, isAddition))
		}
	}
	return fmt.Sprintf("but %d others", len(p.waiting))
}

// releasedKey is the context key of what until waits for.
type releasedKey struct{}

// until waits in a handler for the cue release.
func until(ctx context.Context) {
	released, _ := ctx.Value(releasedKey{}).(chan struct{})
	select {
	case <-released:
	case <-ctx.Done():
	}
}

// The cues.
func release(p *player) { close(p.released) }
func reload(p *player)  { p.host.Reload() }
func stop(p *player)    { go p.host.Close() }

func shutDown(p *player) {
	go func() {
		if err := p.host.Shutdown(p.Context()); err != nil {
			p.Logf("shutdown: %v", err)
		}
	}()
}

// cueBefore makes cue happen before every call of method but a first declaration.
func cueBefore(t *testing.T, name string, method protocol.RPCMethod, cue func(*player)) map[int]func(*player) {
	t.Helper()
	dir, ok := transcript.Dir()
	if !ok {
		return nil
	}
	s, err := transcript.Load(dir, name)
	if err != nil {
		t.Fatal(err)
	}
	cues := map[int]func(*player){}
	for i, e := range s.Exchanges() {
		if e.Method == method && i > 0 {
			cues[i] = cue
		}
	}
	return cues
}
