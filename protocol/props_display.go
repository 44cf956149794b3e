package protocol

// The props of displays beyond the first ones.

// HTMLProps belongs to DISPLAY_HTML. Hosts of this project send it cleaned;
// others do not.
type HTMLProps struct {
	HTML string `json:"html"`
}

// ImageProps belongs to DISPLAY_IMAGE. URL may carry the picture itself. Width
// and Height are sizes by name: thumbnail, small, medium or large.
type ImageProps struct {
	URL    string `json:"url"`
	Alt    string `json:"alt,omitempty"`
	Width  string `json:"width,omitempty"`
	Height string `json:"height,omitempty"`
}

// VideoProps belongs to DISPLAY_VIDEO. Alt is an addition.
type VideoProps struct {
	URL    string `json:"url"`
	Alt    string `json:"alt,omitempty"`
	Width  string `json:"width,omitempty"`
	Height string `json:"height,omitempty"`
	Loop   bool   `json:"loop,omitempty"`
	Muted  bool   `json:"muted,omitempty"`
}

// ChartProps belongs to DISPLAY_CHART, an addition.
type ChartProps struct {
	Kind      string        `json:"kind"` // line, area, bar, pie or donut
	Axis      string        `json:"axis"` // what labels are
	Labels    []any         `json:"labels"`
	LabelType string        `json:"labelType"` // text, number, date or datetime
	Series    []ChartSeries `json:"series"`
	Stacked   bool          `json:"stacked,omitempty"`
	Currency  string        `json:"currency,omitempty"` // all values are smallest units of it
	HelpText  string        `json:"helpText,omitempty"`
	HelpHTML  string        `json:"helpHtml,omitempty"` // the help text as inline HTML, where it is formatted; an addition
}

// ChartSeries is one line, set of bars or pie: a number or null for each label.
type ChartSeries struct {
	Label  string `json:"label"`
	Values []any  `json:"values"`
}

// GridProps belongs to DISPLAY_GRID, whose state is a [TableState] with a query
// term, an offset and a page size. The last three are additions.
type GridProps struct {
	Data             []GridRow `json:"data"` // at most 500
	IdealColumnWidth int       `json:"idealColumnWidth,omitempty"`
	DefaultPageSize  int       `json:"defaultPageSize,omitempty"`
	HelpText         string    `json:"helpText,omitempty"`
	HelpHTML         string    `json:"helpHtml,omitempty"`     // the help text as inline HTML, where it is formatted; an addition
	IsFilterable     *bool     `json:"isFilterable,omitempty"` // absent is true
	IsAsync          bool      `json:"isAsync,omitempty"`
	TotalRecords     *int      `json:"totalRecords,omitempty"`

	TotalIsEstimate bool   `json:"totalIsEstimate,omitempty"`
	NextCursor      string `json:"nextCursor,omitempty"`
	PrevCursor      string `json:"prevCursor,omitempty"`
}

// GridRow is a card and its name.
type GridRow struct {
	Key  string   `json:"key"`
	Data GridItem `json:"data"`
}

// GridItem is one card.
type GridItem struct {
	Label       string         `json:"label,omitempty"`
	Description string         `json:"description,omitempty"`
	Image       *GridImage     `json:"image,omitempty"`
	Menu        []Button       `json:"menu,omitempty"`
	URL         string         `json:"url,omitempty"`
	Route       string         `json:"route,omitempty"`
	Params      map[string]any `json:"params,omitempty"`
}

// GridImage is the picture of a card.
type GridImage struct {
	URL         string  `json:"url,omitempty"`
	Alt         string  `json:"alt,omitempty"`
	Fit         string  `json:"fit,omitempty"` // cover or contain
	AspectRatio float64 `json:"aspectRatio,omitempty"`
}
