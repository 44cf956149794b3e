package server

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// origins is the set of addresses that the panel answers under. A name that is
// not in it could be pointed at this machine by anybody.
type origins struct {
	exact    map[string]bool   // scheme://host[:port], lower case, without the scheme's own port
	hosts    map[string]string // host[:port] without a known scheme, to the scheme it goes with ("" for the request's own)
	loopback bool              // also every name of this machine, on any port
}

// newOrigins makes the set of base and extra. Without a base, or with one on
// this machine, the names of this machine are in it.
func newOrigins(base string, extra []string) (origins, error) {
	o := origins{exact: map[string]bool{}, hosts: map[string]string{}, loopback: base == ""}
	scheme := ""
	if base != "" {
		u, err := url.Parse(base)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return o, fmt.Errorf("server: base URL %q has to be a scheme and a host", base)
		}
		scheme = u.Scheme
		o.loopback = onLoopback(u.Hostname())
		o.exact[canonicalOrigin(u.Scheme, u.Host)] = true
	}
	for _, host := range extra {
		s, h, full := strings.Cut(host, "://")
		if !full {
			s, h = scheme, host
		}
		if h == "" || strings.ContainsAny(h, "/?#@ ") {
			return o, fmt.Errorf("server: extra host %q has to be a host name, with a port where it needs one", host)
		}
		if s == "" {
			o.hosts[strings.ToLower(h)] = ""
			continue
		}
		o.exact[canonicalOrigin(s, h)] = true
	}
	return o, nil
}

// allowsHost reports whether the panel answers r under the host it names.
func (o origins) allowsHost(r *http.Request) bool {
	host := strings.ToLower(r.Host)
	if o.exact[canonicalOrigin("http", host)] || o.exact[canonicalOrigin("https", host)] {
		return true
	}
	if _, known := o.hosts[host]; known {
		return true
	}
	return o.loopback && onLoopback(hostname(host))
}

// allowsOrigin reports whether a page of this origin may speak to the panel.
// The host of r has been checked before.
func (o origins) allowsOrigin(r *http.Request, origin string) bool {
	scheme, host, ok := strings.Cut(strings.ToLower(origin), "://")
	if !ok || (scheme != "http" && scheme != "https") || strings.ContainsAny(host, "/?#@") {
		return false
	}
	if o.exact[canonicalOrigin(scheme, host)] {
		return true
	}
	own := "http"
	if r.TLS != nil {
		own = "https"
	}
	same := canonicalOrigin(scheme, host) == canonicalOrigin(own, strings.ToLower(r.Host))
	if _, known := o.hosts[host]; known {
		return same
	}
	return o.loopback && onLoopback(hostname(host)) && same
}

// canonicalOrigin writes an origin without the scheme's own port.
func canonicalOrigin(scheme, host string) string {
	host = strings.ToLower(host)
	switch scheme {
	case "http":
		host = strings.TrimSuffix(host, ":80")
	case "https":
		host = strings.TrimSuffix(host, ":443")
	}
	return scheme + "://" + host
}

// hostname is host without its port and without the brackets of an IPv6 address.
func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		return h
	}
	return strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
}

// onLoopback reports whether name is one of this machine for itself.
func onLoopback(name string) bool {
	ip := net.ParseIP(name)
	return name == "localhost" || strings.HasSuffix(name, ".localhost") || ip != nil && ip.IsLoopback()
}
