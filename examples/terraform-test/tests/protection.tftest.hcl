# Tests a configuration without any cluster, against the sandbox of this repository:
#
#   make sandbox     (prints the kubeconfig and the admin URL)
#   terraform test -var kubeconfig=... -var sandbox=http://127.0.0.1:PORT/ \
#     -var 'contexts={ eu = "c1", us = "c2", asia = "c3" }'

run "a_schedule_is_on_every_cluster" {
  assert {
    condition     = toset(keys(workspace_backup_schedule.nightly.schedules)) == toset(keys(var.contexts))
    error_message = "Skipped: ${jsonencode(workspace_backup_schedule.nightly.skipped_clusters)}"
  }
}

run "before_the_first_night_there_is_no_backup" {
  assert {
    condition     = !data.workspace_backup.latest.complete && data.workspace_backup.latest.id == null
    error_message = "There is a backup already: ${coalesce(data.workspace_backup.latest.id, "none")}"
  }
}

run "a_night_passes" {
  variables {
    night = true
  }
}

run "every_cluster_has_a_backup" {
  assert {
    condition     = data.workspace_backup.latest.complete
    error_message = "Missing on: ${join(", ", data.workspace_backup.latest.missing_clusters)}"
  }
}

run "every_cluster_is_fit_for_backups" {
  assert {
    condition     = alltrue([for cluster in data.workspace_clusters.all.clusters : cluster.healthy])
    error_message = jsonencode({ for name, cluster in data.workspace_clusters.all.clusters : name => cluster.reason })
  }

  assert {
    condition = alltrue([
      for cluster in data.workspace_clusters.all.clusters : length(cluster.location_shared_with) == 0
    ])
    error_message = "Clusters share a location."
  }

  assert {
    condition = alltrue([
      for cluster in data.workspace_clusters.all.clusters : cluster.permissions["schedule"].allowed
    ])
    error_message = "Rights are missing."
  }
}
