// Command freeport prints the number of a TCP port that is free on the loopback
// interface now.
package main

import (
	"fmt"
	"net"
	"os"
)

func main() {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		fmt.Fprintln(os.Stderr, "freeport:", err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stdout, l.Addr().(*net.TCPAddr).Port)
	if err := l.Close(); err != nil {
		os.Exit(1)
	}
}
