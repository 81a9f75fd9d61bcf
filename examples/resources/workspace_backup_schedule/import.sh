# Finds the Schedule daily-<cluster> on each cluster.
terraform import workspace_backup_schedule.daily daily

# Adopts Schedules under their own names.
terraform import workspace_backup_schedule.daily daily:eu=velero-daily,us=nightly
