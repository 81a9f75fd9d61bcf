output "next_runs" {
  value = provider::workspace::cron_next("CRON_TZ=Europe/Berlin 0 2 * * *", plantimestamp(), 3)
}

# The same schedule in another version of Velero: from 1.19 on, a day has to match both day fields.
output "next_runs_with_velero_1_19" {
  value = provider::workspace::cron_next("0 3 1 * 0", plantimestamp(), 3, "1.19")
}
