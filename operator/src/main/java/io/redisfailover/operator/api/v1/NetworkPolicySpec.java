package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * NetworkPolicies.
 *
 * @param enabled whether they exist
 * @param allowedClients peers that may connect to the proxies; absent for all
 */
@ApiType
public record NetworkPolicySpec(
    @Default("true")
        @JsonPropertyDescription(
            "Whether the operator creates NetworkPolicies for the servers and for the"
                + " proxies.")
        Boolean enabled,
    @Nullable
        @Size(min = 1, max = 64)
        @ValidationRule(
            value =
                "self.all(peer, has(peer.ipBlock) != (has(peer.podSelector) ||"
                    + " has(peer.namespaceSelector)))",
            message = "must set ipBlock, or podSelector, namespaceSelector or both, in each entry")
        @JsonPropertyDescription(
            "Peers that may connect to the proxies, on the client port and on the port of"
                + " the statistics page. Default: all.")
        List<Peer> allowedClients) {}
