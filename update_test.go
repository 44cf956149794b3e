package stagedoor_test

import "flag"

var update = flag.Bool("update", false, "rewrite what tests compare with")
