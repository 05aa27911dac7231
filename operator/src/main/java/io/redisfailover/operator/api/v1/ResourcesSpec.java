package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resources of a container.
 *
 * @param requests requested resources
 * @param limits maximum resources
 */
@ApiType
public record ResourcesSpec(
    @Nullable
        @Size(max = 8)
        @ValidationRule(value = ResourcesSpec.QUANTITIES, message = ResourcesSpec.SENTENCE)
        @JsonPropertyDescription(
            "Resources that a node must have free, by name: cpu such as 500m, memory such"
                + " as 1Gi.")
        Map<String, Quantity> requests,
    @Nullable
        @Size(max = 8)
        @ValidationRule(value = ResourcesSpec.QUANTITIES, message = ResourcesSpec.SENTENCE)
        @JsonPropertyDescription(
            "Maximum resources, by name. A container that exceeds its memory limit is" + " killed.")
        Map<String, Quantity> limits) {
  static final String QUANTITIES =
      "self.all(k, type(self[k]) == int ? self[k] >= 0 : (isQuantity(self[k]) &&"
          + " !quantity(self[k]).isLessThan(quantity('0'))))";
  static final String SENTENCE =
      "must be quantities such as 500m, 2, 512Mi or 1Gi for cpu and memory";
}
