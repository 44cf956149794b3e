// Package transcript reads recorded conversations between Interval hosts and the
// Interval Server, for tests. The recordings are not part of this repository.
package transcript

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// variable is the environment variable that names the folder of recordings.
const variable = "STAGEDOOR_TRANSCRIPTS"

// Scenario is one recording.
type Scenario struct {
	Name     string   `json:"scenario"`
	About    string   `json:"about"`
	Peer     string   `json:"peer"` // node-host, python-host or server
	Real     []string `json:"real"` // the sides that are real programs; only theirs is golden
	Source   string   `json:"source"`
	Lines    []Line   `json:"-"`
	Received []Received
}

// Line is one event. At most one of Frame, Close and Event is set; others are
// handshakes, pings and HTTP, which are left out.
type Line struct {
	T     int                `json:"t"` // milliseconds from the start
	Conn  int                `json:"conn"`
	From  string             `json:"from"` // host or server
	Frame *protocol.Envelope `json:"frame"`
	Lost  bool               `json:"lost"` // sent and never received
	Close *Close             `json:"close"`
	Event string             `json:"event"`

	RPC *protocol.RPC `json:"-"` // of Frame, where it has one
}

// Close is a close frame.
type Close struct {
	Code   int    `json:"code"`
	Reason string `json:"reason"`
}

// Received is a value that the recorded handler noted, in the tagged form of
// the recordings.
type Received struct {
	Name  string          `json:"name"`
	Value json.RawMessage `json:"value"`
}

// Dir finds the recordings: where the environment says, or in shared/data beside
// the repository. It reports false when there are none.
func Dir() (string, bool) {
	if dir := os.Getenv(variable); dir != "" {
		return dir, true
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", false
	}
	for {
		candidate := filepath.Join(dir, "shared", "data", "interval-transcripts")
		if info, err := os.Stat(candidate); err == nil && info.IsDir() {
			return candidate, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

// Names returns the names of all scenarios in dir, sorted.
func Names(dir string) ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = strings.TrimSuffix(filepath.Base(p), ".jsonl")
	}
	slices.Sort(names)
	return names, nil
}

// Load reads one scenario.
func Load(dir, name string) (*Scenario, error) {
	file, err := os.ReadFile(filepath.Join(dir, name+".jsonl")) //nolint:gosec // the folder is the developer's own
	if err != nil {
		return nil, err
	}
	var s Scenario
	lines := bufio.NewScanner(bytes.NewReader(file))
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		if err := s.read(n, lines.Bytes()); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", name, n, err)
		}
	}
	return &s, lines.Err()
}

func (s *Scenario) read(n int, text []byte) error {
	if n == 1 {
		return json.Unmarshal(text, s)
	}
	var line struct {
		Line
		Received *[]Received `json:"received"`
	}
	if err := json.Unmarshal(text, &line); err != nil {
		return err
	}
	if line.Received != nil {
		s.Received = *line.Received
		return nil
	}
	if line.Frame != nil && line.Frame.Data != nil {
		var rpc protocol.RPC
		if json.Unmarshal([]byte(*line.Frame.Data), &rpc) == nil && rpc.Kind != "" {
			line.RPC = &rpc
		}
	}
	s.Lines = append(s.Lines, line.Line)
	return nil
}

// Exchange is a call and, where one came, its answer.
type Exchange struct {
	Conn     int
	Lost     bool   // the call never arrived
	From     string // who calls
	Method   protocol.RPCMethod
	Data     json.RawMessage
	Answered bool
	Answer   json.RawMessage // absent for an answer without data
}

// Exchanges returns the calls of both sides in the order in which they were
// made. An answer that was lost or came over another connection than its call is
// none.
func (s *Scenario) Exchanges() []Exchange {
	var all []Exchange
	type callID struct {
		caller string
		id     string
	}
	open := map[callID]int{}
	for _, l := range s.Lines {
		if l.RPC == nil {
			continue
		}
		if l.RPC.Kind == protocol.Call {
			open[callID{l.From, l.RPC.ID}] = len(all)
			all = append(all, Exchange{Conn: l.Conn, Lost: l.Lost, From: l.From, Method: l.RPC.MethodName, Data: l.RPC.Data})
			continue
		}
		if i, ok := open[callID{other(l.From), l.RPC.ID}]; ok && !l.Lost && all[i].Conn == l.Conn {
			all[i].Answered, all[i].Answer = true, l.RPC.Data
		}
	}
	return all
}

func other(side string) string {
	if side == "host" {
		return "server"
	}
	return "host"
}
