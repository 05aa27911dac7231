package io.redisfailover.operator.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.redisfailover.operator.api.v1.PodTemplate;
import io.redisfailover.operator.api.v1.PodTemplateMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lays what a resource says about pods over the operator's own template. */
final class Overlay {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Overlay() {}

  /** What a resource says about its pods and cannot be carried out. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String sentence) {
      super(sentence, null, false, false);
    }

    /** {@return what to write instead} */
    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Lays one over the other.
   *
   * @param base the template so far
   * @param overlay what the resource says; absent for nothing
   * @param field its place in the spec, for the sentence
   * @param own the name of the operator's container, whose command stays as it is
   * @throws Refused when it is no part of a pod, or changes what must not be changed
   */
  static PodTemplateSpec lay(
      PodTemplateSpec base, @Nullable PodTemplate overlay, String field, String own)
      throws Refused {
    if (overlay == null) {
      return base;
    }
    PodTemplateSpec merged = metadata(base, Optional.ofNullable(overlay.metadata()));
    if (overlay.spec() == null) {
      return merged;
    }
    try {
      ObjectNode spec = StrategicMerge.merge(JSON.valueToTree(merged.getSpec()), overlay.spec());
      ObjectNode template = JSON.valueToTree(merged);
      template.set("spec", spec);
      PodTemplateSpec laid = JSON.treeToValue(template, PodTemplateSpec.class);
      guard(base, laid, field, own);
      return laid;
    } catch (StrategicMerge.BadPatch bad) {
      throw new Refused("spec." + field + ".spec: " + bad.sentence() + ".");
    } catch (JsonProcessingException noPod) {
      throw new Refused(
          "spec." + field + ".spec: this is no part of a Pod: " + noPod.getOriginalMessage() + ".");
    }
  }

  private static PodTemplateSpec metadata(
      PodTemplateSpec base, Optional<PodTemplateMetadata> metadata) {
    Map<String, String> labels =
        new LinkedHashMap<>(
            metadata.flatMap(said -> Optional.ofNullable(said.labels())).orElse(Map.of()));
    labels.putAll(base.getMetadata().getLabels());
    Map<String, String> annotations =
        new LinkedHashMap<>(
            metadata.flatMap(said -> Optional.ofNullable(said.annotations())).orElse(Map.of()));
    annotations.putAll(Optional.ofNullable(base.getMetadata().getAnnotations()).orElse(Map.of()));
    return base.edit()
        .editMetadata()
        .withLabels(new TreeMap<>(labels))
        .withAnnotations(new TreeMap<>(annotations))
        .endMetadata()
        .build();
  }

  private static void guard(PodTemplateSpec base, PodTemplateSpec laid, String field, String own)
      throws Refused {
    Container before = container(base, own).orElseThrow();
    Optional<Container> after = container(laid, own);
    if (after.isEmpty()) {
      throw new Refused("spec." + field + ".spec: leave the container " + own + " in its place.");
    }
    if (!Objects.equals(before.getCommand(), after.get().getCommand())
        || !Objects.equals(before.getArgs(), after.get().getArgs())
        || !Objects.equals(before.getLifecycle(), after.get().getLifecycle())) {
      throw new Refused(
          "spec."
              + field
              + ".spec: leave out command, args and lifecycle of the container "
              + own
              + ": how it starts and stops protects the data.");
    }
  }

  private static Optional<Container> container(PodTemplateSpec template, String name) {
    return template.getSpec().getContainers().stream()
        .filter(container -> name.equals(container.getName()))
        .findFirst();
  }
}
