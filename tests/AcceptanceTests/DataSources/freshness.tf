data "workspace_backup" "this" {
  prefix = var.prefix
}

check "backups_are_fresh" {
  assert {
    condition = (
      data.workspace_backup.this.complete
      && coalesce(data.workspace_backup.this.age_seconds, 999999999) < 26 * 3600
    )
    error_message = "Missing on: ${join(", ", data.workspace_backup.this.missing_clusters)}"
  }
}
