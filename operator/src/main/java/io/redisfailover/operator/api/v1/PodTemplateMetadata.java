package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels and annotations of a pod.
 *
 * @param labels further labels
 * @param annotations further annotations
 */
@ApiType
public record PodTemplateMetadata(
    @Nullable
        @Size(max = 64)
        @JsonPropertyDescription(
            "Further labels. Those of the operator, app.kubernetes.io/* and redisfailover.io/*,"
                + " stay as they are.")
        Map<String, String> labels,
    @Nullable @Size(max = 64) @JsonPropertyDescription("Further annotations.")
        Map<String, String> annotations) {}
