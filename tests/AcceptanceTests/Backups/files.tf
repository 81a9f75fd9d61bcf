variable "wait" {
  default = true
}

variable "require_volumes" {
  default = null
}

resource "workspace_backup" "this" {
  name            = var.prefix
  backup_location = "default"
  wait            = var.wait
  require_volumes = var.require_volumes
}
