package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Nullable;

/**
 * The log of client sessions.
 *
 * @param format how a session is written
 * @param skipEmpty whether sessions without a byte are left out
 * @param syslog where the lines go; absent for the log of the pod
 */
@ApiType
public record AccessLogSpec(
    @Default("Tcplog")
        @JsonPropertyDescription(
            "Tcplog: a line for each session that ends, in the form of HAProxy's option tcplog."
                + " Json: an object with the same values. Off: none.")
        AccessLogFormat format,
    @Default("false")
        @JsonPropertyDescription(
            "true: sessions in which neither side sent a byte have no line, such as those of"
                + " health checks of a load balancer.")
        Boolean skipEmpty,
    @Nullable
        @JsonPropertyDescription(
            "A syslog server that takes the lines, and those of changes of the servers and of the"
                + " route. Default: the lines of sessions are in the log of the pod.")
        SyslogSpec syslog) {}
