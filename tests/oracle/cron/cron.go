package main

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// A line of the table: the text as a JSON string, a tab, the time asked after in Unix milliseconds, a tab, and either
// "!" and the refusal as a JSON string, or up to `runs` next times, each in seconds after the one before it (the first:
// after the start of the asked second); "-" for none.
const runs = 4

type cronTable struct {
	out  io.Writer
	seen map[string]bool
}

func (t *cronTable) add(text string, after time.Time) {
	if !comparable(text, after) {
		return
	}
	key := quoted(text) + "\t" + fmt.Sprint(after.UnixMilli()) + "\t"
	if t.seen[key] {
		return
	}
	t.seen[key] = true
	fmt.Fprintf(t.out, "%s%s\n", key, ask(text, after))
}

func quoted(text string) string {
	var line strings.Builder
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(line.String(), "\n")
}

func ask(text string, after time.Time) (answer string) {
	schedule, err := parse(text)
	if err != nil {
		return "!" + quoted(words(err))
	}
	var times []string
	at := after
	for i := 0; i < runs; i++ {
		next := schedule.Next(at)
		if next.IsZero() {
			times = append(times, "-")
			break
		}
		times = append(times, fmt.Sprint(next.Unix()-at.Unix()))
		at = next
	}
	return strings.Join(times, " ")
}

// Velero catches the parser's panic (a zone without a blank after it) and reports it as a refusal.
func parse(text string) (schedule cron.Schedule, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return cron.ParseStandard(text)
}

// A folder of zones, or a table in it, is no zone of its own; which of the system's words are used depends on the system.
var system = regexp.MustCompile(`(?s)^((?:provided bad location|unknown time zone) "?(.*?)"?: )(?:is a directory|malformed .*|read .*)$`)

func words(err error) string { return system.ReplaceAllString(err.Error(), "${1}unknown time zone $2") }

// Zones whose rules differ between Debian 12's zone data (2025b) and NodaTime's (2026d) in the years asked about.
var differing = map[string]bool{
	"Africa/Casablanca": true, "Africa/El_Aaiun": true, "America/Edmonton": true, "America/Inuvik": true,
	"America/Vancouver": true, "America/Yellowknife": true, "Canada/Mountain": true, "Canada/Pacific": true,
	"Europe/Chisinau": true, "Europe/Tiraspol": true,
}

// Zones from which a day was taken away in 2011: on the day before, the original never returns.
var lostADay = map[string]bool{"Pacific/Apia": true, "Pacific/Fakaofo": true}

// Whether the text asks something that has one answer everywhere: not a file of the zone directory that is no zone
// of the database, nor years for which the two databases disagree (several zones before 1997).
func comparable(text string, after time.Time) bool {
	zone, isZoned := zoneOf(text)
	if !isZoned || zone == "" {
		return true
	}
	switch {
	case differing[zone], zone == "Factory", zone == "localtime", zone == "posixrules":
		return false
	case lostADay[zone] && after.Year() < 2012:
		return false
	case strings.HasPrefix(zone, "posix/"), strings.HasPrefix(zone, "right/"), strings.HasPrefix(zone, "./"):
		return false
	case strings.Contains(zone, "//"), strings.Contains(zone, "/./"):
		return false
	}
	return zone == "UTC" || zone == "Local" || after.Year() >= 1997
}

func zoneOf(text string) (string, bool) {
	rest, ok := cut(text, "CRON_TZ=")
	if !ok {
		if rest, ok = cut(text, "TZ="); !ok {
			return "", false
		}
	}
	end := strings.IndexByte(rest, ' ')
	if end < 0 {
		return "", false
	}
	return rest[:end], true
}

func cut(text, prefix string) (string, bool) {
	return strings.TrimPrefix(text, prefix), strings.HasPrefix(text, prefix)
}
