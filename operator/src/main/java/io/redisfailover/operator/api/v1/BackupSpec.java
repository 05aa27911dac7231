package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/**
 * Settings of Backup only.
 *
 * @param podTemplate patch for its pod
 * @param writable when it accepts writes
 */
@ApiType
public record BackupSpec(
    @Nullable
        @JsonPropertyDescription("Patch for the pod of Backup, applied after redis.podTemplate.")
        PodTemplate podTemplate,
    @Default("WhenPromoted")
        @JsonPropertyDescription(
            "WhenPromoted: Backup accepts writes from its promotion on, and keeps them."
                + " Always: Backup accepts writes at any time (replica-read-only no), as in the"
                + " usual HAProxy setup. Writes before its promotion are lost, and the condition"
                + " DataAtRisk is True.")
        Writable writable) {}
