// Package protocol is the messages between a host and a dashboard as Go types,
// and nothing that moves them. The wire is Interval's; what is added to it is
// optional, so that an original peer ignores it.
//
// Absent and null differ on this wire: optional fields are left out when they
// have no value and are never sent as null.
package protocol
