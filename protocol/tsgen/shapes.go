package main

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/stagedoor/stagedoor/protocol"
)

// namesIn returns the names of the types that the shapes mention.
func namesIn(shapes map[protocol.Method]protocol.Shape) []string {
	var names []string
	for _, shape := range shapes {
		for _, part := range []reflect.Type{shape.Props, shape.State, shape.Answer} {
			for part != nil && part.Name() == "" && (part.Kind() == reflect.Pointer || part.Kind() == reflect.Slice) {
				part = part.Elem()
			}
			if part != nil && part.PkgPath() != "" {
				names = append(names, part.Name())
			}
		}
	}
	return names
}

// writeShapes writes which types each component has.
func writeShapes(out *bytes.Buffer, shapes map[protocol.Method]protocol.Shape) {
	if len(shapes) == 0 {
		return
	}
	out.WriteString("\n/** The properties, state and answer of each component; null where it has none. */\n")
	out.WriteString("export interface ComponentShapes {\n")
	for _, method := range slices.Sorted(maps.Keys(shapes)) {
		shape := shapes[method]
		fmt.Fprintf(out, "  %s: { props: %s; state: %s; answer: %s };\n",
			method, shapeType(shape.Props), shapeType(shape.State), shapeType(shape.Answer))
	}
	out.WriteString("}\n")
}

// shapeType names the TypeScript type of a Go type.
func shapeType(of reflect.Type) string {
	if of == nil {
		return "null"
	}
	if of.PkgPath() != "" {
		return of.Name()
	}
	switch of.Kind() {
	case reflect.Pointer:
		return shapeType(of.Elem())
	case reflect.Slice:
		return shapeType(of.Elem()) + "[]"
	case reflect.Interface:
		return "unknown"
	default:
		return typeName(of.Kind().String())
	}
}
