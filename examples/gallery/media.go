package main

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// media shows markup, pictures and films.
func media(reg *stagedoor.Registry) {
	reg.Page("media", stagedoor.Page{Name: "Media", Description: "Markup, pictures and films."})
	reg.Action("media/html", stagedoor.Action{Name: "HTML", Handler: markup})
	reg.Action("media/image", stagedoor.Action{Name: "Image", Handler: images})
	reg.Action("media/video", stagedoor.Action{Name: "Video", Handler: videos})
	reg.Action("media/film", stagedoor.Action{Name: "A film by address", Handler: func(ctx context.Context) error {
		return io.Video("A parcel on its way", "/films/0").Show(ctx)
	}})
}

func markup(ctx context.Context) error {
	return io.HTML("Note of the courier", `<h2 class="shout" style="color:red" id="location">Parcel 7</h2>
<p><em>Left with a neighbour</em>, <u>not</u> at the door. <a href="https://example.com/track/7">Track it</a>
or <a href="javascript:alert(1)">do not</a>.</p>
<table><tr><th>Weight</th><td>1.2 kg</td></tr></table>
<noscript>in noscript</noscript><form action="/"><button>in a form</button></form>
<iframe src="https://example.com/">in a frame</iframe><img src="x" onerror="alert(1)"><script>alert(1)</script>`).Show(ctx)
}

func images(ctx context.Context) error {
	picture, err := parcel(1)
	if err != nil {
		return err
	}
	return io.Group(
		io.Image("A brown parcel with a light ribbon", "/parcels/0").Label("By address"),
		io.ImageBytes("A blue parcel with a light ribbon", picture).Label("By content").Size(io.Small),
		io.Image("A parcel that is not there", "/parcels/none").Size(io.Thumbnail),
		io.Image("A parcel at another host", "https://pictures.example.com/1.png"),
	).Ask(ctx)
}

func videos(ctx context.Context) error {
	return io.Group(
		io.VideoBytes("A parcel moves to the right", film).Label("By content").Size(io.Small).Loop().Muted(),
		io.Video("A parcel at another host", "https://films.example.com/1.webm"),
	).Ask(ctx)
}
