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

/** Applies the pod templates of a resource to the operator's own template. */
final class Overlay {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Overlay() {}

  /** A pod template that cannot be applied. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String sentence) {
      super(sentence, null, false, false);
    }

    /** {@return where, what is wrong and what to do} */
    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Applies one pod template.
   *
   * @param base the template so far
   * @param overlay the template of the resource, if any
   * @param field its path in the spec, for the sentence
   * @param own the name of the operator's container, whose command must not change
   * @throws Refused if the template is not part of a pod, or changes what must not change
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
          "spec.%s.spec: not part of a Pod (%s); correct or remove the field."
              .formatted(field, noPod.getOriginalMessage()));
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
      throw new Refused("spec." + field + ".spec: the container " + own + " must not be removed.");
    }
    if (!Objects.equals(before.getCommand(), after.get().getCommand())
        || !Objects.equals(before.getArgs(), after.get().getArgs())
        || !Objects.equals(before.getLifecycle(), after.get().getLifecycle())) {
      throw new Refused(
          "spec.%s.spec: command, args and lifecycle of the container %s must not change."
              .formatted(field, own));
    }
  }

  private static Optional<Container> container(PodTemplateSpec template, String name) {
    return template.getSpec().getContainers().stream()
        .filter(container -> name.equals(container.getName()))
        .findFirst();
  }
}
