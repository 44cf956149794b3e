package autoactions

import (
	"reflect"
	"runtime"
	"sync"
	"weak"

	"github.com/stagedoor/stagedoor"
)

// family is the models of one registry, so that related records can lead to each
// other. It is safe for concurrent use.
type family struct {
	mu     sync.RWMutex
	models map[reflect.Type]*model
}

// families holds the family of each registry as long as the registry is in use.
var families sync.Map // of weak.Pointer[stagedoor.Registry] to *family

func familyOf(reg *stagedoor.Registry) *family {
	key := weak.Make(reg)
	known, loaded := families.LoadOrStore(key, &family{models: map[reflect.Type]*model{}})
	if !loaded {
		runtime.AddCleanup(reg, func(k weak.Pointer[stagedoor.Registry]) { families.Delete(k) }, key)
	}
	return known.(*family)
}

// add makes m known. Of several models of one type the first is led to.
func (f *family) add(m *model) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, taken := f.models[m.model]; !taken {
		f.models[m.model] = m
	}
}

// of finds the model of a type.
func (f *family) of(t reflect.Type) (*model, bool) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	m, ok := f.models[t]
	return m, ok
}
