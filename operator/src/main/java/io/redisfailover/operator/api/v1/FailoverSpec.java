package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Detection, failover and failback.
 *
 * @param mode how a failover works
 * @param maxLag maximum lag of a standby that may be promoted
 * @param detection detection of a failed server
 * @param preferred the server that is active when both can be
 * @param failback failback to the preferred server
 */
@ApiType
public record FailoverSpec(
    @Default("Promote")
        @JsonPropertyDescription(
            "Promote: the standby is promoted before the first client reaches it, so that"
                + " no write to it is lost.")
        FailoverMode mode,
    @Default("16Mi")
        @Size(max = Cel.SHORT)
        @ValidationRule(
            value =
                "isQuantity(self) && quantity(self).isInteger()"
                    + " && !quantity(self).isLessThan(quantity('0'))",
            message = "must be a size such as 512Ki, 16Mi or 1Gi")
        @JsonPropertyDescription(
            "Maximum lag, in bytes of replication, of a standby that a failover may"
                + " promote. Beyond it, an administrator must decide whose data to keep.")
        String maxLag,
    @Default("{}") @JsonPropertyDescription("Detection of a failed server.")
        DetectionSpec detection,
    @Default("Master")
        @JsonPropertyDescription(
            "The server that is active when both can be. With failback.policy Automatic, a"
                + " change starts a switchover, which loses nothing.")
        ServerName preferred,
    @Default("{}") @JsonPropertyDescription("Failback to the preferred server after a failover.")
        FailbackSpec failback) {}
