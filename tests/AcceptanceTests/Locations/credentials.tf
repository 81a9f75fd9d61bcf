variable "credentials" {
  type      = string
  ephemeral = true
  default   = null
}

variable "credentials_version" {
  type    = number
  default = null
}

variable "peers" {
  type    = set(string)
  default = null
}

variable "bucket" {
  type    = string
  default = "fleet"
}

resource "workspace_backup_location" "this" {
  name                  = var.prefix
  storage_provider      = "aws"
  bucket                = var.bucket
  prefix                = "{workspace}/{cluster}/${var.prefix}"
  config                = { region = "minio", s3Url = "http://s3.example.org:9000", s3ForcePathStyle = "true" }
  credential_wo         = var.credentials
  credential_wo_version = var.credentials_version
  peers                 = var.peers
}
