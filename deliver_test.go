package stagedoor_test

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"net/textproto"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
)

// letter is one with what could break out of a header or of a text.
func letter() stagedoor.Delivery {
	return stagedoor.Delivery{
		ID: "7", Email: "zoe@shop.example.com", Name: "Zoë, M.", Title: "Refund\r\nBcc: all@shop.example.com",
		Message: "Please look at <!channel>.\r\n.\r\nThen go on.", URL: "https://shop.example.com/admin/refunds?id=7", Key: "n1",
	}
}

// relay is a mail server that takes one letter.
func relay(t *testing.T) (address string, got <-chan []string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	letters := make(chan []string, 1)
	go func() {
		defer close(letters)
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		text := textproto.NewConn(conn)
		said := []string{}
		reply := "220 here"
		for {
			if err := text.PrintfLine("%s", reply); err != nil {
				return
			}
			line, err := text.ReadLine()
			if err != nil {
				return
			}
			said = append(said, line)
			switch reply = "250 ok"; line {
			case "DATA":
				if err := text.PrintfLine("354 go on"); err != nil {
					return
				}
				body, err := text.ReadDotBytes()
				if err != nil {
					return
				}
				said = append(said, string(body))
			case "QUIT":
				letters <- said
				reply = "221 bye"
			}
		}
	}()
	return listener.Addr().String(), letters
}

func TestMailExample(t *testing.T) {
	address, got := relay(t)
	if err := mailBy(address)(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	said := <-got
	if all := strings.Join(said[:len(said)-2], "\n"); !strings.Contains(all, "RCPT TO:<zoe@shop.example.com>") || strings.Contains(all, "all@") {
		t.Errorf("the envelope is %q", said)
	}
	message, err := mail.ReadMessage(strings.NewReader(said[len(said)-2]))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(message.Body)
	if err != nil {
		t.Fatal(err)
	}
	to, err := message.Header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Name != "Zoë, M." {
		t.Errorf("to %v, %v", to, err)
	}
	if message.Header.Get("Bcc") != "" || message.Header.Get("Message-ID") != "<n1@shop.example.com>" {
		t.Errorf("header %v", message.Header)
	}
	if want := "Please look at <!channel>.\n.\nThen go on.\n\nhttps://shop.example.com/admin/refunds?id=7\n"; string(body) != want {
		t.Errorf("body %q, want %q", body, want)
	}
	if err := mailBy(address)(t.Context(), stagedoor.Delivery{ID: "7", Message: "x"}); err != nil {
		t.Error("nobody to write to:", err)
	}
}

func TestSlackExample(t *testing.T) {
	status := http.StatusOK
	var got struct{ Text string }
	chat := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Error(err)
		}
		w.WriteHeader(status)
	}))
	if err := slackBy(chat.URL)(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.Text, "&lt;!channel&gt;") || !strings.HasSuffix(got.Text, "https://shop.example.com/admin/refunds?id=7") {
		t.Errorf("the chat got %q", got.Text)
	}
	status = http.StatusForbidden
	if err := slackBy(chat.URL)(t.Context(), letter()); err == nil || !strings.Contains(err.Error(), "403") {
		t.Errorf("a refusal is %v", err)
	}
	chat.Close()
	if err := slackBy(chat.URL+"/secret")(t.Context(), letter()); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("a chat that is away is %v", err)
	}
}

// Links in messages come from the configuration and nowhere else.
func TestDeliverNeedsBaseURL(t *testing.T) {
	_, err := stagedoor.New(stagedoor.Config{
		Registry: stagedoor.NewRegistry(), DB: new(gorm.DB), Deliver: mailBy("localhost:25"),
		Identify: func(*http.Request) (stagedoor.User, error) { return stagedoor.User{}, nil },
	})
	if err == nil || !strings.Contains(err.Error(), "Config.Deliver needs Config.BaseURL") {
		t.Errorf("New = %v", err)
	}
}
