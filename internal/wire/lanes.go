package wire

import "sync"

// lanes runs jobs at the same time, but those of one lane in their order, one
// after another. The zero value is ready.
type lanes struct {
	wg sync.WaitGroup

	mu      sync.Mutex
	waiting map[string][]func() // of the lanes that have a job running
	jobs    int
}

// run starts job, or queues it behind the others of its lane. It never waits; it
// reports errFlood when far too many jobs are unfinished.
func (l *lanes) run(lane string, job func()) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.jobs >= maxWaiting {
		return errFlood
	}
	l.jobs++
	if queue, busy := l.waiting[lane]; busy {
		l.waiting[lane] = append(queue, job)
		return nil
	}
	if l.waiting == nil {
		l.waiting = map[string][]func(){}
	}
	l.waiting[lane] = nil
	l.wg.Go(func() { l.drain(lane, job) })
	return nil
}

func (l *lanes) drain(lane string, job func()) {
	for job != nil {
		job()
		job = l.next(lane)
	}
}

// next takes the lane's next job; without one the lane is gone.
func (l *lanes) next(lane string) func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.jobs--
	queue := l.waiting[lane]
	if len(queue) == 0 {
		delete(l.waiting, lane)
		return nil
	}
	l.waiting[lane] = queue[1:]
	return queue[0]
}

// wait waits for all jobs.
func (l *lanes) wait() { l.wg.Wait() }
