moved {
  from = kubernetes_manifest.offsite
  to   = workspace_backup_location.this
}

resource "workspace_backup_location" "this" {
  name             = "offsite"
  storage_provider = "aws"
  bucket           = "fleet"
  prefix           = "{cluster}/${var.prefix}"
  clusters         = ["c2"]
}
