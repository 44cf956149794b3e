package desk

import (
	"context"

	"github.com/stagedoor/stagedoor/stagedoortest"
)

// Export is the file that the list at slug, whose table has a label, makes of all its
// rows in a format.
func (d *Desk) Export(slug, label, format string) []byte {
	d.T.Helper()
	page, ok := d.Reg.PageAt(slug)
	if !ok {
		d.T.Fatalf("there is no page %q", slug)
	}
	ctx, end := context.WithCancel(d.T.Context())
	defer end()
	run := stagedoortest.StartWith(ctx, d.T, stagedoortest.Options{Person: d.Who}, func(ctx context.Context) error {
		layout, err := page.Handler(ctx)
		if err != nil {
			return err
		}
		if err := layout.Children[0].(interface{ Show(context.Context) error }).Show(ctx); err != nil {
			return err
		}
		<-ctx.Done()
		return nil
	})
	_, content := run.Expect(label).Download(format, map[string]any{})
	return content
}
