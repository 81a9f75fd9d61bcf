variable "wait" {
  default = true
}

variable "deletion_policy" {
  default = "retain"
}

resource "workspace_backup" "this" {
  name            = var.prefix
  backup_location = "default"
  expiry          = "7d"
  wait            = var.wait
  deletion_policy = var.deletion_policy
}
