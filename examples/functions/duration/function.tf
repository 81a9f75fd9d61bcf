# "720h0m0s", as Velero stores it.
output "ttl" {
  value = provider::workspace::duration("30d")
}
