package io

import "maps"

// RuleWords are all rules about the form of a text that have words.
var RuleWords = func() map[string]string {
	all := maps.Clone(formatWords)
	maps.Copy(all, textWords)
	return all
}()
