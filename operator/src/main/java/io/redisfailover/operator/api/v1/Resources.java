package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container gets of a node.
 *
 * @param requests what it gets for sure
 * @param limits what it gets at most
 */
@ApiType
public record Resources(
    @Nullable
        @Size(max = 8)
        @ValidationRule(value = Resources.QUANTITIES, message = Resources.SENTENCE)
        @JsonPropertyDescription(
            "What a node must have free, by name: cpu such as 500m, memory such as 1Gi.")
        Map<String, Quantity> requests,
    @Nullable
        @Size(max = 8)
        @ValidationRule(value = Resources.QUANTITIES, message = Resources.SENTENCE)
        @JsonPropertyDescription(
            "The most that is given, by name. Beyond its memory limit a container is killed.")
        Map<String, Quantity> limits) {
  static final String QUANTITIES =
      "self.all(k, type(self[k]) == int ? self[k] >= 0 : (isQuantity(self[k]) &&"
          + " !quantity(self[k]).isLessThan(quantity('0'))))";
  static final String SENTENCE =
      "Write quantities such as 500m, 2, 512Mi or 1Gi for cpu and memory.";
}
