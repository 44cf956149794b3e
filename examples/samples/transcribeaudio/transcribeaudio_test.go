package transcribeaudio

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
)

func TestTranscribe(t *testing.T) {
	run := stagedoortest.Start(t, transcribe)
	if err := run.Expect("Recording").UploadError("call.wav", []byte("%PDF-1.7")); err == nil {
		t.Error("a PDF that is called .wav was taken")
	}
	for content, want := range map[string]string{
		string(wav(2, 100)):    "2 channels",
		string(wav(1)):         "no sound",
		string(wav(1, 1)[:30]): "too early",
	} {
		run.Expect("Recording").AnswerFile("call.wav", content)
		if message := run.Expect("Recording").Message(); !strings.Contains(message, want) {
			t.Errorf("%.40q: %q, want something about %q", content, message, want)
		}
	}
	run.Expect("Recording").AnswerFile("call.wav", string(wav(1, 8000, 0, 4000)))
	var table protocol.TableProps
	run.Expect("Passages").Props(&table)
	if len(table.Data) != 2 {
		t.Errorf("%d passages, want 2", len(table.Data))
	}
	if _, err := run.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestPassages(t *testing.T) {
	sound, err := decode(bytes.NewReader(wav(1, 8000, 0, 4000)))
	if err != nil {
		t.Fatal(err)
	}
	want := []passage{{"0.0 s", "1.0 s", "(somebody speaks)"}, {"2.0 s", "3.0 s", "(somebody speaks)"}}
	if got := sound.passages(); !slices.Equal(got, want) {
		t.Errorf("passages = %v, want %v", got, want)
	}
	if got := (recording{rate: 8000, samples: make([]int16, 8000)}).passages(); len(got) > 0 {
		t.Errorf("somebody speaks in silence: %v", got)
	}
}

// wav is a recording with a second of each loudness.
func wav(channels uint16, loud ...int16) []byte {
	const rate = 8000
	var b bytes.Buffer
	write := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // a buffer takes what it is given
	write([]byte("RIFF"))
	write(uint32(36 + 2*rate*len(loud)))
	write([]byte("WAVEfmt "))
	write(uint32(16))
	write([]uint16{1, channels})
	write([]uint32{rate, 2 * rate})
	write([]uint16{2, 16})
	write([]byte("data"))
	write(uint32(2 * rate * len(loud)))
	for _, l := range loud {
		write(slices.Repeat([]int16{l}, rate))
	}
	return b.Bytes()
}
