package server_test

import (
	"fmt"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// A notice reaches those it names, wherever they are, and nobody else.
func TestNotify(t *testing.T) {
	w := newWorld(t, dbtest.Open(t))
	h, ada, ben := w.connect(routesOfTest()), w.open("ada"), w.open("ben")
	var home protocol.Home
	ada.must(protocol.CallHome, nil, &home)
	ben.must(protocol.CallHome, nil, &home)
	if home.Notices == nil || len(home.Notices)+home.Unread != 0 {
		t.Fatalf("at first: %+v", home)
	}
	id := ada.start(h, "refund", "k1")
	notify := func(in protocol.NotifyRequest) bool {
		in.TransactionID = id
		var done bool
		h.call(protocol.Notify, in, &done)
		return done
	}
	toBen := protocol.NotifyRequest{
		Title: "Refund", Message: "Please look <b>here</b>", IdempotencyKey: "k",
		Link: &protocol.Button{Label: "Open", Route: "refund"}, DeliveryInstructions: []protocol.Delivery{{To: "BEN@example.com"}, {To: "nobody"}},
	}
	for range 2 { // sent again, it is one message
		if !notify(toBen) {
			t.Fatal("refused")
		}
	}
	told := until(ben, protocol.PushHome, "ben is told", func(p protocol.Home) bool { return p.Unread > 0 })
	if n := told.Notices; len(n) != 1 || n[0].Title != "Refund" || n[0].Message != toBen.Message || n[0].Link.Route != "refund" || n[0].Read {
		t.Fatalf("ben has %+v", n)
	}
	if !notify(protocol.NotifyRequest{Message: "Half way"}) { // to whoever runs it
		t.Fatal("refused")
	}
	mine := until(ada, protocol.PushHome, "ada is told", func(p protocol.Home) bool { return p.Unread > 0 })
	if n := mine.Notices; len(n) != 1 || n[0].Message != "Half way" {
		t.Fatalf("ada has %+v", n)
	}
	many := make([]protocol.Delivery, 101)
	for i := range many {
		many[i].To = fmt.Sprintf("person-%d", i)
	}
	for _, bad := range []protocol.NotifyRequest{
		{Message: "x", Link: &protocol.Button{URL: "javascript:alert(1)"}},
		{Message: "x", DeliveryInstructions: many},
	} {
		if notify(bad) {
			t.Errorf("a notice was taken: %+v", bad)
		}
	}

	// Nobody reads for somebody else.
	ada.must(protocol.CallReadNotices, protocol.ReadNoticesRequest{IDs: []string{told.Notices[0].ID}}, nil)
	ben.must(protocol.CallHome, nil, &home)
	if home.Unread != 1 {
		t.Fatalf("ben has %+v", home)
	}
	ben.must(protocol.CallReadNotices, protocol.ReadNoticesRequest{}, nil)
	until(ben, protocol.PushHome, "ben has read all", func(p protocol.Home) bool { return p.Unread == 0 && p.Notices[0].Read })

	// The transcript says once what was told, and to whom.
	var events protocol.RunEvents
	ada.must(protocol.CallOpenRun, protocol.OpenRunRequest{RunID: id}, &events)
	count := 0
	for _, e := range events.Events {
		if e.Kind == protocol.EventNotice {
			count++
		}
	}
	if count != 2 {
		t.Errorf("%d notices in the transcript", count)
	}
}
