# Which run it is turns out in the apply only.
resource "terraform_data" "run" {
  input = "default/${var.prefix}/20250131T020000Z"
}

resource "workspace_restore" "this" {
  name        = var.prefix
  from_backup = terraform_data.run.output
  wait        = false
}
