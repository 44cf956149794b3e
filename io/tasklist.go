package io

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tasks "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// taskList reads "- [x] done" as an item with a box. The box is a character and no
// checkbox: nobody could press it, and formatted text has no fields of forms.
type taskList struct{}

// Extend implements goldmark.Extender.
func (taskList) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(extension.NewTaskCheckBoxParser(), 0)))
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(taskList{}, 0)))
}

// RegisterFuncs implements renderer.NodeRenderer.
func (taskList) RegisterFuncs(to renderer.NodeRendererFuncRegisterer) {
	to.Register(tasks.KindTaskCheckBox, writeBox)
}

func writeBox(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	box := "☐ "
	if task, ok := n.(*tasks.TaskCheckBox); ok && task.IsChecked {
		box = "☑ "
	}
	_, err := w.WriteString(box)
	return ast.WalkContinue, err
}
