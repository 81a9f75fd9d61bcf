# Finds the BackupStorageLocation "default" on each cluster.
terraform import workspace_backup_location.backups default

# Adopts locations that have another name.
terraform import workspace_backup_location.backups backups:eu=default,us=default
