package server

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// isSecret reports whether what is answered to a component is to be kept nowhere.
func isSecret(c protocol.Component) bool {
	if !strings.HasPrefix(string(c.MethodName), "INPUT_") { // others may be large, and have none
		return false
	}
	var props struct {
		Secret bool `json:"secret"`
	}
	return json.Unmarshal(c.Props, &props) == nil && props.Secret
}

// withoutSecrets is an answer as it may be stored and shown: what was typed into
// secret inputs is null, and LeftOut says where.
func (p *prompt) withoutSecrets(a protocol.Answer) protocol.Answer {
	a.LeftOut = nil
	for _, i := range p.secrets {
		if i < len(a.Values) && string(bytes.TrimSpace(a.Values[i])) != "null" {
			a.LeftOut = append(a.LeftOut, i)
		}
	}
	if len(a.LeftOut) == 0 {
		return a
	}
	a.Values = slices.Clone(a.Values)
	for _, i := range a.LeftOut {
		a.Values[i] = json.RawMessage("null")
	}
	a.ValuesMeta = withoutPlaces(a.ValuesMeta, a.LeftOut)
	return a
}

// withoutPlaces drops the annotations of some values of a list, and all of those
// that it cannot read.
func withoutPlaces(meta json.RawMessage, places []int) json.RawMessage {
	var notes struct {
		Values map[string]json.RawMessage `json:"values"`
	}
	if json.Unmarshal(meta, &notes) != nil {
		return nil
	}
	maps.DeleteFunc(notes.Values, func(path string, _ json.RawMessage) bool {
		first, _, _ := strings.Cut(path, ".")
		i, err := strconv.Atoi(first)
		return err != nil || slices.Contains(places, i)
	})
	if len(notes.Values) == 0 {
		return nil
	}
	rest, err := json.Marshal(notes)
	if err != nil {
		return nil
	}
	return rest
}
