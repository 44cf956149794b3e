// Package stagedoortest plays the person, for tests of actions. It starts an
// action, shows the test what is on the screen and hands over its answers, as
// the same encoded messages that a dashboard would exchange with it.
//
//	run := stagedoortest.Start(t, hello)
//	run.Expect("Your name").Answer("Ada")
//	result, err := run.Wait()
//
// It works inside and outside of testing/synctest bubbles. A step that does not
// come within [Patience] fails the test with a list of what is on the screen.
package stagedoortest
