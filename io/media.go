package io

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// MediaSize is the largest side of a picture or film on the screen.
type MediaSize string

// The sizes.
const (
	Thumbnail MediaSize = "thumbnail" // 64 pixels
	Small     MediaSize = "small"     // 128
	Medium    MediaSize = "medium"    // 256
	Large     MediaSize = "large"     // 512
)

// The most bytes that travel inside a message. Anything larger needs an address.
const (
	maxImage = 1 << 20
	maxVideo = 2 << 20
)

// imageTypes are the kinds of picture that cannot do anything but be looked at.
var imageTypes = map[string]string{
	"image/png": "image/png", "image/jpeg": "image/jpeg", "image/gif": "image/gif", "image/webp": "image/webp",
}

// videoTypes are the kinds of film, by what their content is taken for.
var videoTypes = map[string]string{
	"video/mp4": "video/mp4", "video/webm": "video/webm", "application/ogg": "video/ogg",
}

// ImageDisplay is a picture.
type ImageDisplay struct{ media media }

// Image shows the picture at url. alt says in words what is on it; it is
// required, for those who cannot see it. The address is a path of the panel's own
// origin, or one of a host that Config.MediaHosts of the panel names; a dashboard
// shows a link in the place of any other.
func Image(alt, url string) ImageDisplay { return ImageDisplay{media{alt: alt, url: url}} }

// ImageBytes shows a picture that is at hand: PNG, JPEG, GIF or WebP, at most
// 1 MiB.
func ImageBytes(alt string, data []byte) ImageDisplay {
	return ImageDisplay{media{alt: alt, data: data}}
}

// Label sets the line above the picture. Default: none.
func (d ImageDisplay) Label(text string) ImageDisplay {
	d.media.label = text
	return d
}

// Size sets how large the picture is. Default: Medium.
func (d ImageDisplay) Size(s MediaSize) ImageDisplay {
	d.media.size = s
	return d
}

// Show puts the picture on the screen.
func (d ImageDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d ImageDisplay) part(context.Context) (*part, error) {
	return d.media.part(protocol.DisplayImage, imageTypes, maxImage)
}

// VideoDisplay is a film.
type VideoDisplay struct{ media media }

// Video shows the film at url with the browser's own controls. It never starts
// by itself. alt and url are as of [Image].
func Video(alt, url string) VideoDisplay { return VideoDisplay{media{alt: alt, url: url}} }

// VideoBytes shows a film that is at hand: MP4, WebM or Ogg, at most 2 MiB.
func VideoBytes(alt string, data []byte) VideoDisplay {
	return VideoDisplay{media{alt: alt, data: data}}
}

// Label sets the line above the film. Default: none.
func (d VideoDisplay) Label(text string) VideoDisplay {
	d.media.label = text
	return d
}

// Size sets how large the film is. Default: Medium.
func (d VideoDisplay) Size(s MediaSize) VideoDisplay {
	d.media.size = s
	return d
}

// Loop begins the film again when it has ended.
func (d VideoDisplay) Loop() VideoDisplay {
	d.media.props = with(d.media.props, "loop", true)
	return d
}

// Muted turns the sound off at first.
func (d VideoDisplay) Muted() VideoDisplay {
	d.media.props = with(d.media.props, "muted", true)
	return d
}

// Show puts the film on the screen.
func (d VideoDisplay) Show(ctx context.Context) error { return show(ctx, d) }

func (d VideoDisplay) part(context.Context) (*part, error) {
	return d.media.part(protocol.DisplayVideo, videoTypes, maxVideo)
}

// media is what pictures and films have in common.
type media struct {
	label, alt, url string
	data            []byte
	size            MediaSize
	props           map[string]any
}

func (m media) part(method protocol.Method, types map[string]string, most int) (*part, error) {
	p := newPart(method, m.label, maps.Clone(m.props))
	if p.props == nil {
		p.props = map[string]any{}
	}
	source, err := m.source(types, most)
	if err != nil {
		return nil, p.fault(err)
	}
	size, err := m.size.orMedium()
	if err != nil {
		return nil, p.fault(err)
	}
	p.props["url"], p.props["alt"] = source, m.alt
	p.props["width"], p.props["height"] = size, size
	return p, nil
}

func (m media) source(types map[string]string, most int) (string, error) {
	switch {
	case strings.TrimSpace(m.alt) == "":
		return "", errors.New("say in words what is to be seen, for those who cannot see it")
	case m.url != "":
		return m.url, protocol.CheckMediaAddress(m.url)
	}
	return dataURL(m.data, types, most)
}

// dataURL is an address that carries data itself. What the data is, it says
// itself: no name or label is believed.
func dataURL(data []byte, types map[string]string, most int) (string, error) {
	if len(data) > most {
		return "", fmt.Errorf("%d bytes are more than %d: give an address", len(data), most)
	}
	found, known := types[http.DetectContentType(data)]
	if !known {
		return "", fmt.Errorf("the content is %s, which is not shown", http.DetectContentType(data))
	}
	return "data:" + found + ";base64," + base64.StdEncoding.EncodeToString(data), nil
}

func (s MediaSize) orMedium() (MediaSize, error) {
	switch s {
	case "":
		return Medium, nil
	case Thumbnail, Small, Medium, Large:
		return s, nil
	}
	return s, fmt.Errorf("size %q: use Thumbnail, Small, Medium or Large", s)
}

// Picture is a picture that stands beside something: a value, a cell, a card.
type Picture struct {
	URL  string // as of [Image],
	Data []byte // or the picture itself, as of [ImageBytes], at most 64 KiB
	Alt  string // says in words what is on it; empty where the words beside say it already
	Size MediaSize
}

// maxPicture is the most bytes of a picture of which there may be many.
const maxPicture = 64 << 10

func (p Picture) given() bool { return p.URL != "" || len(p.Data) > 0 }

// wire returns the picture as a property. Default size: Thumbnail.
func (p Picture) wire() (map[string]any, error) {
	source, err := p.source()
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	size := Thumbnail
	if p.Size != "" {
		if size, err = p.Size.orMedium(); err != nil {
			return nil, fmt.Errorf("picture: %w", err)
		}
	}
	return map[string]any{"url": source, "alt": p.Alt, "width": size, "height": size}, nil
}

func (p Picture) source() (string, error) {
	if p.URL != "" {
		return p.URL, protocol.CheckMediaAddress(p.URL)
	}
	return dataURL(p.Data, imageTypes, maxPicture)
}
