package server

import (
	"fmt"
	"net/url"
	"strings"
)

// mediaOrigins checks where pictures and films may come from besides the panel's
// own origin: host names, origins, or https: for any.
func mediaOrigins(hosts []string) ([]string, error) {
	origins := make([]string, 0, len(hosts))
	for _, host := range hosts {
		if host == "https:" {
			origins = append(origins, host)
			continue
		}
		if !strings.Contains(host, "://") {
			host = "https://" + host
		}
		u, err := url.Parse(host)
		if err != nil || u.Hostname() == "" || strings.HasSuffix(u.Host, ":") || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || strings.ContainsAny(u.Host, "*;, '\"") ||
			strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
			return nil, fmt.Errorf("server: Config.MediaHosts: %q has to be a host name, an origin like https://pictures.example.com, or https: for any", host)
		}
		origins = append(origins, u.Scheme+"://"+strings.ToLower(u.Host))
	}
	return origins, nil
}
