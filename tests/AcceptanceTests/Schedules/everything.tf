resource "workspace_backup_schedule" "this" {
  prefix                    = var.prefix
  schedule                  = "0 2 * * *"
  backup_location           = "default"
  expiry                    = "30d"
  include_disks             = false
  include_cluster_resources = "never"
  namespaces                = ["shop-db"]
  clusters                  = ["c1", "c3"]
  paused                    = true
  labels                    = { team = "payments" }
  unhealthy_clusters        = "fail"

  timeouts = {
    create = "1m"
    update = "1m"
    delete = "1m"
  }
}
