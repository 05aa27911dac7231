package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Nullable;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * HAProxy's commands, in each pod of the proxies.
 *
 * @param level what a connection may do
 * @param port TCP port of the pod's loopback address; absent for a Unix socket
 */
@ApiType
public record RuntimeApiSpec(
    @Default("Operator")
        @JsonPropertyDescription(
            "What a connection may do. User: look. Operator: see the sessions with the addresses"
                + " of their clients, too. Admin: shut down sessions and set limits, too.")
        RuntimeApiLevel level,
    @Nullable
        @ValidationRule(
            value = "self >= 1024 && self <= 65535 && !(self in [6379, 8181, 8182])",
            message = "must be 1024 to 65535, and not 6379, 8181 or 8182, which the proxy uses")
        @JsonPropertyDescription(
            "TCP port of 127.0.0.1 in the pod, without a login: for kubectl port-forward, and for"
                + " other containers of the pod. Default: the Unix socket /tmp/runtime-api.sock,"
                + " for containers that mount the volume tmp and run as the same user.")
        Integer port) {}
