package transcribeaudio

import (
	"encoding/binary"
	"errors"
	"fmt"
	stdio "io"
	"time"
)

// recording is sound of one channel.
type recording struct {
	rate    int // samples a second
	samples []int16
}

// decode reads a WAV file. Errors are fit to be read by people.
func decode(r stdio.Reader) (recording, error) {
	var head struct {
		RIFF, Size, WAVE [4]byte
	}
	if err := binary.Read(r, binary.LittleEndian, &head); err != nil || string(head.RIFF[:]) != "RIFF" || string(head.WAVE[:]) != "WAVE" {
		return recording{}, errors.New("it is no WAV file")
	}
	var rec recording
	for {
		var chunk struct {
			ID   [4]byte
			Size uint32
		}
		if err := binary.Read(r, binary.LittleEndian, &chunk); err != nil {
			return recording{}, errors.New("there is no sound in it")
		}
		body := stdio.LimitReader(r, int64(chunk.Size))
		switch string(chunk.ID[:]) {
		case "fmt ":
			if err := rec.format(body); err != nil {
				return recording{}, err
			}
		case "data":
			return rec.sound(body)
		}
		if _, err := stdio.Copy(stdio.Discard, body); err != nil {
			return recording{}, errors.New("it ends too early")
		}
	}
}

func (rec *recording) format(body stdio.Reader) error {
	var f struct {
		Encoding, Channels uint16
		Rate, BytesASecond uint32
		Align, Bits        uint16
	}
	if err := binary.Read(body, binary.LittleEndian, &f); err != nil {
		return errors.New("it ends too early")
	}
	if f.Encoding != 1 || f.Channels != 1 || f.Bits != 16 || f.Rate < 1000 || f.Rate > 200_000 {
		return fmt.Errorf("it has %d bits and %d channels, and needs 16 and 1", f.Bits, f.Channels)
	}
	rec.rate = int(f.Rate)
	return nil
}

func (rec recording) sound(body stdio.Reader) (recording, error) {
	content, err := stdio.ReadAll(body)
	if err != nil || rec.rate == 0 || len(content) < 2 {
		return recording{}, errors.New("there is no sound in it")
	}
	rec.samples = make([]int16, len(content)/2)
	for i := range rec.samples {
		rec.samples[i] = int16(binary.LittleEndian.Uint16(content[2*i:]))
	}
	return rec, nil
}

func (rec recording) length() time.Duration { return rec.at(len(rec.samples)) }

// at is when a sample is heard.
func (rec recording) at(sample int) time.Duration {
	return time.Duration(sample) * time.Second / time.Duration(rec.rate)
}

// passages are what stands between pauses of a fifth of a second or more.
func (rec recording) passages() []passage {
	const loud = 1000
	pause := rec.rate / 5
	var found []passage
	first, last := -1, 0
	end := func() {
		if first >= 0 {
			found = append(found, passage{clock(rec.at(first)), clock(rec.at(last + 1)), "(somebody speaks)"})
		}
		first = -1
	}
	for i, s := range rec.samples {
		if s < loud && s > -loud {
			continue
		}
		if i-last > pause {
			end()
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	end()
	return found
}

func clock(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
