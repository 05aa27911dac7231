package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses.
 *
 * @param cidr the range
 * @param except excluded ranges inside it
 */
@ApiType
public record IpBlock(
    @Required
        @Size(max = 64)
        @ValidationRule(
            value = "isCIDR(self)",
            message = "must be an address range such as 10.0.0.0/8 or 2001:db8::/32")
        @JsonPropertyDescription("An address range such as 10.0.0.0/8.")
        String cidr,
    @Nullable
        @JsonProperty("except")
        @Size(max = 16)
        @ValidationRule(
            value = "self.all(range, isCIDR(range))",
            message = "must be address ranges such as 10.1.0.0/16")
        @JsonPropertyDescription("Ranges inside cidr that are excluded.")
        List<@Size(max = 64) String> except) {}
