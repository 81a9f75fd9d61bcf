import {
  to = workspace_backup_schedule.nightly
  id = "nightly:eu=velero-nightly,us=nightly-backup"
}

resource "workspace_backup_schedule" "nightly" {
  prefix          = "nightly"
  schedule        = "0 1 * * *"
  backup_location = "default"
  expiry          = "30d"
  namespaces      = ["payments-api", "payments-db"]
}
