package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A peer that may connect.
 *
 * @param podSelector pods, in the same namespace unless namespaceSelector selects others
 * @param namespaceSelector namespaces of the pods
 * @param ipBlock addresses outside the cluster
 */
@ApiType
public record Peer(
    @Nullable
        @JsonPropertyDescription(
            "Pods by their labels, in the same namespace or in those of namespaceSelector."
                + " Empty: all pods.")
        Selector podSelector,
    @Nullable @JsonPropertyDescription("Namespaces by their labels. Empty: all namespaces.")
        Selector namespaceSelector,
    @Nullable @JsonPropertyDescription("Addresses outside the cluster.") IpBlock ipBlock) {}
