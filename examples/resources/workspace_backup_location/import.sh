# Finds the BackupStorageLocation "default" on each cluster.
terraform import workspace_backup_location.backups default

# Adopts locations under their own names.
terraform import workspace_backup_location.backups backups:eu=default,us=main
