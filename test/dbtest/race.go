package dbtest

import "sync"

// Race calls run n times at once, with 0 to n-1, and returns what the calls
// returned, in that order. No call begins before all are ready to.
func Race[T any](n int, run func(i int) T) []T {
	results := make([]T, n)
	var ready, done sync.WaitGroup
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			ready.Wait()
			results[i] = run(i)
		})
	}
	done.Wait()
	return results
}
