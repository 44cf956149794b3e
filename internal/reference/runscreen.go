package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/stagedoor/stagedoor/protocol"
)

// runState is a state of the screen of a run, as the person sees it.
type runState struct {
	name     string
	statuses []protocol.RunStatus // of the run, where they tell this state from others
	keys     []string             // of the dashboard's texts, which are quoted
	text     string               // when it is so, and what there is to see
}

// runStates are in the order in which a run comes to them. Every status of a run
// stands in one.
var runStates = []runState{
	{"Connecting", nil, []string{"line.reconnecting", "line.offline", "step.sendsLater", "answer.expired"},
		"The run is fetched: after 300 ms there is an outline of the screen. When the browser loses the panel, a line at the top says so and what is on the screen " +
			"stays usable; what is answered meanwhile is sent once the line is back."},
	{"Starting and running silently", []protocol.RunStatus{protocol.RunStarting, protocol.RunWorking}, []string{"status.starting", "status.working", "loading.working", "loading.long"},
		"The handler runs and has said nothing. Where the next step will appear a card says after 300 ms that it works, and after three seconds that one may leave."},
	{"Waiting", []protocol.RunStatus{protocol.RunWaiting}, []string{"status.waiting"},
		"A question is open. It is the last step, and the title of the browser's tab is marked. The focus is in its first field or, where that is filled in, in the first one " +
			"that is empty and must not be. It waits for `Config.AnswerTimeout`. " +
			"While nothing has been done in the run, it is not among those that wait at home, and it is cancelled an hour after it was left: changing a field, searching in one, sending a file, an answer, " +
			"a log line or progress keep it."},
	{"Waiting for somebody else", nil, []string{"status.others", "home.approvals"},
		"The open question is [io.Approve](#ioapprove): those who may decide have it on their home screen, and the owner sees what is waited for."},
	{"Loading", nil, []string{"loading.count", "loading.left"},
		"The card shows the label, the description and the bar of [io.Loading](#ioloading), and what it is part of above it. How much time is left is said after five seconds of a steady rate."},
	{"The service is away", nil, []string{"run.away"},
		"The process that runs the action has lost its connection to the panel. The question stays and can be answered: the answer is kept and handed over when the process is back. If " +
			"it comes back as another process, the run is interrupted."},
	{"Resumed", nil, nil,
		"Whoever opens the link of a run, reloads it or presses it on the home screen finds the whole transcript: displays, answers, log, the loading state, the open question and what was typed into " +
			"it in this tab. Secrets are not kept, and are typed again."},
	{"Open in several places", nil, []string{"step.elsewhere", "step.elsewhereTyped", "answer.stale"},
		"No browser takes a run from another one: all that show it are kept up to date. The first answer counts. Where somebody had typed another one, it is said and what was typed can be copied."},
	{"Cancelled", []protocol.RunStatus{protocol.RunCanceled}, []string{"cancel.title", "cancel.text", "result.canceledAt", "result.leftAt", "step.notSent"},
		"The person has pressed Cancel run and confirmed it, nobody has answered in time, it was left untouched for an hour, or the handler has returned `io.ErrCanceled`. See [When it is canceled](#when-it-is-canceled)."},
	{"Interrupted", []protocol.RunStatus{protocol.RunInterrupted}, []string{"result.interruptedAt"},
		"The process ended while the handler ran. The panel cannot know how far it had come."},
	{"Failed", []protocol.RunStatus{protocol.RunFailed}, []string{"result.failed", "result.failedText", "result.reference"},
		"The handler has returned an error or panicked. What was made with [stagedoor.Fail](#stagedoorfail) is shown as it is written; of anything else there is a reference, under which it is in the log."},
	{"Finished", []protocol.RunStatus{protocol.RunDone}, []string{"result.done", "result.doneIn", "result.doneAtOnce", "result.again", "result.sameAnswers", "result.notKept"},
		"The handler has returned nil. The result of [stagedoor.SetResult](#stagedoorsetresult) stands below the steps, and what can be done next beside it."},
	{"Redirected", []protocol.RunStatus{protocol.RunRedirected}, []string{"result.openName", "result.openHost", "result.redirectGone"},
		"The handler has called [stagedoor.Redirect](#stagedoorredirect). Whoever watches is taken to the screen of the panel that it names; other addresses wait for a press, and so does whoever opens the run later."},
	{"Leaving", nil, []string{"leave.title", "leave.text"},
		"Nothing asks before somebody leaves, since the run goes on and what was typed is kept, except where a secret has been typed."},
}

const runScreenIntro = "A run has an address of its own. Who ran it, when, and its state stand at the top, the steps below each other, the log beside them. These are its " +
	"states; in italics is what the panel says."

// writeRunScreen writes the states of the screen of a run, with what the panel says.
func writeRunScreen(b *bytes.Buffer, root string) error {
	texts, err := panelTexts(root)
	if err != nil {
		return err
	}
	for _, s := range runStates {
		fmt.Fprintf(b, "\n### %s\n\n%s\n", s.name, s.text)
		for i, key := range s.keys {
			text, ok := texts[key]
			if !ok {
				return fmt.Errorf("run screen, %s: the dashboard has no text %q", s.name, key)
			}
			if i == 0 {
				b.WriteString("\n")
			}
			fmt.Fprintf(b, "- *%s*\n", text)
		}
	}
	return nil
}

// panelTexts are the texts of the dashboard by their keys. Those that differ by a
// number are left out.
func panelTexts(root string) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(root, "dashboard", "src", "text", "en*.json"))
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, file := range files {
		content, err := os.ReadFile(file) //nolint:gosec // a text file of the project
		if err != nil {
			return nil, err
		}
		var all map[string]any
		if err := json.Unmarshal(content, &all); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
		for key, v := range all {
			if text, ok := v.(string); ok {
				texts[key] = strings.NewReplacer("{", "`{", "}", "}`").Replace(text)
			}
		}
	}
	return texts, nil
}
