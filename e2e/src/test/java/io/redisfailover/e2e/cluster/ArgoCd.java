package io.redisfailover.e2e.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Argo CD does for an application with automated pruning and self-healing that tracks its
 * objects by their label: a stand-in.
 */
public final class ArgoCd {
  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("argocd-controller")
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final String application;

  /**
   * Of an application.
   *
   * @param client with what rights
   * @param application its name
   */
  public ArgoCd(KubernetesClient client, String application) {
    this.client = client;
    this.application = application;
  }

  /**
   * Applies the objects, and deletes what bears the label of the application and stands in no file.
   *
   * @return what was deleted
   */
  public List<String> sync(String yaml) {
    List<HasMetadata> wanted = objects(yaml);
    wanted.forEach(object -> {
      object.getMetadata().getLabels().put(INSTANCE, application);
      HasMetadata unused = client.resource(object).patch(APPLY);
    });
    Set<String> names = wanted.stream().map(ArgoCd::name).collect(Collectors.toSet());
    return present(wanted)
        .filter(object -> !names.contains(name(object)))
        .filter(object -> object.getMetadata().getOwnerReferences().isEmpty())
        .map(object -> {
          client.resource(object).delete();
          return name(object);
        })
        .toList();
  }

  /** {@return the generation of each object, which each change of what is wanted of it raises} */
  public Map<String, Long> generations(String yaml) {
    Map<String, Long> generations = new HashMap<>();
    present(objects(yaml))
        .forEach(object ->
            generations.put(
                name(object),
                Optional.ofNullable(object.getMetadata().getGeneration()).orElse(0L)));
    return generations;
  }

  /** Deletes the application with all objects but a CRD, as the CRD's annotation asks. */
  public void delete(String yaml) {
    objects(yaml).stream()
        .filter(object -> !"CustomResourceDefinition".equals(object.getKind()))
        .forEach(object -> client.resource(object).delete());
  }

  private List<HasMetadata> objects(String yaml) {
    return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  /** Of the kinds that stand in the file. */
  private Stream<GenericKubernetesResource> present(List<HasMetadata> wanted) {
    return wanted.stream()
        .map(object -> Map.entry(object.getApiVersion(), object.getKind()))
        .distinct()
        .flatMap(kind ->
            client
                .genericKubernetesResources(kind.getKey(), kind.getValue())
                .inAnyNamespace()
                .withLabel(INSTANCE, application)
                .list()
                .getItems()
                .stream());
  }

  private static String name(HasMetadata object) {
    return "%s %s/%s"
        .formatted(
            object.getKind(),
            Optional.ofNullable(object.getMetadata().getNamespace()).orElse(""),
            object.getMetadata().getName());
  }
}
