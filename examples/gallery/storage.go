package main

import (
	"context"
	"fmt"
	stdio "io"
	"net/http"

	"github.com/stagedoor/stagedoor"
)

// storage keeps what people hand over in a folder of a server that takes PUT, gives
// parts for GET with a Range, and removes by DELETE, as object storage does.
type storage struct{ folder string }

var _ stagedoor.UploadStore = storage{}

// Create sends what is written as the body of one request.
func (s storage) Create(ctx context.Context, name string) (stdio.WriteCloser, error) {
	body, w := stdio.Pipe()
	p := &put{PipeWriter: w, ctx: ctx, kept: make(chan error, 1)}
	go func() {
		response, err := s.do(ctx, http.MethodPut, name, body, "")
		if err == nil {
			err = response.Body.Close()
		}
		body.CloseWithError(err) // whoever still writes learns of it
		p.kept <- err
	}()
	return p, nil
}

// Open asks for the part from offset on.
func (s storage) Open(ctx context.Context, name string, offset int64) (stdio.ReadCloser, error) {
	response, err := s.do(ctx, http.MethodGet, name, nil, fmt.Sprintf("bytes=%d-", offset))
	if err != nil {
		return nil, err
	}
	return response.Body, nil
}

// Remove removes an object.
func (s storage) Remove(ctx context.Context, name string) error {
	response, err := s.do(ctx, http.MethodDelete, name, nil, "")
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// do returns the answer to a request, whose body is to be closed, or an error when
// the server did not do what it was asked to.
func (s storage) do(ctx context.Context, method, name string, body stdio.Reader, part string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, s.folder+name, body)
	if err != nil {
		return nil, err
	}
	if part != "" {
		request.Header.Set("Range", part)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	if whole := response.StatusCode != http.StatusPartialContent; response.StatusCode/100 != 2 || whole && part != "" {
		response.Body.Close()
		return nil, fmt.Errorf("%s of %s: the server says %s", method, name, response.Status)
	}
	return response, nil
}

// put is an object on its way.
type put struct {
	*stdio.PipeWriter

	ctx  context.Context
	kept chan error
}

// Close ends the body and waits until the server has kept it. One that is not wanted
// any more ends with an error, so that nothing is kept.
func (p *put) Close() error {
	p.CloseWithError(p.ctx.Err()) // of nil, it just ends
	return <-p.kept
}
