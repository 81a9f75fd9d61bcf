# A Velero Schedule on each cluster of the workspace.
resource "workspace_backup_schedule" "daily" {
  prefix          = "daily"
  schedule        = "0 2 * * *"
  time_zone       = "Europe/Berlin"
  stagger         = "45m"
  backup_location = "default"
  expiry          = "30d"
}

# Only the database, every six hours, with its data in the backup location and a database checkpoint before each backup.
resource "workspace_backup_schedule" "database" {
  prefix             = "database"
  schedule           = "0 */6 * * *"
  backup_location    = "default"
  expiry             = "2w"
  namespaces         = ["payments-db"]
  snapshot_move_data = true
  labels             = { tier = "gold" }
  unhealthy_clusters = "fail"

  hooks = {
    resources = [{
      name           = "checkpoint"
      label_selector = { match_labels = { app = "postgres" } }
      pre = [{
        exec = {
          container = "postgres"
          command   = ["psql", "-c", "CHECKPOINT"]
          on_error  = "Fail"
          timeout   = "1m"
        }
      }]
    }]
  }
}

# The namespaces that teams have labelled, on each cluster those that it has. The next plan shows a new one.
resource "workspace_backup_schedule" "labelled" {
  prefix             = "labelled"
  schedule           = "30 3 * * *"
  backup_location    = "default"
  namespace_selector = { backup = "nightly" }
}
