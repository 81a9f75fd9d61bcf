locals {
  schedule = "0 */6 * * *"
}

# The newest backup may be up to two intervals old.
output "oldest_acceptable_age_seconds" {
  value = 2 * provider::workspace::cron_interval(local.schedule, plantimestamp())
}

output "interval_with_velero_1_19" {
  value = provider::workspace::cron_interval("0 3 * * 7", plantimestamp(), "1.19")
}
