moved {
  from = kubernetes_manifest.nightly
  to   = workspace_backup_schedule.nightly
}

resource "workspace_backup_schedule" "nightly" {
  prefix          = "nightly"
  schedule        = "0 1 * * *"
  backup_location = "default"
  expiry          = "30d"
  namespaces      = ["payments-api", "payments-db"]
  clusters        = ["eu"]
}
