// Package transcribeaudio takes a recording and shows what is in it. The ear of the
// example hears when somebody speaks, and not what they say: a client of your
// transcription service stands in its place.
package transcribeaudio

import (
	"context"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// Register adds the app to reg.
func Register(reg *stagedoor.Registry) {
	reg.Action("transcribe_audio", stagedoor.Action{
		Section:     "Transcribe audio",
		Description: "Says when somebody speaks in a recording",
		Handler:     transcribe,
	})
}

// passage is a part of a recording in which somebody speaks.
type passage struct {
	From string `io:""`
	To   string `io:""`
	Text string `io:""`
}

func transcribe(ctx context.Context) error {
	file, sound, err := askRecording(ctx)
	if err != nil {
		return err
	}
	progress, err := io.Loading("Transcribing").Description(file.Name).Start(ctx)
	if err != nil {
		return err
	}
	passages := sound.passages()
	if err := progress.Describe(ctx, "Writing it down"); err != nil {
		return err
	}
	return io.Group(
		io.Heading("Transcript").Description(file.Name),
		io.Metadata("Recording",
			io.MetaItem{Label: "Length", Value: clock(sound.length())},
			io.MetaItem{Label: "Samples a second", Value: sound.rate, Type: io.NumberColumn},
			io.MetaItem{Label: "Passages", Value: len(passages), Type: io.NumberColumn},
		).Layout(io.CardLayout),
		io.Table("Passages", passages),
	).Ask(ctx)
}

// askRecording asks for the file, and again when there is no sound in it.
func askRecording(ctx context.Context) (file io.Upload, sound recording, err error) {
	file, err = io.File("Recording").
		Help("16 bits, one channel").
		Extensions(".wav").
		MaxSize(10_000_000).
		Validate(func(_ context.Context, u io.Upload) error {
			content, err := u.Open()
			if err != nil {
				return err
			}
			defer content.Close()
			sound, err = decode(content)
			if err != nil {
				return io.Invalid("%s cannot be played: %v.", u.Name, err)
			}
			return nil
		}).
		Get(ctx)
	return file, sound, err
}
