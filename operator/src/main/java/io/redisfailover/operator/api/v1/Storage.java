package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * A volume for each server.
 *
 * @param size how large it is; it may grow
 * @param storageClassName its class; absent for the cluster's default class
 * @param retain whether it stays when the resource is deleted
 */
@ApiType
@ValidationRule(
    value =
        "has(self.storageClassName) == has(oldSelf.storageClassName) &&"
            + " (!has(self.storageClassName) || self.storageClassName == oldSelf.storageClassName)",
    message =
        "The storage class cannot be changed: leave storageClassName as it was when the resource"
            + " was created, or create another resource and copy the data.")
@ValidationRule(
    value =
        "!isQuantity(self.size) || !isQuantity(oldSelf.size)"
            + " || quantity(self.size).compareTo(quantity(oldSelf.size)) >= 0",
    message = "Storage can only grow: write the present size, or a larger one.")
public record Storage(
    @Required
        @Size(max = Cel.SHORT)
        @ValidationRule(
            value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
            message = "Write a size such as 10Gi.")
        @JsonPropertyDescription(
            "Size of each volume, such as 10Gi. It may grow in place, where the storage class lets"
                + " volumes grow. A log needs up to three times the size of the data.")
        String size,
    @Nullable
        @Size(max = 253)
        @ValidationRule(
            value = "self == '' || " + Cel.NAME,
            message =
                "Write the name of a StorageClass, or leave it out for the cluster's default one.")
        @JsonPropertyDescription(
            "StorageClass of the volumes. Default: the cluster's. It cannot be changed afterwards.")
        String storageClassName,
    @Default("true")
        @JsonPropertyDescription(
            "Whether the volumes stay when the resource is deleted. A resource of the same name"
                + " takes them up again, with their data.")
        Boolean retain) {}
