# What failed in the last week, newest first.
data "workspace_backups" "failed" {
  phases     = ["PartiallyFailed", "Failed", "FailedValidation"]
  newer_than = "7d"
  limit      = 20
}

output "failed" {
  value = [for backup in data.workspace_backups.failed.backups : "${backup.cluster}: ${backup.name} ${backup.phase}"]
}

# All backups that can be restored, whoever made them: Helm, the CLI, another tool.
data "workspace_backups" "all" {
  made_by = "anyone"
}

output "others" {
  value = [for backup in data.workspace_backups.all.backups : backup.name if backup.prefix == null]
}
