// flux does one reconciliation as Flux's kustomize-controller does it, with the library by which that applies: the
// field manager, the labels of the owner, the objects that are never forced, the wait for their status, and the
// deletion of what stood in the file the time before. It is a stand-in: nobody fetches a source, and nobody calls it again.
//
//	flux KUBECONFIG CONTEXT FILE INVENTORY
//
// CONTEXT is one of the kubeconfig, or empty for the current one. FILE has the objects. INVENTORY has what was applied
// the last time and is written anew. Prints a line for each object: what was done to it.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/fluxcd/cli-utils/pkg/kstatus/polling"
	"github.com/fluxcd/cli-utils/pkg/object"
	"github.com/fluxcd/pkg/ssa"
	"github.com/fluxcd/pkg/ssa/normalize"
	"github.com/fluxcd/pkg/ssa/utils"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/apiutil"
	"sigs.k8s.io/controller-runtime/pkg/log"

	"github.com/go-logr/logr"
)

const (
	group     = "kustomize.toolkit.fluxcd.io"
	name      = "apps"
	namespace = "flux-system"
	limit     = 2 * time.Minute
)

// entry is an object that was applied.
type entry struct {
	Group, Version, Kind, Namespace, Name string
}

func main() {
	log.SetLogger(logr.Discard())
	if len(os.Args) != 5 {
		fail(errors.New("flux KUBECONFIG CONTEXT FILE INVENTORY"))
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	if err := reconcile(ctx, os.Args[1], os.Args[2], os.Args[3], os.Args[4]); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "flux:", err)
	os.Exit(1)
}

func reconcile(ctx context.Context, kubeconfig, kubeContext, file, inventory string) error {
	objects, err := read(file)
	if err != nil {
		return err
	}
	before, err := applied(inventory)
	if err != nil {
		return err
	}
	manager, err := connect(kubeconfig, kubeContext)
	if err != nil {
		return err
	}
	manager.SetOwnerLabels(objects, name, namespace)
	options := ssa.DefaultApplyOptions()
	options.ExclusionSelector = map[string]string{group + "/reconcile": "disabled", group + "/ssa": "Ignore"}
	options.IfNotPresentSelector = map[string]string{group + "/ssa": "IfNotPresent"}
	options.ForceSelector = map[string]string{group + "/force": "Enabled"}
	options.Cleanup = ssa.ApplyCleanupOptions{
		Annotations: []string{"kubectl.kubernetes.io/last-applied-configuration"},
		FieldManagers: []ssa.FieldManager{
			{Name: "kubectl", OperationType: "Apply"},
			{Name: "kubectl", OperationType: "Update"},
			{Name: "before-first-apply", OperationType: "Update"},
		},
		Exclusions: map[string]string{group + "/ssa": "Merge"},
	}
	changes, err := manager.ApplyAllStaged(ctx, objects, options)
	if err != nil {
		return err
	}
	print("applied", changes)
	stale := missing(before, objects)
	pruned, err := manager.DeleteAll(ctx, stale, ssa.DeleteOptions{
		PropagationPolicy: "Background",
		Inclusions:        manager.GetOwnerLabels(name, namespace),
		Exclusions:        map[string]string{group + "/prune": "disabled", group + "/reconcile": "disabled"},
	})
	if err != nil {
		return err
	}
	print("pruned", pruned)
	if err := manager.WaitForSetWithContext(ctx, changes.ToObjMetadataSet(),
		ssa.WaitOptions{Interval: time.Second, Timeout: limit, FailFast: true}); err != nil {
		return err
	}
	return write(inventory, objects)
}

func print(act string, changes *ssa.ChangeSet) {
	for _, it := range changes.Entries {
		fmt.Println(act, it.Subject, it.Action)
	}
}

func read(file string) ([]*unstructured.Unstructured, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	objects, err := utils.ReadObjects(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return objects, normalize.UnstructuredList(objects)
}

func connect(kubeconfig, kubeContext string) (*ssa.ResourceManager, error) {
	config, err := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(
		&clientcmd.ClientConfigLoadingRules{ExplicitPath: kubeconfig},
		&clientcmd.ConfigOverrides{CurrentContext: kubeContext}).ClientConfig()
	if err != nil {
		return nil, err
	}
	web, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, err
	}
	mapper, err := apiutil.NewDynamicRESTMapper(config, web)
	if err != nil {
		return nil, err
	}
	kube, err := client.New(config, client.Options{HTTPClient: web, Mapper: mapper})
	if err != nil {
		return nil, err
	}
	poller := polling.NewStatusPoller(kube, mapper, polling.Options{})
	return ssa.NewResourceManager(kube, poller, ssa.Owner{Field: "kustomize-controller", Group: group}), nil
}

func applied(inventory string) ([]entry, error) {
	text, err := os.ReadFile(inventory)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var entries []entry
	return entries, json.Unmarshal(text, &entries)
}

func write(inventory string, objects []*unstructured.Unstructured) error {
	entries := []entry{}
	for _, it := range objects {
		kind := it.GroupVersionKind()
		entries = append(entries, entry{kind.Group, kind.Version, kind.Kind, it.GetNamespace(), it.GetName()})
	}
	text, err := json.Marshal(entries)
	if err != nil {
		return err
	}
	return os.WriteFile(inventory, text, 0o600)
}

// missing are those of before that no longer stand in the file.
func missing(before []entry, objects []*unstructured.Unstructured) []*unstructured.Unstructured {
	present := object.UnstructuredSetToObjMetadataSet(objects)
	stale := []*unstructured.Unstructured{}
	for _, it := range before {
		id := object.ObjMetadata{
			GroupKind: schema.GroupKind{Group: it.Group, Kind: it.Kind}, Namespace: it.Namespace, Name: it.Name}
		if present.Contains(id) {
			continue
		}
		gone := &unstructured.Unstructured{}
		gone.SetGroupVersionKind(schema.GroupVersionKind{Group: it.Group, Version: it.Version, Kind: it.Kind})
		gone.SetNamespace(it.Namespace)
		gone.SetName(it.Name)
		stale = append(stale, gone)
	}
	return stale
}
