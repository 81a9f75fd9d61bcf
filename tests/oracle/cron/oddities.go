package main

import (
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

// Texts with a verdict that surprises, each asked once.
func (g *cronGenerator) oddities() {
	for _, text := range []string{
		"", " ", "\t", "* * * * *", " * * * * *", "* * * * * ", "*\t*\t*\t*\t*", "*\u00a0* * * *", "*\u200b* * * *",
		"? ? ? ? ?", "* * * *", "* * * * * *", "0 0 * * * *", "0 0 0 * * ? 2030", "** * * * *", "*/ * * * *", "/ * * * *",
		"*-5 * * * *", "*-x * * * *", "*--- * * * *", "?-5/2 * * * *", "*/61 * * * *", "*/1 * */1 * 5", "*/0 * * * *",
		"*/-0 * * * *", "*/-1 * * * *", "*/+2 * * * *", "*/2/3 * * * *", "1-2-3 * * * *", "1--3 * * * *", "-1 * * * *",
		"1- * * * *", "-1- * * * *", "+5 * * * *", "++5 * * * *", "+5-+9 * * * *", "1_0 * * * *", "0x5 * * * *",
		"5.0 * * * *", "٣ * * * *", "05 * * * *", "00000000000000000000000000005 * * * *", "59/1 * * * *", "60 * * * *",
		"60/2 * * * *", "0-60 * * * *", "5-3 * * * *", "5-3/0 * * * *", ", * * * *", "* , * * *", "* * , * *",
		"* * * , *", "* * * * ,", "* * , * ,", "* * , * 1", "1,,2 * * * *", ",1, * * * *", "18446744073709551616 * * * *",
		"9223372036854775808 * * * *", "*/9223372036854775807 * * * *", "*/9223372036854775808 * * * *",
		"1/9223372036854775807 * * * *", "0 24 * * *", "0 23/5 * * *", "0 0 0 * *", "0 0 32 * *", "0 0 L * *",
		"0 0 15W * *", "0 0 * 0 *", "0 0 * 13 *", "0 0 * january *", "0 0 * JAN-mar *", "0 0 * jan/2 *", "0 0 * */jan *",
		"0 0 * * 7", "0 0 * * 5-7", "0 0 * * 0-6", "0 0 * * sun", "0 0 * * SUN-SAT", "0 0 * * sat-sun", "0 0 * * sunday",
		"0 0 * * frİ", "0 0 * * frı", "0 0 * * 5#2", "0 0 * * 5L", "H 0 * * *", "0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6 *",
		"0 0 31 2 1", "0 0 29 2 *", "0 0 29 2 1", "0 0 *,5 * 1", "0 0 5 * *,1", "0 0 */2 * 1", "0 0 1-31 * 1",
		"0 0 1-31 * *", "0 0 ? * 1", "0 0 */1 * 1", "0 0 1/1 * 1",
		"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly", "@", "@Daily", "@DAILY", "@daily ",
		" @daily", "@reboot", "@every", "@every ", "@every  1h", "@every 1h ", "@every\t1h", "@every 1d", "@every 1w",
		"@every 0", "@every 0s", "@every -1h", "@every 1ms", "@every 1.5s", "@every 999ms", "@every 1h30m", "@every +1h",
		"@every 2562047h47m16s", "@every 2562048h", "@every 1H", "@every h", "@every .5h", "@every 90", "@EVERY 1h",
		"TZ=UTC 0 0 * * *", "TZ= 0 0 * * *", "CRON_TZ= 0 0 * * *", "TZ=Local 0 0 * * *", "TZ=local 0 0 * * *",
		"TZ=utc 0 0 * * *", "TZ=Utc 0 0 * * *", "TZ=GMT 0 0 * * *", "TZ=gmt 0 0 * * *", "TZ=Zulu 0 0 * * *", "tz=UTC 0 0 * * *",
		"TZ=UTC\t0 0 * * *", "TZ=UTC\t0 0\t*\t* *", "TZ=UTC \t0 0 * * *", " TZ=UTC 0 0 * * *", "TZ=UTC", "TZ=", "CRON_TZ=",
		"CRON_TZ=UTC", "TZ=UTC ", "TZ=UTC  ", "TZ= ", "TZ", "CRON_TZ", "TZ =UTC 0 0 * * *", "TZ= UTC 0 0 * * *",
		"TZ=UTC TZ=UTC 0 0 * * *", "CRON_TZ=TZ=UTC 0 0 * * *", "CRON_CRON_TZ=UTC 0 0 * * *", "TZ=UTC=x 0 0 * * *",
		"TZ=UTC @daily", "TZ=UTC  @daily  ", "TZ=UTC\n @daily", "TZ=UTC @every 1h", "TZ=UTC @every 1h ", "TZ=Nowhere @every 1h",
		"TZ=Europe/Berlin 0 0 * * *", "TZ=europe/berlin 0 0 * * *", "TZ=Europe/Berlin  0   0 * * *  ", "TZ=Berlin 0 0 * * *",
		"TZ=Europe 0 0 * * *", "TZ=/Europe/Berlin 0 0 * * *", "TZ=\\Europe 0 0 * * *", "TZ=../zoneinfo/UTC 0 0 * * *",
		"TZ=Europe/../UTC 0 0 * * *", "TZ=.. 0 0 * * *", "TZ=UTC+1 0 0 * * *", "TZ=UTC+01:00 0 0 * * *", "TZ=+01:00 0 0 * * *",
		"TZ=Etc/GMT+5 0 0 * * *", "TZ=Etc/GMT-14 0 0 * * *", "TZ=EST 0 0 * * *", "TZ=EST5EDT 0 0 * * *", "TZ=CEST 0 0 * * *",
		"TZ=CET-1CEST 0 0 * * *", "TZ=US/Eastern 0 0 * * *", "TZ=America/New_York 0 0 * * *", "TZ=America/New York 0 0 * * *",
		"TZ=Asia/Calcutta 0 0 * * *", "TZ=Europe/Kyiv 0 0 * * *", "TZ=America/Argentina/ComodRivadavia 0 0 * * *",
		"TZ=zone.tab 0 0 * * *", "TZ=tzdata.zi 0 0 * * *", "TZ=Unknown 0 0 * * *", "TZ=\"UTC\" 0 0 * * *",
		"TZ='Europe/Berlin' 0 2 * * *", "TZ=\"UTC' 0 0 * * *", "TZ=\"\" 0 0 * * *", "TZ=\" 0 0 * * *", "TZ=Eurôpe/Berlin 0 0 * * *",
		"TZ=Europe/Ber\\lin 0 0 * * *", "TZ=a\u0001b 0 0 * * *", "TZ=日本 0 0 * * *", "TZ=" + strings.Repeat("a", 65) + " 0 0 * * *",
		"TZ=" + strings.Repeat("a", 64) + " 0 0 * * *", "TZ=" + strings.Repeat("é", 33) + " 0 0 * * *", "TZ=\"\"UTC\"\" 0 0 * * *",
		"TZ=Europe/Berlin\t0 2 * * *", "TZ=Europe/Berlin @none", "TZ=UTC\t", "TZ=\"UTC\"", "TZ=\"UTC\"  ", "TZ='UTC' @every 1d",
		"@none", "@manual", "@triggered", "@none ", "@None", "@every 1s", "@every 0.9s", "@every 1.9s", "@every 1000ms", "@every 999999us",
		"@every \"1h\"", "@every 1h\\", "@every 1é", "@every \t", "@\"", "@d\u200baily", "@d\u0001aily",
		"0 0 * * 0-7", "0 0 * * 7-7", "0 0 * * 7-1", "0 0 * * 7,0", "0 0 * * 1/2", "0 0 * * 2/5", "0 0 * * */7", "0 0 * * */8", "0 0 * * 7/2",
		"0 0 * * 6-2/2", "0 0 * * 5-1/3", "0 0 * * fri-mon", "0 0 * * sun-sat/2", "0 0 * * 8", "0 0 * * 8-1", "0 0 * * 9/2", "0 0 1 * 1-7", "0 0 1 * 0-6",
		"0 22-2 * * *", "0 22-2/2 * * *", "0 23-22 * * *", "0 5-4 * * *", "0 23-0/2 * * *", "0 24-5 * * *", "0 24/2 * * *", "0 30-5 * * *", "0 99-5 * * *",
		"50-10/5 * * * *", "60/5 * * * *", "70/5 * * * *", "65-5 * * * *", "70-5 * * * *", "120/7 * * * *", "9223372036854775807-5 * * * *",
		"9223372036854775807/2 * * * *", "0 0 28-3 * *", "0 0 31-1 * *", "0 0 32/2 * *", "0 0 25-5/3 * *", "0 0 0-5 * *", "0 0 1 nov-feb *", "0 0 1 11-2/2 *",
		"0 0 1 dec-jan *", "0 0 1 13/2 *", "0 0 1 12-1/2 *", "0 0 1 12-1/3 *", "*/59 * * * *", "*/60 * * * *", "0-59/60 * * * *", "59/5 * * * *", "58/2 * * * *",
		"5-5/1 * * * *", "5-5/2 * * * *", "0 */23 * * *", "0 */24 * * *", "0 0 */30 * *", "0 0 */31 * *", "0 0 1 */11 *", "0 0 1 */12 *",
		"H H * * *", "0 0 * * H", "* * * HUL *", "* * 1,H * *", "* * hL * *", "h * * * *", "0 0 1w * *", "0 0 l * *", "0 0 * * l", "0 0 1#1 * *", "0 0 * * mon#1",
		"99 99 L 99 #", "99 0 L * #", "0 0 99 99 99", "0 0 99 * #", "1-2-3/4 * * * *", "1-2-3/x * * * *", "1-x-3 * * * *", "1/2/3 * * * *", "*-1-2/5 * * * *",
		"\"1\" * * * *", "\\ * * * *", "\u0001 * * * *", "\u007f * * * *", "1\u00ad * * * *", "日本 * * * *", "\U0001f600 * * * *", "\ufeff1 * * * *",
		"99999999999999999999x * * * *", "9223372036854775808x * * * *", "+ * * * *", "- * * * *", "*/- * * * *", "*/-9223372036854775808 * * * *",
		"*/-9223372036854775809 * * * *", "*/99999999999999999999 * * * *", "*/ * * * *", "*/x/y * * * *", "5-3/x * * * *", "60/x * * * *", "5-3/0 * * * *",
		"0 0 1 1 5", "0 0 29 2 2", "0 0 31 2 1", "0 0 30 2 1", "0 0 */31 2 1", "0 0 */30 2 1", "0 0 29 2 */2", "0 0 1-7 * 1", "0 0 25-31 * 5", "0 3 1 * 0",
		"0 3 */2 * 1", "0 3 1 * */2", "0 3 */2,*/3 * 1", "0 3 *,*/2 * 1", "0 0 13 * 5", "* * 15 * 1", "0 0 1 1,7 5", "0 0 1,15 1 5",
		"0 0 * * *" + strings.Repeat(" ", 1015), "0 0 * * *" + strings.Repeat(" ", 1016), strings.Repeat("1,", 507) + "1 0 * * *",
		strings.Repeat("1,", 508) + "1 0 * * *", strings.Repeat("é", 513) + " * * * *", "TZ=UTC " + strings.Repeat(" ", 1009) + "0 0 * * *",
	} {
		g.table.add(text, time.Date(2024, 2, 28, 12, 34, 56, 789000000, time.UTC))
	}
}

// The names in the zone database that is installed.
func zoneNames() []string {
	const root = "/usr/share/zoneinfo"
	var names []string
	err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		// Not everything there is a zone: tables, and links to folders, which cannot be read.
		if data, err := os.ReadFile(path); err == nil && strings.HasPrefix(string(data), "TZif") {
			name := strings.TrimPrefix(path, root+"/")
			if comparable("TZ="+name+" ", time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)) {
				names = append(names, name)
			}
		}
		return nil
	})
	if err != nil {
		panic(err)
	}
	sort.Strings(names)
	return names
}
