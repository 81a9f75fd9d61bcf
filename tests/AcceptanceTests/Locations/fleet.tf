variable "bucket" {
  type    = string
  default = "fleet"
}

variable "sync_period" {
  type    = string
  default = null
}

resource "workspace_backup_location" "this" {
  name               = var.prefix
  storage_provider   = "aws"
  bucket             = var.bucket
  prefix             = "{workspace}/{cluster}/${var.prefix}"
  config             = { region = "minio", s3Url = "http://s3.example.org:9000", s3ForcePathStyle = "true" }
  backup_sync_period = var.sync_period
}

resource "workspace_backup_schedule" "this" {
  prefix          = var.prefix
  schedule        = "0 2 * * *"
  backup_location = workspace_backup_location.this.location
}
