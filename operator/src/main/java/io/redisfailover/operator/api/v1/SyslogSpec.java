package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A syslog server.
 *
 * @param address host and port
 * @param facility facility of each line
 * @param form how a line begins
 * @param level the least severe lines that go there
 * @param healthChecks whether each change of a check is a line
 */
@ApiType
public record SyslogSpec(
    @Required
        @Size(max = 260)
        @ValidationRule(
            value = "self.matches('^([A-Za-z0-9._-]+|[[][0-9A-Fa-f:.]+[]]):[0-9]{1,5}$')",
            message = "must be host:port, such as logs.monitoring.svc:514")
        @JsonPropertyDescription(
            "Address (host:port) that takes datagrams (UDP). Lines are lost while its name has no"
                + " address, and the log of the pod says so.")
        String address,
    @Default("local0")
        @Size(max = 8)
        @ValidationRule(
            value =
                "self.matches('^(kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|auth2|ftp"
                    + "|ntp|audit|alert|cron2|local[0-7])$')",
            message = "must be a facility of syslog such as local0 or daemon")
        @JsonPropertyDescription("Facility of each line.")
        String facility,
    @Default("Rfc5424") @JsonPropertyDescription("How a line begins.") SyslogForm form,
    @Default("Info")
        @JsonPropertyDescription(
            "The least severe lines that go there. Info: all. Notice: changes of the servers and"
                + " of the route, while sessions stay in the log of the pod. Alert: servers that"
                + " are down.")
        SyslogLevel level,
    @Default("false")
        @JsonPropertyDescription(
            "true: each change of a check's state is a line, too (HAProxy's option"
                + " log-health-checks).")
        Boolean healthChecks) {}
