# The newest run of the schedule "daily" that has ended, over all clusters together.
data "workspace_backup" "latest" {
  prefix = "daily"
}

check "backups_are_fresh" {
  assert {
    condition = (
      data.workspace_backup.latest.complete
      && coalesce(data.workspace_backup.latest.age_seconds, 999999999) < 26 * 3600
    )
    error_message = "Missing on: ${join(", ", data.workspace_backup.latest.missing_clusters)}"
  }
}
