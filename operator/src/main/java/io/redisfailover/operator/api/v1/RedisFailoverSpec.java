package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/**
 * What is wanted.
 *
 * @param paused whether the operator keeps its hands off
 * @param redis what both servers have in common
 * @param master what only the master has
 * @param backup what only the backup has
 * @param auth how applications log in
 * @param proxy the proxies
 * @param failover when and where to fail over, and back
 * @param networkPolicy who may connect to what
 * @param disruptionBudget what a drain of a node may take away
 */
@ApiType
public record RedisFailoverSpec(
    @Default("false")
        @JsonPropertyDescription(
            "Whether the operator keeps its hands off: it changes no object and no server. The"
                + " proxies go on failing over by themselves.")
        Boolean paused,
    @Default("{}")
        @JsonPropertyDescription("The two Redis servers: what both of them have in common.")
        RedisSpec redis,
    @Default("{}")
        @JsonPropertyDescription(
            "What only the server Master has. Master and Backup are names that never change; which"
                + " of them is active stands in the status.")
        MasterSpec master,
    @Default("{}") @JsonPropertyDescription("What only the server Backup has.") BackupSpec backup,
    @Default("{}") @JsonPropertyDescription("How applications log in to Redis.") AuthSpec auth,
    @Default("{}")
        @JsonPropertyDescription(
            "The proxies: clients connect to them, and they connect clients to the active server.")
        ProxySpec proxy,
    @Default("{}") @JsonPropertyDescription("When and where to fail over, and when to come back.")
        FailoverSpec failover,
    @Default("{}")
        @JsonPropertyDescription(
            "NetworkPolicies: Redis accepts only the proxies, the other server and the operator."
                + " They have an effect where the cluster's network enforces them.")
        NetworkPolicySpec networkPolicy,
    @Default("{}")
        @JsonPropertyDescription(
            "PodDisruptionBudgets: a drain of nodes never takes away the last complete copy of the"
                + " data, and takes one proxy at a time.")
        DisruptionBudgetSpec disruptionBudget) {}
