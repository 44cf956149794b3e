// Package stagedoor is an admin panel that a Go web application carries inside
// itself: the staff entrance to a service that already runs.
//
// A [Registry] holds what the application offers to its staff. An [Action] is a
// plain function of a context that asks the person running it for what it needs
// through package io; a [Page] is a screen the application describes. A [Panel]
// ties a registry, an identity and a database into an http.Handler, mounted
// beside the application's own routes.
//
// Actions run in the application's process, with its database and its secrets.
// The dashboard learns names, run states and the payloads of io calls, as
// encoded messages, and nothing else: what an action returns as an error reaches
// a person only if it was made with [Fail].
package stagedoor
