# Was "0 3 1 * 0": every first of the month, and every Sunday. Velero 1.19 reads that as "the first of the month, if it is a Sunday".
# Two schedules with one day field each mean the same in every version.
resource "workspace_backup_schedule" "monthly" {
  prefix          = "monthly"
  schedule        = "0 3 1 * *"
  backup_location = "default"
  expiry          = "365d"
}

resource "workspace_backup_schedule" "weekly" {
  prefix          = "weekly"
  schedule        = "0 3 * * 0"
  backup_location = "default"
  expiry          = "60d"
}
