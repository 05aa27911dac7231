# Sourced behind toolchain.bash by the commands that need a cluster when KUBECONFIG names none.
cluster=$root/e2e/cluster/cluster

# raise_cluster: builds the cluster when it is not built, and raises it (Linux and root). Sets `base_image`, the option
# with which Maven makes images from the cluster's own JRE.
raise_cluster() {
  "$cluster" build
  "$cluster" up
  base_image=-Djib.from.image=tar://$("$cluster" image java)
}
