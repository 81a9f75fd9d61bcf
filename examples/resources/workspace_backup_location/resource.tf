# A BackupStorageLocation on each cluster, each in a folder of its own: payments/eu, payments/us.
resource "workspace_backup_location" "backups" {
  name             = "backups"
  storage_provider = "aws"
  bucket           = "example-backups"
  config           = { region = "eu-central-1" }

  # A Secret beside Velero with the credentials, on every cluster.
  credential_secret = { name = "cloud-credentials", key = "cloud" }
}

# It follows in the same apply: `location` is known once the locations are made.
resource "workspace_backup_schedule" "daily" {
  prefix          = "daily"
  schedule        = "0 2 * * *"
  backup_location = workspace_backup_location.backups.location
}
