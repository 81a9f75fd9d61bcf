# Finds the Schedule daily-<cluster> on each cluster.
terraform import workspace_backup_schedule.daily daily

# Adopts Schedules under their own names.
terraform import workspace_backup_schedule.daily daily:eu=velero-daily,us=nightly

# Takes over Schedules that carry the labels of another workspace or prefix; without it a destroy leaves them alone.
terraform import workspace_backup_schedule.daily daily+adopt
