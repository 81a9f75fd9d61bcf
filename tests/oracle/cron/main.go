// Prints what the originals do, for the comparison tests: robfig/cron's ParseStandard and Next (what Velero runs) and
// Go's time.ParseDuration. Usage: main cron|durations [seed cases]; without a seed it prints the tables kept as data.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
)

const tableSeed = 20240229

func main() {
	// Velero's images set no zone of their own, so Local is UTC. It is read before the first use of a local time.
	os.Setenv("TZ", "UTC")

	seed, cases := int64(tableSeed), 0
	if len(os.Args) == 4 {
		seed = must(strconv.ParseInt(os.Args[2], 10, 64))
		cases = int(must(strconv.ParseInt(os.Args[3], 10, 32)))
	} else if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: main cron|durations [seed cases]")
		os.Exit(2)
	}

	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	switch os.Args[1] {
	case "cron":
		writeCron(out, seed, cases)
	case "durations":
		writeDurations(out, seed, cases)
	default:
		fmt.Fprintf(os.Stderr, "unknown table %q\n", os.Args[1])
		os.Exit(2)
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
