package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/hibiken/asynq"
)

func asynqJobs() {
	version("github.com/hibiken/asynq")
	queue := "jobs-" + os.Getenv("RF_OPTIONS")
	log.SetOutput(io.Discard)
	place := asynq.RedisClientOpt{Addr: address, Password: password}
	if bounded {
		place.DialTimeout, place.ReadTimeout, place.WriteTimeout = 2*time.Second, 2*time.Second, 2*time.Second
	}
	done := make(chan string, 1000)
	handle := asynq.HandlerFunc(func(_ context.Context, task *asynq.Task) error {
		done <- string(task.Payload())
		return nil
	})
	server := asynq.NewServer(place, asynq.Config{
		Concurrency: 2, Queues: map[string]int{queue: 1}, LogLevel: asynq.FatalLevel, TaskCheckInterval: 100 * time.Millisecond,
	})
	check(server.Start(handle))
	client := asynq.NewClient(place)
	if !worksOnce {
		number := 0
		run(func() error {
			number++
			wanted := fmt.Sprint(number)
			if _, err := client.Enqueue(asynq.NewTask("job", []byte(wanted)), asynq.Queue(queue)); err != nil {
				return err
			}
			return await(done, wanted, 5*time.Second)
		})
	}
	_, err := client.Enqueue(asynq.NewTask("job", []byte("now")), asynq.Queue(queue))
	check(err)
	check(await(done, "now", 30*time.Second))
	_, err = client.Enqueue(asynq.NewTask("job", []byte("later")), asynq.ProcessIn(time.Second), asynq.Unique(time.Minute),
		asynq.Queue(queue))
	check(err)
	check(await(done, "later", 30*time.Second))
	inspector := asynq.NewInspector(place)
	queues, err := inspector.Queues()
	check(err)
	expect(len(queues) == 1, "one queue")
	_, err = inspector.GetQueueInfo(queue)
	check(err)
	_, err = inspector.Servers()
	check(err)
	server.Shutdown()
	check(client.Close())
}

func await(done chan string, wanted string, limit time.Duration) error {
	end := time.After(limit)
	for {
		select {
		case seen := <-done:
			if seen == wanted {
				return nil
			}
		case <-end:
			return context.DeadlineExceeded
		}
	}
}
