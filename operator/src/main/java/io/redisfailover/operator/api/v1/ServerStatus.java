package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Status of one server.
 *
 * @param name its name
 * @param pod name of its pod
 * @param role its current role
 * @param address address of its pod
 * @param node name of the node of its pod
 * @param zone zone of that node
 * @param version name and version of its process, as last seen
 * @param replicationId replication ID of its data
 * @param lag lag of a replica, as a class
 * @param since time of its last change of role
 * @param message its state in a few words
 */
@ApiType
public record ServerStatus(
    @Required @JsonPropertyDescription("Master or Backup.") ServerName name,
    @Nullable @JsonPropertyDescription("Name of its pod.") String pod,
    @Nullable
        @JsonPropertyDescription(
            "Its current role. Active: proxies route clients to it. Standby: in sync with"
                + " the active server. Syncing: it copies the full data set. Stale: its link is"
                + " down, or it is not in sync. Parked: it keeps its data and copies from no"
                + " server. Superseded: a primary of an older epoch. Foreign: not one of the"
                + " pair. Unreachable: it does not answer.")
        ServerRole role,
    @Nullable @JsonPropertyDescription("Address of its pod.") String address,
    @Nullable @JsonPropertyDescription("Name of the node of its pod.") String node,
    @Nullable
        @JsonPropertyDescription(
            "Zone of that node, where Kubernetes labels pods with it (from 1.35 on).")
        String zone,
    @Nullable
        @JsonPropertyDescription(
            "Name and version of the Redis process, such as Redis 8.0.2 or Valkey 8.1.0,"
                + " as last seen.")
        String version,
    @Nullable @JsonPropertyDescription("Replication ID of its data.") String replicationId,
    @Nullable
        @JsonPropertyDescription(
            "Bytes that it lacks, as a class: None, Small (at most failover.maxLag) or"
                + " Large. The statistics page and the metrics have the exact number.")
        Lag lag,
    @Nullable @JsonPropertyDescription("Time of its last change of role, in UTC.") String since,
    @Nullable @JsonPropertyDescription("Its state in a few words.") String message) {}
