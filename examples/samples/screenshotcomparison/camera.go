package screenshotcomparison

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	stdio "io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"github.com/stagedoor/stagedoor"
)

// shot is a picture of a page.
type shot struct{ *image.RGBA }

const (
	width  = 240
	height = 200
)

// band is all that the camera understands of a page.
var band = regexp.MustCompile(`background:#([0-9a-f]{6});height:(\d{1,3})px`)

// camera returns a client that goes nowhere else: redirects are not followed.
func camera() *http.Client {
	return &http.Client{
		Timeout:       10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// shoot fetches a page and draws it.
func (c comparison) shoot(ctx context.Context, page *url.URL) (shot, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, page.String(), http.NoBody)
	if err != nil {
		return shot{}, err
	}
	res, err := c.client.Do(req)
	if err != nil {
		return shot{}, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return shot{}, stagedoor.Fail("%s says %s.", page, res.Status)
	}
	text, err := stdio.ReadAll(stdio.LimitReader(res.Body, 64<<10))
	if err != nil {
		return shot{}, fmt.Errorf("read %s: %w", page, err)
	}
	return develop(text)
}

func develop(page []byte) (shot, error) {
	s := shot{image.NewRGBA(image.Rect(0, 0, width, height))}
	s.fill(s.Bounds(), color.White)
	y := 0
	for _, found := range band.FindAllSubmatch(page, -1) {
		rgb, err := strconv.ParseUint(string(found[1]), 16, 32)
		if err != nil {
			return shot{}, err
		}
		deep, err := strconv.Atoi(string(found[2]))
		if err != nil {
			return shot{}, err
		}
		s.fill(image.Rect(0, y, width, y+deep), color.RGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xff})
		y += deep
	}
	return s, nil
}

func (s shot) fill(where image.Rectangle, with color.Color) {
	draw.Draw(s.RGBA, where, image.NewUniform(with), image.Point{}, draw.Src)
}

// compare returns how much differs, in percent, and a picture of it.
func (s shot) compare(other shot) (float64, shot) {
	marked := shot{image.NewRGBA(s.Bounds())}
	marked.fill(s.Bounds(), color.Gray{Y: 0xee})
	differ := 0
	for y := range s.Bounds().Dy() {
		for x := range s.Bounds().Dx() {
			if s.RGBAAt(x, y) != other.RGBAAt(x, y) {
				marked.SetRGBA(x, y, color.RGBA{R: 0xdc, G: 0x26, B: 0x26, A: 0xff})
				differ++
			}
		}
	}
	return 100 * float64(differ) / float64(s.Bounds().Dx()*s.Bounds().Dy()), marked
}

func (s shot) png() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, s) // a buffer takes what it is given
	return b.Bytes()
}
