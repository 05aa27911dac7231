package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The proxies.
 *
 * @param replicas how many
 * @param image what runs; absent for the one that belongs to the operator
 * @param resources what each gets of a node
 * @param podTemplate what is laid over their pods
 * @param service the address for clients
 * @param timeouts how long a side of a connection may be idle
 * @param hold clients that wait while it is not clear which server is active
 * @param maxConnections connections at a time, for each proxy
 * @param check the check that is shown on the statistics page
 * @param stats the statistics page
 */
@ApiType
public record ProxySpec(
    @Default("2")
        @ValidationRule(
            value = "self >= 1 && self <= 20",
            message = "Write 1 to 20; with 1 clients wait whenever its node is drained.")
        @JsonPropertyDescription(
            "How many proxies. Each of them knows the active server by itself; the Service spreads"
                + " clients over them.")
        Integer replicas,
    @Nullable
        @Size(max = 512)
        @ValidationRule(
            value = "self.matches('^[^\\\\s]+$')",
            message = "Write an image, without blanks; or leave it out for the operator's own.")
        @JsonPropertyDescription(
            "The image of the proxies. Default: the one of the operator's own version.")
        String image,
    @Default(
            "{\"requests\": {\"cpu\": \"100m\", \"memory\": \"128Mi\"},"
                + " \"limits\": {\"memory\": \"512Mi\"}}")
        @JsonPropertyDescription("CPU and memory of each proxy.")
        Resources resources,
    @Nullable @JsonPropertyDescription("Laid over the pods of the proxies.")
        PodTemplate podTemplate,
    @Default("{}") @JsonPropertyDescription("The Service NAME: the address for clients.")
        ServiceSpec service,
    @Default("{}")
        @JsonPropertyDescription("How long a connection may take to be made, and to be idle.")
        TimeoutsSpec timeouts,
    @Default("{}")
        @JsonPropertyDescription("Clients that wait while it is not clear which server is active.")
        HoldSpec hold,
    @Default("20000")
        @ValidationRule(value = "self >= 1 && self <= 1000000", message = "Write 1 to 1000000.")
        @JsonPropertyDescription(
            "Connections of clients at a time, for each proxy; one more is closed at once.")
        Integer maxConnections,
    @Default("{}")
        @JsonPropertyDescription(
            "A check of each server like HAProxy's tcp-check. It is shown on the statistics page"
                + " and in the metrics; what decides about a failover is replication itself.")
        CheckSpec check,
    @Default("{}")
        @JsonPropertyDescription(
            "The statistics page of the proxies, with CSV, JSON and metrics, at the Service"
                + " NAME-stats.")
        StatsSpec stats) {}
