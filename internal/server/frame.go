package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/stagedoor/stagedoor/protocol"
)

// The most that a frame of a browser may hold. They are far above what a screen
// sends and far below what would hurt.
const (
	maxFrame = 1 << 20 // bytes
	maxID    = 64      // bytes of a request's id
)

// frameLimits are for what is inside a frame. A text may have twice the 256 KiB
// that the longest answer has, because JSON escapes quotes and line breaks.
var frameLimits = protocol.Limits{Depth: 64, Elements: 10_000, String: 512 << 10}

var errFrame = errors.New("server: malformed frame")

// refusalOf says to the other end what is wrong with its frame.
func refusalOf(err error) string {
	if errors.Is(err, protocol.ErrLimit) {
		return fmt.Sprintf("A message may have texts of %d KiB and lists of %d entries.", frameLimits.String>>10, frameLimits.Elements)
	}
	return "This message could not be read."
}

// parseRequest reads a frame of a browser. Any error means that the other end
// does not speak our language, or means harm.
func parseRequest(frame []byte) (protocol.BrowserRequest, error) {
	var request protocol.BrowserRequest
	if len(frame) > maxFrame {
		return request, fmt.Errorf("%w: too large", errFrame)
	}
	if err := frameLimits.Check(frame); err != nil {
		return request, fmt.Errorf("%w: %w", errFrame, err)
	}
	if err := strict(frame, &request); err != nil {
		return request, fmt.Errorf("%w: %w", errFrame, err)
	}
	if request.ID == "" || len(request.ID) > maxID {
		return request, fmt.Errorf("%w: id", errFrame)
	}
	return request, nil
}

// strict decodes one JSON object with known fields only.
func strict(data []byte, into any) error {
	if trimmed := bytes.TrimLeft(data, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '{' {
		return errors.New("not an object")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}
