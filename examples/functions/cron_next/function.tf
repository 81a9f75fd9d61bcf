output "next_runs" {
  value = provider::workspace::cron_next("CRON_TZ=Europe/Berlin 0 2 * * *", plantimestamp(), 3)
}
