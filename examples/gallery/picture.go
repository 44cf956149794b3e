package main

import (
	"bytes"
	_ "embed"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
	"strconv"
	"time"

	"github.com/stagedoor/stagedoor"
)

// film is two seconds of a parcel that moves.
//
//go:embed film.webm
var film []byte

// parcelColors are those of the pictures, by number.
var parcelColors = []color.RGBA{
	{0xb9, 0x8a, 0x52, 0xff}, {0x52, 0x86, 0xb9, 0xff}, {0x6d, 0xa3, 0x5c, 0xff}, {0xb9, 0x5a, 0x52, 0xff},
}

// parcel draws a parcel.
func parcel(number int) ([]byte, error) {
	canvas := image.NewRGBA(image.Rect(0, 0, 320, 240))
	fill := func(x0, y0, x1, y1 int, c color.RGBA) {
		draw.Draw(canvas, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
	}
	fill(0, 0, 320, 240, color.RGBA{0xf3, 0xef, 0xe6, 0xff})
	fill(80, 70, 240, 190, parcelColors[number%len(parcelColors)])
	fill(148, 70, 172, 190, color.RGBA{0xe8, 0xd6, 0xb8, 0xff})
	var out bytes.Buffer
	err := png.Encode(&out, canvas)
	return out.Bytes(), err
}

// site is the application around the panel: it serves pictures and a film, to
// whoever asks.
func site(admin *stagedoor.Panel) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/admin/", admin)
	mux.Handle("GET /{$}", http.RedirectHandler("/admin/", http.StatusSeeOther))
	mux.HandleFunc("GET /parcels/{number}", func(w http.ResponseWriter, r *http.Request) {
		number, err := strconv.Atoi(r.PathValue("number"))
		if err != nil || number < 0 {
			http.NotFound(w, r)
			return
		}
		picture, err := parcel(number)
		if err != nil {
			http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(picture) // whoever has gone cannot be told
	})
	mux.HandleFunc("GET /films/0", func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "film.webm", time.Time{}, bytes.NewReader(film))
	})
	return mux
}
