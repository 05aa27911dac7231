package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/**
 * The desired state.
 *
 * @param paused whether the operator changes nothing
 * @param redis settings of both servers
 * @param master settings of Master only
 * @param backup settings of Backup only
 * @param auth login of applications
 * @param proxy the proxies
 * @param failover detection, failover and failback
 * @param networkPolicy NetworkPolicies
 * @param disruptionBudget PodDisruptionBudgets
 */
@ApiType
public record RedisFailoverSpec(
    @Default("false")
        @JsonPropertyDescription(
            "Whether the operator is paused: it changes no object and no server. The"
                + " proxies still fail over.")
        Boolean paused,
    @Default("{}") @JsonPropertyDescription("Settings of both Redis servers.") RedisSpec redis,
    @Default("{}")
        @JsonPropertyDescription(
            "Settings of the server Master only. Master and Backup are names that never"
                + " change; status.active names the active server.")
        MasterSpec master,
    @Default("{}") @JsonPropertyDescription("Settings of the server Backup only.")
        BackupSpec backup,
    @Default("{}") @JsonPropertyDescription("Login of applications to Redis.") AuthSpec auth,
    @Default("{}")
        @JsonPropertyDescription(
            "The proxies. Clients connect to them, and they route clients to the active"
                + " server.")
        ProxySpec proxy,
    @Default("{}") @JsonPropertyDescription("Detection of a failed server, failover and failback.")
        FailoverSpec failover,
    @Default("{}")
        @JsonPropertyDescription(
            "NetworkPolicies. Redis accepts only the proxies, the other server and the"
                + " operator. They take effect where the cluster's network enforces them.")
        NetworkPolicySpec networkPolicy,
    @Default("{}")
        @JsonPropertyDescription(
            "PodDisruptionBudgets. A node drain never evicts the last complete copy of the"
                + " data, and evicts one proxy at a time.")
        DisruptionBudgetSpec disruptionBudget) {}
