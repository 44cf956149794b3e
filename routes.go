package stagedoor

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
)

// Actions lists the actions as the host offers them, by full slug. It makes
// Registry a host.Routes.
func (r routes) Actions() map[string]host.Action {
	r.mu.RLock()
	defer r.mu.RUnlock()
	actions := make(map[string]host.Action, len(r.actions))
	for slug, a := range r.actions {
		actions[slug] = host.Action{Def: actionDef(slug, a), Handler: a.Handler}
	}
	return actions
}

// routes shows a registry to the host without adding to the registry's own API.
type routes struct{ *Registry }
