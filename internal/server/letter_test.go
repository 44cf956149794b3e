package server

import "testing"

func TestLettersHaveWholeAddresses(t *testing.T) {
	s := &Server{baseURL: "https://shop.example.com", mount: "/admin"}
	for link, want := range map[string]string{
		"":                           "https://shop.example.com/admin/",
		"{":                          "https://shop.example.com/admin/",
		`{"route":"refunds/refund"}`: "https://shop.example.com/admin/refunds/refund",
		`{"route":"refund","params":{"id":9007199254740993,"a b":"&","none":null}}`: "https://shop.example.com/admin/refund?a+b=%26&id=9007199254740993",
		`{"route":"-/runs/x1"}`:                    "https://shop.example.com/admin/-/runs/x1",
		`{"route":"//evil.test?x#y"}`:              "https://shop.example.com/admin///evil.test%3Fx%23y",
		`{"url":"https://docs.example.com/a?b=c"}`: "https://docs.example.com/a?b=c",
		`{"url":"/orders/7"}`:                      "https://shop.example.com/orders/7",
		`{"url":"mailto:ada@example.com"}`:         "mailto:ada@example.com",
	} {
		if got := s.leadsTo([]byte(link)); got != want {
			t.Errorf("%s leads to %s, want %s", link, got, want)
		}
	}
}
