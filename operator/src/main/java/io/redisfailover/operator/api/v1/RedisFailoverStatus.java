package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is there. Written by the operator alone, and only when something changed: no offsets and no
 * times of looks, so an idle resource causes no write.
 *
 * @param observedGeneration the generation of the spec that this belongs to
 * @param phase in a word
 * @param active the server that takes the clients
 * @param epoch number of its line
 * @param replicationId history of its line; with the two above it is the controller's record
 * @param endpoint where clients connect
 * @param nodes the two servers, Master first
 * @param proxies how many proxies there are
 * @param lastFailover the last change of the active server
 * @param conditions what holds and why
 */
@ApiType
public record RedisFailoverStatus(
    @Nullable
        @JsonPropertyDescription("The metadata.generation of the spec that this status belongs to.")
        Long observedGeneration,
    @Nullable
        @JsonPropertyDescription(
            "In a word. Blocked: a person has to say which data go on; the condition Ready says"
                + " what each answer would lose.")
        Phase phase,
    @Nullable @JsonPropertyDescription("The server that takes the clients.") NodeName active,
    @Nullable
        @JsonPropertyDescription(
            "Number of the line of the active server. It grows with every change; Master's are odd,"
                + " Backup's even.")
        Long epoch,
    @Nullable
        @JsonPropertyDescription(
            "The replication id of the line of the active server: which history goes on, also while"
                + " that server cannot be asked or has returned with another one.")
        String replicationId,
    @Nullable @JsonPropertyDescription("Where clients connect, such as cache.default.svc:6379.")
        String endpoint,
    @Nullable @JsonPropertyDescription("The two servers, Master first.") List<NodeStatus> nodes,
    @Nullable @JsonPropertyDescription("How many proxies there are.") ProxiesStatus proxies,
    @Nullable @JsonPropertyDescription("The last change of the active server.")
        LastFailover lastFailover,
    @Nullable
        @JsonPropertyDescription(
            "Ready: clients are served. InSync: the standby could take over with nothing lost."
                + " ProxiesAgree: all proxies route to the same server. ConfigurationApplied: the"
                + " spec is in effect. DataAtRisk: something could be lost, and why. Progressing: a"
                + " change is under way.")
        List<Condition> conditions) {}
