# A BackupStorageLocation on each cluster, each with its own folder: payments/eu, payments/us.
resource "workspace_backup_location" "backups" {
  name             = "backups"
  storage_provider = "aws"
  bucket           = "example-backups"
  config           = { region = "eu-central-1" }

  # A Secret with the credentials, in Velero's namespace on every cluster.
  credential_secret = { name = "cloud-credentials", key = "cloud" }
}

# Created in the same apply, after the locations: `location` is known only then.
resource "workspace_backup_schedule" "daily" {
  prefix          = "daily"
  schedule        = "0 2 * * *"
  backup_location = workspace_backup_location.backups.location
}
