// Command provisioner makes a PersistentVolume for each claim of its storage classes: a directory under a root
// that the node shows to its kubelet. With the class parameter "scope: node" (the default) the directory belongs
// to the node that the scheduler selected, as a local disk does; with "scope: shared" every node has the same one,
// as a network disk that nothing fences would.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

const name = "redisfailover.io/directory"

type provisioner struct {
	disks string // here: DISKS/NODE/VOLUME, or DISKS/shared/VOLUME
	mount string // in a node: MOUNT/node/VOLUME, or MOUNT/shared/VOLUME
}

func (p *provisioner) Provision(_ context.Context, o controller.ProvisionOptions) (*v1.PersistentVolume, controller.ProvisioningState, error) {
	if o.PVC.Spec.Selector != nil {
		return nil, controller.ProvisioningFinished, fmt.Errorf("claim selectors are not supported")
	}
	owner, view := "shared", "shared"
	var affinity *v1.VolumeNodeAffinity
	if o.StorageClass.Parameters["scope"] != "shared" {
		if o.SelectedNodeName == "" {
			return nil, controller.ProvisioningFinished, fmt.Errorf("no node is selected: the class needs volumeBindingMode WaitForFirstConsumer")
		}
		owner, view = o.SelectedNodeName, "node"
		affinity = &v1.VolumeNodeAffinity{Required: &v1.NodeSelector{NodeSelectorTerms: []v1.NodeSelectorTerm{{
			MatchExpressions: []v1.NodeSelectorRequirement{{
				Key: v1.LabelHostname, Operator: v1.NodeSelectorOpIn, Values: []string{o.SelectedNodeName},
			}},
		}}}}
	}
	dir := filepath.Join(p.disks, owner, o.PVName)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	// A "local" volume gets the pod's fsGroup, a hostPath one does not; but "local" must name its nodes.
	path := filepath.Join(p.mount, view, o.PVName)
	source := v1.PersistentVolumeSource{HostPath: &v1.HostPathVolumeSource{Path: path}}
	if affinity != nil {
		source = v1.PersistentVolumeSource{Local: &v1.LocalVolumeSource{Path: path}}
	}
	return &v1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: o.PVName, Annotations: map[string]string{name + "-owner": owner}},
		Spec: v1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *o.StorageClass.ReclaimPolicy,
			AccessModes:                   o.PVC.Spec.AccessModes,
			Capacity:                      o.PVC.Spec.Resources.Requests,
			PersistentVolumeSource:        source,
			NodeAffinity:                  affinity,
		},
	}, controller.ProvisioningFinished, nil
}

func (p *provisioner) Delete(_ context.Context, pv *v1.PersistentVolume) error {
	owner := pv.Annotations[name+"-owner"]
	if owner == "" || filepath.Base(owner) != owner || filepath.Base(pv.Name) != pv.Name {
		return fmt.Errorf("volume %s does not say whose it is", pv.Name)
	}
	return os.RemoveAll(filepath.Join(p.disks, owner, pv.Name))
}

func main() {
	kubeconfig := flag.String("kubeconfig", "", "kubeconfig file")
	disks := flag.String("disks", "", "directory that holds every node's volumes")
	mount := flag.String("mount", "", "where a node sees its own volumes (node/) and the shared ones (shared/)")
	flag.Parse()
	ctx := context.Background()
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		klog.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		klog.Fatal(err)
	}
	controller.NewProvisionController(ctx, client, name, &provisioner{*disks, *mount},
		controller.LeaderElection(false)).Run(ctx)
}
