package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects by their labels; all that is said must hold.
 *
 * @param matchLabels labels with their values
 * @param matchExpressions further requirements
 */
@ApiType
public record Selector(
    @Nullable @Size(max = 16) @JsonPropertyDescription("Labels with their values.")
        Map<String, String> matchLabels,
    @Nullable @Size(max = 16) @JsonPropertyDescription("Further requirements.")
        List<SelectorRequirement> matchExpressions) {}
