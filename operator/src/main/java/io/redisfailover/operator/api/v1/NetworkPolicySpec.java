package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect to what.
 *
 * @param enabled whether there are policies
 * @param allowedClients who may connect to the proxies; absent for everybody
 */
@ApiType
public record NetworkPolicySpec(
    @Default("true")
        @JsonPropertyDescription(
            "Whether there are NetworkPolicies for the servers and for the proxies.")
        Boolean enabled,
    @Nullable
        @Size(min = 1, max = 64)
        @ValidationRule(
            value =
                "self.all(peer, has(peer.ipBlock) != (has(peer.podSelector) ||"
                    + " has(peer.namespaceSelector)))",
            message =
                "Write ipBlock, or podSelector and namespaceSelector (one of them or both), in each"
                    + " entry.")
        @JsonPropertyDescription(
            "Who may connect to the proxies, on the port for clients and on that of the statistics"
                + " page. Default: everybody.")
        List<Peer> allowedClients) {}
