package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * One of the two servers.
 *
 * @param name which
 * @param pod its pod
 * @param role what it is at this moment
 * @param address where it answers
 * @param version what it runs
 * @param replicationId which history its data belong to
 * @param lag how far it is behind; absent for the active one
 * @param since since when it has this role
 * @param message a sentence
 */
@ApiType
public record NodeStatus(
    @Required @JsonPropertyDescription("Master or Backup.") NodeName name,
    @Nullable @JsonPropertyDescription("Its pod.") String pod,
    @Nullable @JsonPropertyDescription("What it is at this moment.") NodeRole role,
    @Nullable @JsonPropertyDescription("Where it answers.") String address,
    @Nullable @JsonPropertyDescription("Name and version of the server, such as Redis 8.0.2.")
        String version,
    @Nullable @JsonPropertyDescription("The replication id: which history its data belong to.")
        String replicationId,
    @Nullable
        @JsonPropertyDescription(
            "How far it is behind the active server: None, Small (less than failover.maxLag) or"
                + " Large. Live figures are on the statistics page and in the metrics.")
        Lag lag,
    @Nullable @JsonPropertyDescription("Since when it has this role, in UTC.") String since,
    @Nullable @JsonPropertyDescription("What is the matter with it, in a sentence.")
        String message) {}
