package protocol

import "encoding/json"

// EnvelopeType says what an [Envelope] carries.
type EnvelopeType string

// The envelope types. Every Message is acknowledged with an Ack of the same id
// as soon as it is received, before anybody looks into it.
const (
	Message EnvelopeType = "MESSAGE"
	Ack     EnvelopeType = "ACK"
)

// Envelope is one frame between a host and a dashboard. ID is a UUID in its
// usual lower-case form. Data is the text of an [RPC] or one of the special
// payloads; an Ack has none.
type Envelope struct {
	ID   string       `json:"id"`
	Type EnvelopeType `json:"type"`
	Data *string      `json:"data,omitempty"`
}

// The special payloads of a Message.
const (
	Authenticated = "authenticated" // dashboard to host, the first message of a connection
	Ping          = "ping"          // from peers that cannot send ping frames; only acknowledged
)

// RPCKind tells the two halves of a call apart.
type RPCKind string

// The kinds of [RPC].
const (
	Call     RPCKind = "CALL"
	Response RPCKind = "RESPONSE"
)

// RPC is a call or its response. There are no errors at this level: a call that
// cannot be handled is acknowledged and never answered.
type RPC struct {
	ID         string          `json:"id"` // the caller's counter as text; a response repeats it
	Kind       RPCKind         `json:"kind"`
	MethodName RPCMethod       `json:"methodName"`
	Data       json.RawMessage `json:"data,omitempty"`
}
