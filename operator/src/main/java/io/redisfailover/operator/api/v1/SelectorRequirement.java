package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A requirement on one label.
 *
 * @param key name of the label
 * @param operator comparison
 * @param values values of the comparison
 */
@ApiType
public record SelectorRequirement(
    @Required @Size(max = 317) @JsonPropertyDescription("Name of the label.") String key,
    @Required
        @JsonPropertyDescription(
            "Comparison: In and NotIn with values, Exists and DoesNotExist without.")
        SelectorOperator operator,
    @Nullable @Size(max = 32) @JsonPropertyDescription("Values, for In and NotIn.")
        List<@Size(max = 63) String> values) {}
