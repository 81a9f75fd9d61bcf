# What failed in the last week, newest first.
data "workspace_backups" "failed" {
  phases     = ["PartiallyFailed", "Failed", "FailedValidation"]
  newer_than = "7d"
  limit      = 20
}

output "failed" {
  value = [for backup in data.workspace_backups.failed.backups : "${backup.cluster}: ${backup.name} ${backup.phase}"]
}
