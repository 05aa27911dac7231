package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may connect.
 *
 * @param podSelector pods; of the same namespace unless namespaceSelector says another
 * @param namespaceSelector all pods of these namespaces, or those of podSelector in them
 * @param ipBlock addresses outside the cluster
 */
@ApiType
public record Peer(
    @Nullable
        @JsonPropertyDescription(
            "Pods by their labels: of the same namespace, or of those of namespaceSelector. Empty:"
                + " all pods.")
        Selector podSelector,
    @Nullable @JsonPropertyDescription("Namespaces by their labels. Empty: all namespaces.")
        Selector namespaceSelector,
    @Nullable @JsonPropertyDescription("Addresses outside the cluster.") IpBlock ipBlock) {}
