package io

import (
	"context"
	"maps"
	"reflect"
)

// RuleWords are all rules about the form of a text that have words.
var RuleWords = func() map[string]string {
	all := maps.Clone(formatWords)
	maps.Copy(all, textWords)
	return all
}()

// FormOf asks for a struct whose type only the test knows.
func FormOf(of any) (ask func(context.Context) error) {
	return func(ctx context.Context) error {
		filled := reflect.New(reflect.TypeOf(of)).Elem()
		_, err := form{}.fill(ctx, filled, nil)
		return err
	}
}
