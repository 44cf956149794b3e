package main

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// roots are the types a browser sends or receives; what they mention follows.
var roots = []string{
	"BrowserRequest", "BrowserReply", "BrowserPush",
	"Shell", "RouteRequest", "PlacedRoute", "Home", "StartCardRequest", "StartCard", "StartRunRequest", "StartedRun",
	"OpenRunRequest", "RunEvents", "RunRef", "AnswerRequest", "ProveRequest", "Proved", "Approval", "DecideRequest", "StateRequest",
	"OpenPageRequest", "OpenedPage", "PageRef", "RefreshPageRequest", "PageStateRequest", "PageStateReply", "PageRender",
	"ViewsRequest", "Views", "SaveViewRequest", "ChangeViewRequest", "ViewRef",
	"RunDownloadRequest", "PageDownloadRequest", "Download",
	"RunUploadRequest", "UploadSlot", "UploadProblem", "DropUploadRequest",
	"HistoryRequest", "History", "ThemeRequest", "ReadNoticesRequest",
	"IOCall", "Answer", "LoadingState", "LogLine", "RedirectTarget", "Notice",
	"CivilDate",
}

// Generate returns the TypeScript for the package in the folder source, and for
// the components with the given shapes.
func Generate(source string, shapes map[protocol.Method]protocol.Shape) ([]byte, error) {
	types, err := parseTypes(source)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteString("// Written by go generate ./protocol. Do not edit.\n")
	for _, name := range types.reachable(append(namesIn(shapes), roots...)) {
		if err := types.write(&out, name); err != nil {
			return nil, err
		}
	}
	writeShapes(&out, shapes)
	return out.Bytes(), nil
}

// declaration is a Go type with what its comments and constants say.
type declaration struct {
	spec   *ast.TypeSpec
	doc    string
	values []string // of a string type's constants, in source order
}

type declarations map[string]*declaration

// parseTypes reads every type and string constant of a package's folder.
func parseTypes(source string) (declarations, error) {
	paths, err := filepath.Glob(filepath.Join(source, "*.go"))
	if err != nil {
		return nil, err
	}
	slices.Sort(paths)
	types := declarations{}
	var constants []*ast.ValueSpec
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			if general, ok := decl.(*ast.GenDecl); ok {
				constants = append(constants, types.collect(general)...)
			}
		}
	}
	for _, constant := range constants {
		types.addConstant(constant)
	}
	return types, nil
}

// collect adds the declared types and returns the declared constants.
func (d declarations) collect(general *ast.GenDecl) (constants []*ast.ValueSpec) {
	for _, spec := range general.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			doc := cmp.Or(spec.Doc.Text(), general.Doc.Text())
			d[spec.Name.Name] = &declaration{spec: spec, doc: doc}
		case *ast.ValueSpec:
			if general.Tok == token.CONST {
				constants = append(constants, spec)
			}
		}
	}
	return constants
}

func (d declarations) addConstant(spec *ast.ValueSpec) {
	named, ok := spec.Type.(*ast.Ident)
	if !ok || d[named.Name] == nil {
		return
	}
	for _, value := range spec.Values {
		if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if text, err := strconv.Unquote(literal.Value); err == nil {
				d[named.Name].values = append(d[named.Name].values, text)
			}
		}
	}
}

// reachable returns the names and everything they mention, sorted.
func (d declarations) reachable(names []string) []string {
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if seen[name] || d[name] == nil {
			return
		}
		seen[name] = true
		ast.Inspect(d[name].spec.Type, func(node ast.Node) bool {
			if ident, ok := node.(*ast.Ident); ok {
				visit(ident.Name)
			}
			return true
		})
	}
	for _, name := range names {
		visit(name)
	}
	return slices.Sorted(maps.Keys(seen))
}

func (d declarations) write(out *bytes.Buffer, name string) error {
	declared := d[name]
	out.WriteString("\n")
	writeDoc(out, "", declared.doc)
	switch underlying := declared.spec.Type.(type) {
	case *ast.StructType:
		extended, err := extends(underlying)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(out, "export interface %s%s {\n", name, extended)
		for _, field := range underlying.Fields.List {
			if len(field.Names) == 0 {
				continue // embedded: see extends
			}
			if err := d.writeField(out, name, field); err != nil {
				return err
			}
		}
		out.WriteString("}\n")
		return nil
	case *ast.Ident:
		fmt.Fprintf(out, "export type %s =%s;\n", name, unionOf(declared.values, typeName(underlying.Name)))
		return nil
	default:
		return fmt.Errorf("%s: cannot write a %T", name, underlying)
	}
}

// extends names the embedded structs.
func extends(of *ast.StructType) (string, error) {
	var names []string
	for _, field := range of.Fields.List {
		if len(field.Names) > 0 {
			continue
		}
		ident, ok := field.Type.(*ast.Ident)
		if !ok || field.Tag != nil {
			return "", fmt.Errorf("cannot write an embedded %T", field.Type)
		}
		names = append(names, ident.Name)
	}
	if len(names) == 0 {
		return "", nil
	}
	return " extends " + strings.Join(names, ", "), nil
}

func unionOf(values []string, otherwise string) string {
	if len(values) == 0 {
		return " " + otherwise
	}
	var union strings.Builder
	for _, value := range values {
		union.WriteString("\n  | '" + value + "'")
	}
	return union.String()
}

// writeField writes one field under its JSON name.
func (d declarations) writeField(out *bytes.Buffer, owner string, field *ast.Field) error {
	if len(field.Names) != 1 || field.Tag == nil {
		return fmt.Errorf("%s: every field needs one name and a json tag", owner)
	}
	tag, err := strconv.Unquote(field.Tag.Value)
	if err != nil {
		return fmt.Errorf("%s: %w", owner, err)
	}
	name, options, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	if name == "-" {
		return nil
	}
	text, err := typeOf(field.Type)
	if err != nil {
		return fmt.Errorf("%s.%s: %w", owner, name, err)
	}
	optional := ""
	if strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero") {
		optional = "?"
	} else if _, pointer := field.Type.(*ast.StarExpr); pointer {
		text += " | null"
	}
	writeDoc(out, "  ", cmp.Or(field.Doc.Text(), field.Comment.Text()))
	fmt.Fprintf(out, "  %s%s: %s;\n", name, optional, text)
	return nil
}

// typeOf names the TypeScript type of a Go type expression.
func typeOf(expr ast.Expr) (string, error) {
	switch expr := expr.(type) {
	case *ast.Ident:
		return typeName(expr.Name), nil
	case *ast.StarExpr:
		return typeOf(expr.X)
	case *ast.ArrayType:
		element, err := typeOf(expr.Elt)
		return element + "[]", err
	case *ast.MapType:
		value, err := typeOf(expr.Value)
		return "Record<string, " + value + ">", err
	case *ast.SelectorExpr:
		switch expr.Sel.Name {
		case "RawMessage":
			return "unknown", nil
		case "Time":
			return "string", nil
		}
	}
	return "", fmt.Errorf("cannot write a %T", expr)
}

func typeName(name string) string {
	switch name {
	case "string":
		return "string"
	case "bool":
		return "boolean"
	case "any":
		return "unknown"
	case "int", "int64", "int32", "float64":
		return "number"
	}
	return name
}

func writeDoc(out *bytes.Buffer, indent, doc string) {
	doc = strings.Join(strings.Fields(doc), " ")
	if doc != "" {
		fmt.Fprintf(out, "%s/** %s */\n", indent, strings.ReplaceAll(doc, "*/", "* /"))
	}
}
