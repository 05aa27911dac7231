package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * Settings of Master only.
 *
 * @param podTemplate patch for its pod
 */
@ApiType
public record MasterSpec(
    @Nullable
        @JsonPropertyDescription("Patch for the pod of Master, applied after redis.podTemplate.")
        PodTemplate podTemplate) {}
