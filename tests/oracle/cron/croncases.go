package main

import (
	"fmt"
	"io"
	"math/rand"
	"strings"
	"time"
)

func writeCron(out io.Writer, seed int64, cases int) {
	table := &cronTable{out: out, seen: map[string]bool{}}
	g := &cronGenerator{rand.New(rand.NewSource(seed)), table, zoneNames()}
	if cases > 0 {
		for i := 0; i < cases; i++ {
			g.random()
		}
		return
	}
	g.oddities()
	g.dates()
	for _, zone := range g.zones {
		g.zoneVerdicts(zone)
		for i := 0; i < 20; i++ {
			g.clockChange(zone)
		}
	}
	for i := 0; i < 16000; i++ {
		g.random()
	}
}

type cronGenerator struct {
	*rand.Rand
	table *cronTable
	zones []string
}

func (g *cronGenerator) random() {
	switch g.Intn(10) {
	case 0, 1, 2:
		g.table.add(g.fields(), g.time(1970, 2110))
	case 3, 4, 5:
		text := g.fields()
		if g.Intn(4) == 0 {
			text = g.pick(g.zonePrefix()+g.descriptor(), g.descriptor())
		} else if g.Intn(3) == 0 {
			text = g.zonePrefix() + text
		}
		for n := 1 + g.Intn(3); n > 0; n-- {
			text = g.mutate(text)
		}
		g.table.add(text, g.time(1997, 2110))
	case 6:
		g.table.add(g.descriptor(), g.time(1970, 2110))
	case 7:
		g.table.add(g.zonePrefix()+g.pick(g.fields(), g.descriptor()), g.time(1997, 2110))
	default:
		g.clockChange(g.zones[g.Intn(len(g.zones))])
	}
}

// Runs around a clock change of the zone: the hours it skips and repeats, midnight, the day itself and its weekday.
func (g *cronGenerator) clockChange(zone string) {
	location := must(time.LoadLocation(zone))
	change := g.transition(location)
	after := change.Add(time.Duration(g.Intn(4*86400)-3*86400) * time.Second)
	before, behind := change.Add(-time.Second).In(location), change.In(location)
	hour := []int{before.Hour(), behind.Hour(), (behind.Hour() + 23) % 24, (behind.Hour() + 1) % 24, 0, 1, 2, 23}[g.Intn(8)]
	hours := g.pick(fmt.Sprint(hour), fmt.Sprint(hour), fmt.Sprintf("%d-%d", min(hour, 22), min(hour, 22)+1), "*", "*/2", "*/5")
	minutes := g.pick("0", "30", "0,30", "15", "59", "*/20", fmt.Sprint(g.Intn(60)))
	day, month, weekday := "*", "*", "*"
	switch g.Intn(6) {
	case 0:
		day = fmt.Sprint(behind.Day())
	case 1:
		weekday = fmt.Sprint(int(behind.Weekday()))
	case 2:
		day, month = fmt.Sprint(behind.Day()), fmt.Sprint(int(behind.Month()))
	case 3:
		month, weekday = fmt.Sprint(int(behind.Month())), g.pick("1-5", "0", "sat,sun")
	}
	g.table.add(fmt.Sprintf("TZ=%s %s %s %s %s %s", zone, minutes, hours, day, month, weekday), after)
}

// A change of the zone's offset after a random time; that time itself where there is none within two years.
func (g *cronGenerator) transition(location *time.Location) time.Time {
	offset := func(second int64) int {
		_, seconds := time.Unix(second, 0).In(location).Zone()
		return seconds
	}
	start := g.time(1997, 2100).Unix()
	for day := start; day < start+2*366*86400; day += 86400 {
		if offset(day) == offset(day+86400) {
			continue
		}
		low, high := day, day+86400
		for high-low > 1 {
			if middle := (low + high) / 2; offset(middle) == offset(low) {
				low = middle
			} else {
				high = middle
			}
		}
		return time.Unix(high, 0).UTC()
	}
	return time.Unix(start, 0).UTC()
}

func (g *cronGenerator) zoneVerdicts(zone string) {
	after := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	g.table.add("TZ="+zone+" 0 0 * * *", after)
	g.table.add("CRON_TZ="+zone+" @daily", after)
	g.table.add("TZ="+strings.ToLower(zone)+" 0 0 * * *", after)
	g.table.add("TZ="+strings.ToUpper(zone)+" 0 0 * * *", after)
}

