package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"time"
)

// A line of the table: the text as a JSON string, a tab, and either "!" (refused) or the nanoseconds, a tab and Go's own
// text for them.
func writeDurations(out io.Writer, seed int64, cases int) {
	seen := map[string]bool{}
	add := func(text string) {
		if seen[text] {
			return
		}
		seen[text] = true
		name := strings.TrimSuffix(string(must(json.Marshal(text))), "\n")
		if value, err := time.ParseDuration(text); err != nil {
			fmt.Fprintf(out, "%s\t!\n", name)
		} else {
			fmt.Fprintf(out, "%s\t%d\t%s\n", name, int64(value), value)
		}
	}
	r := rand.New(rand.NewSource(seed))
	if cases == 0 {
		cases = 20000
		for _, text := range durationOddities {
			add(text)
		}
	}
	for i := 0; i < cases; i++ {
		text := randomDuration(r)
		switch r.Intn(8) {
		case 0:
			text = mutateDuration(r, text)
		case 1:
			text = mutateDuration(r, mutateDuration(r, text))
		case 2:
			// Go's own spelling of any 64 bits at all.
			text = time.Duration(r.Uint64() >> uint(r.Intn(64))).String()
		}
		add(text)
	}
}

var durationOddities = []string{
	"", "0", "+0", "-0", "00", "0.0", "0s", "-", "+", "+-1s", "--1s", ".", ".s", "-.s", "1.", "1.s", ".5s", "-.5h", "1s ",
	" 1s", "1 s", "1h 30m", "1", "3000", "1e3s", "1x", "1S", "1H", "1d", "1w", "30d", "1y", "µs", "1µs", "1μs", "1us", "1ns",
	"1.9ns", "0.9ns", "1m1m", "1s1h", "1h1h1h", "9223372036854775807ns", "9223372036854775808ns", "-9223372036854775808ns",
	"-9223372036854775809ns", "9223372036854775.807us", "9223372036854775.808us", "-9223372036854775.808us",
	"9223372036854ms775us807ns", "-9223372036854ms775us808ns", "2562047h47m16.854775807s", "2562047h47m16.854775808s",
	"-2562047h47m16.854775808s", "2562048h", "9223372036854775808ns9223372036854775808ns",
	"-9223372036854775808ns9223372036854775808ns", "9223372036854775808ns9223372036854775808ns1s", "0.100000000000000000000h",
	"0.3333333333333333333h", "0.9223372036854775807h", "0.9223372036854775808h", "9007199254.740993ms",
	"0.830103483285477580700h", "0.9999999999999999999999h", "1.00000000000000000000000000000000000001s", "99999999999999999999s",
	"720h", "720h0m0s", "1h60m", "1\u00b5s", "1\u03bcs", "1\u00b5", "1٣s", "٣s", "1s\x00", "1msec", "1min", "1hour",
}

func randomDuration(r *rand.Rand) string {
	units := []string{"ns", "us", "µs", "μs", "ms", "s", "m", "h", "h", "m", "s", "d"}
	text := []string{"", "", "", "", "-", "+"}[r.Intn(6)]
	for n := 1 + r.Intn(3); n > 0; n-- {
		number := fmt.Sprint(r.Intn(1000))
		switch r.Intn(6) {
		case 0:
			number = fmt.Sprint(r.Uint64() >> uint(r.Intn(64)))
		case 1:
			number = ""
		}
		if number == "" || r.Intn(3) == 0 {
			number += "." + fmt.Sprint(r.Uint64()>>uint(r.Intn(64)))
			if r.Intn(6) == 0 {
				number += fmt.Sprint(r.Uint64())
			}
		}
		text += number + units[r.Intn(len(units)-r.Intn(2))]
	}
	return text
}

func mutateDuration(r *rand.Rand, text string) string {
	letters := []rune("0123456789.+- nuµμmshdw\teE_")
	runes := []rune(text)
	at := r.Intn(len(runes) + 1)
	if at == len(runes) || r.Intn(2) == 0 {
		return string(runes[:at]) + string(letters[r.Intn(len(letters))]) + string(runes[at:])
	}
	return string(runes[:at]) + string(runes[at+1:])
}
