package protocol

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkEncodeTable encodes 500 rows of eight cells, two of them dates.
func BenchmarkEncodeTable(b *testing.B) {
	props := TableProps{Data: make([]TableRow, 500)}
	for i := range props.Data {
		props.Data[i] = TableRow{Key: fmt.Sprint(i), Data: map[string]any{
			"id": i, "customer": "ada@example.com", "name": "Ada Lovelace", "amount": int64(4500 + i), "paid": true,
			"note": "Left at the door, as agreed.", "created.at": time.Unix(int64(i), 0), "shipped": time.Unix(int64(i), 0),
		}}
	}
	b.ReportAllocs()
	for b.Loop() {
		data, _, err := Encode(props)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(data)))
	}
}