// Every day of the year, real or not, from times at which leap years are near, far, or skipped (2100).
func (g *cronGenerator) dates() {
	for _, year := range []int{1999, 2023, 2024, 2095, 2096, 2099} {
		after := time.Date(year, 2, 28, 23, 59, 59, 0, time.UTC)
		for month := 1; month <= 12; month++ {
			for day := 28; day <= 31; day++ {
				g.table.add(fmt.Sprintf("0 0 %d %d *", day, month), after)
				g.table.add(fmt.Sprintf("30 4 %d %d %d", day, month, g.Intn(7)), after)
				g.table.add(fmt.Sprintf("30 4 %d %d *,%d", day, month, g.Intn(7)), after)
			}
		}
	}
}

func (g *cronGenerator) fields() string {
	parts := []string{
		g.field(0, 59, nil), g.field(0, 23, nil), g.field(1, 31, nil),
		g.field(1, 12, []string{"jan", "FEB", "Mar", "aPR", "may", "JUN", "jul", "Aug", "sep", "oct", "nov", "dec"}),
		g.field(0, 6+g.Intn(12)/11, []string{"sun", "MON", "Tue", "weD", "thu", "fri", "frİ", "SAT"}),
	}
	blank := g.pick(" ", " ", " ", " ", "  ", "\t")
	return strings.Join(parts, blank)
}

func (g *cronGenerator) field(min, max int, names []string) string {
	if g.Intn(3) == 0 {
		return "*"
	}
	items := make([]string, 1+g.Intn(6)/4+g.Intn(6)/5)
	for i := range items {
		items[i] = g.item(min, max, names)
	}
	return strings.Join(items, ",")
}

func (g *cronGenerator) item(min, max int, names []string) string {
	value := func() string {
		if names != nil && g.Intn(4) == 0 {
			return names[g.Intn(len(names))]
		}
		if g.Intn(40) == 0 {
			return fmt.Sprint(g.Intn(70) - 2)
		}
		return fmt.Sprint(min + g.Intn(max-min+1))
	}
	text := value()
	switch g.Intn(8) {
	case 0:
		text = g.pick("*", "?")
	case 1, 2:
		low := min + g.Intn(max-min+1)
		text = fmt.Sprintf("%d-%d", low, low+g.Intn(max-low+1))
	case 3:
		text = g.pick(value()+"-"+value(), "*-"+value())
	}
	if g.Intn(4) == 0 {
		text += "/" + g.pick("1", "2", "3", "5", "15", fmt.Sprint(g.Intn(100)))
	}
	return text
}

func (g *cronGenerator) descriptor() string {
	if g.Intn(3) == 0 {
		return g.pick("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly", "@Daily", "@reboot")
	}
	return "@every " + randomDuration(g.Rand)
}

func (g *cronGenerator) zonePrefix() string {
	zone := g.zones[g.Intn(len(g.zones))]
	if g.Intn(4) == 0 {
		zone = g.pick("", "UTC", "Local", "utc", "UTC+1", "CEST", "Europe", "+02:00", "Europe/Berlin\t", `"Europe/Berlin"`, "'UTC'", `"UTC'`)
	}
	return g.pick("TZ=", "CRON_TZ=", "CRON_TZ=") + zone + g.pick(" ", " ", "  ", " \t")
}

func (g *cronGenerator) mutate(text string) string {
	const alphabet = "0123456789*/,-?+ \t\n\u00a0\u2003@LW#H_.:=aAzZİıſKé\u180e\u200b日"
	letters := []rune(alphabet)
	runes := []rune(text)
	at := g.Intn(len(runes) + 1)
	switch {
	case at == len(runes) || g.Intn(3) == 0:
		runes = append(runes[:at], append([]rune{letters[g.Intn(len(letters))]}, runes[at:]...)...)
	case g.Intn(2) == 0:
		runes = append(runes[:at], runes[at+1:]...)
	default:
		runes[at] = letters[g.Intn(len(letters))]
	}
	return string(runes)
}

// A time between two years: any, near a leap day, or near the end of a year; sometimes with half a second.
func (g *cronGenerator) time(first, last int) time.Time {
	year := first + g.Intn(last-first)
	at := time.Date(year, 1, 1, 0, 0, g.Intn(366*86400), 0, time.UTC)
	switch g.Intn(8) {
	case 0:
		at = time.Date(year, 2, 28, 23, 59, 55+g.Intn(10), 0, time.UTC)
	case 1:
		at = time.Date(year, 12, 31, 23, 59, 55+g.Intn(10), 0, time.UTC)
	}
	if g.Intn(8) == 0 {
		at = at.Add(500 * time.Millisecond)
	}
	return at
}

func (g *cronGenerator) pick(choices ...string) string { return choices[g.Intn(len(choices))] }

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}
