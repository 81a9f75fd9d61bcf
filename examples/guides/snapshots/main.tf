# Snapshots stay in the storage system: quick, and lost with it.
resource "workspace_backup_schedule" "hourly" {
  prefix          = "hourly"
  schedule        = "@hourly"
  backup_location = "default"
  expiry          = "3d"
}

# Snapshots whose data is moved to the backup location: these survive the loss of a cluster.
resource "workspace_backup_schedule" "daily" {
  prefix             = "daily"
  schedule           = "0 2 * * *"
  backup_location    = "default"
  expiry             = "30d"
  snapshot_move_data = true
}

# For storage without snapshots: the node agent copies the files of all pod volumes.
resource "workspace_backup_schedule" "files" {
  prefix                       = "files"
  schedule                     = "0 4 * * *"
  backup_location              = "default"
  expiry                       = "30d"
  default_volumes_to_fs_backup = true
}
