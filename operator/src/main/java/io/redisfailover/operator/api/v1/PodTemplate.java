package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * Strategic merge patch for a pod.
 *
 * @param metadata labels and annotations
 * @param spec any part of a pod's spec
 */
@ApiType
public record PodTemplate(
    @Nullable @JsonPropertyDescription("Labels and annotations that are added to the operator's.")
        PodTemplateMetadata metadata,
    @Nullable
        @PreserveUnknownFields
        @JsonPropertyDescription(
            "Any part of a pod's spec, as in a Pod: affinity, tolerations, nodeSelector,"
                + " priorityClassName, topologySpreadConstraints, securityContext, more"
                + " containers and volumes. Lists of named entries are merged by name"
                + " (containers, volumes, env, ports, volumeMounts), other lists are replaced;"
                + " null removes what the operator sets. The operator's containers are named"
                + " redis and proxy; their command and lifecycle cannot change.")
        ObjectNode spec) {}
