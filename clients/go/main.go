// Command clients has the programs of clients/run for libraries of Go; its argument names one.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"
)

var (
	address   = "127.0.0.1:" + os.Getenv("RF_PORT")
	password  = os.Getenv("RF_PASSWORD")
	worksOnce = os.Getenv("RF_MODE") == "work"
	bounded   = os.Getenv("RF_OPTIONS") == "bounded"
	ctx       = context.Background()
)

func main() {
	programs := map[string]func(){"go-redis": goRedis, "redigo": redigoPool, "asynq": asynqJobs}
	programs[os.Args[1]]()
}

func version(module string) {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			fmt.Println("version", strings.TrimPrefix(dependency.Version, "v"))
		}
	}
}

// run attempts 20 times a second, for ever, and says of each attempt how it went.
func run(attempt func() error) {
	for {
		if err := attempt(); err != nil {
			fmt.Printf("error %T\n", err)
			fmt.Fprintln(os.Stderr, err)
		} else {
			fmt.Println("ok")
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func expect(condition bool, what string) {
	if !condition {
		check(fmt.Errorf("not as expected: %s", what))
	}
}
