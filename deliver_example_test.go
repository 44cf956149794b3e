package stagedoor_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/mail"
	"net/smtp"
	"strings"

	"github.com/stagedoor/stagedoor"
)

// region mail

// mailBy sends notifications as e-mails through a relay such as "localhost:25".
func mailBy(relay string) func(context.Context, stagedoor.Delivery) error {
	return func(_ context.Context, d stagedoor.Delivery) error {
		if d.Email == "" {
			return nil // known by an ID alone, and at the bell all the same
		}
		const from = "panel@shop.example.com"
		to := mail.Address{Name: d.Name, Address: d.Email}
		subject := mime.QEncoding.Encode("utf-8", cmp.Or(d.Title, "A message for you"))
		text := fmt.Sprintf("From: %s\r\nTo: %s\r\nSubject: %s\r\nMessage-ID: <%s@shop.example.com>\r\n"+
			"Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n\r\n%s\r\n", from, to.String(), subject, d.Key, d.Message, d.URL)
		return smtp.SendMail(relay, nil, from, []string{d.Email}, []byte(text))
	}
}

// endregion

// region slack

// slackBy posts notifications to the channel of a webhook.
func slackBy(webhook string) func(context.Context, stagedoor.Delivery) error {
	plain := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	return func(ctx context.Context, d stagedoor.Delivery) error {
		text := plain.Replace(fmt.Sprintf("%s: %s\n%s", d.Name, d.Title, d.Message)) + "\n" + d.URL
		body, err := json.Marshal(map[string]string{"text": text})
		if err != nil {
			return err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, webhook, bytes.NewReader(body))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/json")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return errors.Unwrap(err) // without the address, which is a secret and would be logged
		}
		defer res.Body.Close()
		if res.StatusCode != http.StatusOK {
			return fmt.Errorf("post to the chat: %s", res.Status)
		}
		return nil
	}
}

// endregion

func ExampleDelivery() {
	for _, deliver := range []func(context.Context, stagedoor.Delivery) error{
		mailBy("localhost:25"),
		slackBy("https://hooks.slack.com/services/T0/B0/x"),
	} {
		_ = stagedoor.Config{Deliver: deliver}
	}
}
