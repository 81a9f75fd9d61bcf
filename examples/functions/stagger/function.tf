# When each cluster of a staggered schedule starts.
output "starts" {
  value = {
    for cluster in ["eu", "us"] :
    cluster => provider::workspace::stagger("0 2 * * *", "45m", "daily", cluster)
  }
}
