package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The observed state. Only the operator writes it, and only after a change: it holds no offsets and
 * no times of probes, so an idle resource causes no write.
 *
 * @param observedGeneration generation of the spec
 * @param phase summary in one word
 * @param active the active server
 * @param epoch number of the current epoch
 * @param replicationId replication ID of the current epoch; with the two above it is the
 *     controller's record
 * @param endpoint address for clients
 * @param servers the two servers, Master first
 * @param proxies numbers of proxies
 * @param lastRoleChange the last role change
 * @param conditions the conditions
 * @param requests the last answered requests that stay
 */
@ApiType
public record RedisFailoverStatus(
    @Nullable
        @JsonPropertyDescription("The metadata.generation of the spec that this status describes.")
        Long observedGeneration,
    @Nullable
        @JsonPropertyDescription(
            "Summary in one word. Blocked: an administrator must decide whose data to"
                + " keep; the condition Ready says what each decision discards.")
        Phase phase,
    @Nullable @JsonPropertyDescription("The server to which proxies route clients.")
        ServerName active,
    @Nullable
        @JsonPropertyDescription(
            "Number of the current epoch. It grows with every role change; Master's epochs"
                + " are odd, Backup's are even.")
        Long epoch,
    @Nullable
        @JsonPropertyDescription(
            "Replication ID of the current epoch. It stays while the active server is"
                + " unreachable or has returned with another replication ID.")
        String replicationId,
    @Nullable @JsonPropertyDescription("Address for clients, such as cache.default.svc:6379.")
        String endpoint,
    @Nullable @JsonPropertyDescription("The two servers, Master first.") List<ServerStatus> servers,
    @Nullable @JsonPropertyDescription("Numbers of proxies.") ProxiesStatus proxies,
    @Nullable
        @JsonPropertyDescription("The last role change: why, how long it took, and what it cost.")
        LastRoleChange lastRoleChange,
    @Nullable
        @JsonPropertyDescription(
            "Ready: clients can connect and reach the active server. InSync: the standby"
                + " is in sync and can take over. ProxiesAgree: all proxies route to the active"
                + " server. ConfigurationApplied: the spec is in effect. DataAtRisk: data could"
                + " be lost, and why. Progressing: a change is in progress. Two more, in the words of"
                + " kstatus, are there only while they are true. Reconciling: something changes or"
                + " is tried again. Stalled: the spec takes no effect until it, or what the message"
                + " names, is corrected.")
        List<Condition> conditions,
    @Nullable @JsonPropertyDescription("The last answered requests by annotations with a token.")
        RequestsStatus requests) {
  /** {@return the same with these answered requests; none are left out} */
  public RedisFailoverStatus with(RequestsStatus answered) {
    return with(lastRoleChange, answered.equals(RequestsStatus.NONE) ? null : answered);
  }

  /** {@return the same with what is known of the last role change} */
  public RedisFailoverStatus with(@Nullable LastRoleChange known) {
    return with(known, requests);
  }

  private RedisFailoverStatus with(
      @Nullable LastRoleChange newRoleChange, @Nullable RequestsStatus newRequests) {
    return new RedisFailoverStatus(
        observedGeneration,
        phase,
        active,
        epoch,
        replicationId,
        endpoint,
        servers,
        proxies,
        newRoleChange,
        conditions,
        newRequests);
  }
}
