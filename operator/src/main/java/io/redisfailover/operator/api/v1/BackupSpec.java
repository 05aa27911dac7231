package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/**
 * What only the backup has.
 *
 * @param podTemplate what is laid over its pod
 * @param writable from when on it takes writes
 */
@ApiType
public record BackupSpec(
    @Nullable @JsonPropertyDescription("Laid over the pod of Backup, after redis.podTemplate.")
        PodTemplate podTemplate,
    @Default("Promotion")
        @JsonPropertyDescription(
            "Promotion: Backup takes writes from the moment it is promoted, and everything it took"
                + " is kept. Always: it takes writes at any time (replica-read-only no), as in the"
                + " scheme with HAProxy; what is written to it before a promotion is lost, and the"
                + " condition DataAtRisk says so.")
        Writable writable) {}
