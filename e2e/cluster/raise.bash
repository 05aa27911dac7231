# Sourced behind toolchain.bash by the commands that need a cluster when KUBECONFIG names none.
cluster=$root/e2e/cluster/cluster

# build_cluster: builds the cluster when it is not built (Linux and root). Sets `base_image`, the option with which Maven
# makes images from the cluster's own JRE.
build_cluster() {
  "$cluster" build
  base_image=-Djib.from.image=tar://$("$cluster" image java)
}

# raise_cluster: builds it and raises it.
raise_cluster() {
  build_cluster
  "$cluster" up
}
