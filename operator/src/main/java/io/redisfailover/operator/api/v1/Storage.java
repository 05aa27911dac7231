package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Volumes of the servers.
 *
 * @param size size of each volume; it can grow, and a growth that failed can be taken back
 * @param storageClassName StorageClass; absent for the default of the cluster
 * @param retain whether the volumes outlive the resource
 */
@ApiType
@ValidationRule(
    value =
        "has(self.storageClassName) == has(oldSelf.storageClassName) &&"
            + " (!has(self.storageClassName) || self.storageClassName == oldSelf.storageClassName)",
    message =
        "must not change storageClassName after creation: create another resource and"
            + " copy the data")
public record Storage(
    @Required
        @Size(max = Cel.SHORT)
        @ValidationRule(
            value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
            message = "must be a size such as 10Gi")
        @JsonPropertyDescription(
            "Size of each volume, such as 10Gi. It can grow in place if the storage class"
                + " allows it; a growth that is refused can be taken back. AOF needs up to three"
                + " times the size of the data.")
        String size,
    @Nullable
        @Size(max = 253)
        @ValidationRule(
            value = "self == '' || " + Cel.NAME,
            message =
                "must be the name of a StorageClass; leave it out to use the cluster's default"
                    + " class")
        @JsonPropertyDescription(
            "StorageClass of the volumes. Default: the cluster's default class. It cannot"
                + " change after creation.")
        String storageClassName,
    @Default("true")
        @JsonPropertyDescription(
            "Whether the volumes stay when the resource is deleted. A new resource of the"
                + " same name uses them again, with their data.")
        Boolean retain) {}
