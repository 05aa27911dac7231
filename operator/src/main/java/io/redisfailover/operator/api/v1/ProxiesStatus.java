package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of proxies.
 *
 * @param desired desired proxies
 * @param present proxies that there are
 * @param ready proxies that accept clients
 * @param agreeing proxies that route to the active server
 * @param selector labels of their pods, as the API server writes them for an autoscaler
 */
@ApiType
public record ProxiesStatus(
    @Nullable @JsonPropertyDescription("Number of desired proxies.") Integer desired,
    @StatusReplicas
        @Nullable
        @JsonPropertyDescription("Number of proxies that there are, also those that start.")
        Integer present,
    @Nullable @JsonPropertyDescription("Number of proxies that accept clients.") Integer ready,
    @Nullable
        @JsonPropertyDescription(
            "Number of proxies that route to the active server in the current epoch.")
        Integer agreeing,
    @LabelSelector
        @Nullable
        @JsonPropertyDescription(
            "Labels of the pods of the proxies, for an autoscaler that scales this resource.")
        String selector) {}
