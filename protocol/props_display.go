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
