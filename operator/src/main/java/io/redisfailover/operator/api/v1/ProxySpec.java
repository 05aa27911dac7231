package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/**
 * The proxies.
 *
 * @param replicas number of proxies
 * @param image image of the proxies; absent for the default of the operator
 * @param resources CPU and memory of each
 * @param podTemplate patch for their pods
 * @param service Service for clients
 * @param timeouts time limits of sessions
 * @param hold holding of clients without an active server
 * @param maxConnections maximum client connections of each
 * @param maxConnectionsPerAddress maximum client connections of one source address to each
 * @param maxServerConnections maximum connections of one server that each uses
 * @param check check on the statistics page
 * @param stats statistics page
 * @param accessLog log of client sessions
 * @param runtimeApi HAProxy's commands; absent for none
 */
@ApiType
public record ProxySpec(
    @SpecReplicas
        @Default("2")
        @ValidationRule(
            value = "self >= 1 && self <= 20",
            message = "must be 1 to 20; with 1, clients cannot connect while its node drains")
        @JsonPropertyDescription(
            "Number of proxies. Each finds the active server by itself; the Service"
                + " spreads clients over them. An autoscaler may set it: leave it out of what Git"
                + " applies, then.")
        Integer replicas,
    @Nullable
        @Size(max = 512)
        @ValidationRule(
            value = "self.matches('^[^\\\\s]+$')",
            message = "must be an image without spaces; leave it out to use the operator's default")
        @JsonPropertyDescription(
            "Image of the proxies. Default: the image of the operator's version.")
        String image,
    @Default(
            "{\"requests\": {\"cpu\": \"100m\", \"memory\": \"128Mi\"},"
                + " \"limits\": {\"memory\": \"512Mi\"}}")
        @JsonPropertyDescription("CPU and memory of each proxy.")
        ResourcesSpec resources,
    @Nullable @JsonPropertyDescription("Patch for the pods of the proxies.")
        PodTemplate podTemplate,
    @Default("{}") @JsonPropertyDescription("The Service NAME, the address for clients.")
        ServiceSpec service,
    @Default("{}") @JsonPropertyDescription("Time limits for connecting and for idle connections.")
        TimeoutsSpec timeouts,
    @Default("{}") @JsonPropertyDescription("Holding of clients while no server is active.")
        HoldSpec hold,
    @Default("20000")
        @ValidationRule(value = "self >= 1 && self <= 1000000", message = "must be 1 to 1000000")
        @JsonPropertyDescription(
            "Maximum client connections of each proxy; further connections are closed at"
                + " once.")
        Integer maxConnections,
    @Default("0")
        @ValidationRule(value = "self >= 0 && self <= 1000000", message = "must be 0 to 1000000")
        @JsonPropertyDescription(
            "Maximum client connections of one source address to each proxy; 0 for no limit. Many"
                + " clients may share one address.")
        Integer maxConnectionsPerAddress,
    @Default("0")
        @ValidationRule(value = "self >= 0 && self <= 1000000", message = "must be 0 to 1000000")
        @JsonPropertyDescription(
            "Maximum connections of one server that clients of each proxy use; 0 for as many as"
                + " the server takes. Further clients wait for a free one, as long as hold.timeout.")
        Integer maxServerConnections,
    @Default("{}")
        @JsonPropertyDescription(
            "A check of each server like HAProxy's tcp-check. The statistics page and the"
                + " metrics show its result; it decides no failover.")
        CheckSpec check,
    @Default("{}")
        @JsonPropertyDescription(
            "The statistics page of the proxies, with CSV, JSON and metrics, at Service"
                + " NAME-stats.")
        StatsSpec stats,
    @Default("{}") @JsonPropertyDescription("The log of client sessions.") AccessLogSpec accessLog,
    @Nullable
        @JsonPropertyDescription(
            "The runtime API of HAProxy in each pod of the proxies, for programs that know it."
                + " Default: none.")
        RuntimeApiSpec runtimeApi) {}
