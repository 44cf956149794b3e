package io

import (
	"context"
	"reflect"
	"slices"
)

// listOf returns the input for a field that is a slice, by the kind of its
// elements.
var listOf = map[FieldKind]func(f Field, target reflect.Value) Component{
	TextField: func(f Field, target reflect.Value) Component {
		return fillList(f, target, ListOf(f.Label, Text("")), reflect.Value.String, setString)
	},
	IntField: func(f Field, target reflect.Value) Component {
		whole := Int("").Validate(func(ctx context.Context, n int64) error {
			return fits(reflect.New(f.element()).Elem())(ctx, &n)
		})
		return fillList(f, target, ListOf(f.Label, whole), integer, setInteger)
	},
	NumberField: func(f Field, target reflect.Value) Component {
		return fillList(f, target, ListOf(f.Label, Number("")), shortFloat, reflect.Value.SetFloat)
	},
	DurationField: func(f Field, target reflect.Value) Component {
		return fillList(f, target, ListOf(f.Label, Duration("")), duration, setDuration)
	},
	DateField: func(f Field, target reflect.Value) Component {
		return fillList(f, target, ListOf(f.Label, Date("")), civil, setCivil)
	},
}

// element is the type of a list's elements.
func (f Field) element() reflect.Type {
	if f.Pointer {
		return f.Type.Elem().Elem()
	}
	return f.Type.Elem()
}

// fillList binds a list to a field: get reads an element of it, set writes one.
func fillList[T any](f Field, target reflect.Value, in ListInput[T], get func(reflect.Value) T, set func(reflect.Value, T)) Component {
	if least := f.fewest(); least > 0 {
		in = in.AtLeast(least)
	}
	if f.AtMost != nil {
		in = in.AtMost(*f.AtMost)
	}
	return fill(f, target, in.spec, func(v reflect.Value) []T {
		return slices.Collect(func(yield func(T) bool) {
			for _, element := range v.Seq2() {
				if !yield(get(element)) {
					return
				}
			}
		})
	}, func(v reflect.Value, list []T) {
		v.Set(reflect.MakeSlice(v.Type(), len(list), len(list)))
		for i, element := range list {
			set(v.Index(i), element)
		}
	})
}
