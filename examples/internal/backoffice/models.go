package backoffice

import (
	"github.com/stagedoor/stagedoor"
)

// registerModels adds the lists, records and forms that are made from models.
func (o Office) registerModels(_ *stagedoor.Registry) {}
