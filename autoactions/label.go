package autoactions

import "github.com/stagedoor/stagedoor/io"

// labels are what people read of an enum's values that are called otherwise.
func (c *column) labels() map[string]string {
	labels := map[string]string{}
	for _, o := range c.tag.Enum {
		if c.mask == "" && o.Label != o.Value {
			labels[o.Value] = o.Label
		}
	}
	return labels
}

// labelled is what people read of a shown value.
func (c *column) labelled(v any) any {
	if len(c.tag.Enum) == 0 || c.mask != "" || v == nil {
		return v
	}
	if text := plainText(v); c.tag.LabelOf(text) != text {
		return c.tag.LabelOf(text)
	}
	return v
}

// format is how the column is written where it is shown as it is.
func (c *column) format() io.Notation {
	if c.mask != "" {
		return ""
	}
	switch c.columnType() {
	case io.DateTimeColumn, io.NumberColumn:
		return c.tag.Format
	}
	return ""
}
