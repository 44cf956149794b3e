// Package listen opens the port of an example program and knows the addresses it
// can be reached at.
package listen

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// Address is an open port.
type Address struct{ net.Listener }

// On opens addr, for example "127.0.0.1:8080"; port 0 means any that is free.
func On(ctx context.Context, addr string) (Address, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return Address{}, fmt.Errorf("something else is listening on %s already: choose another address with -addr", addr)
	}
	if err != nil {
		return Address{}, fmt.Errorf("listen on %s: %w", addr, err)
	}
	return Address{l}, nil
}

// URL is where a browser on this machine finds the port.
func (a Address) URL() string {
	host, port := a.parts()
	return "http://" + net.JoinHostPort(host, port)
}

// OtherNames are further names of the same place that people type.
func (a Address) OtherNames() []string {
	_, port := a.parts()
	return []string{"localhost:" + port, "127.0.0.1:" + port}
}

func (a Address) parts() (host, port string) {
	at, ok := a.Addr().(*net.TCPAddr)
	if !ok {
		return "localhost", "80"
	}
	port = strconv.Itoa(at.Port)
	if at.IP.IsUnspecified() {
		return "localhost", port
	}
	return at.IP.String(), port
}
