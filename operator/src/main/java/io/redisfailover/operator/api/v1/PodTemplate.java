package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * What is laid over a pod, as a strategic merge patch does it.
 *
 * @param metadata labels and annotations
 * @param spec any part of a pod's spec
 */
@ApiType
public record PodTemplate(
    @Nullable
        @JsonPropertyDescription("Labels and annotations that the pods get besides the operator's.")
        PodTemplateMetadata metadata,
    @Nullable
        @PreserveUnknownFields
        @JsonPropertyDescription(
            "Any part of a pod's spec, as in a Pod: affinity, tolerations, nodeSelector,"
                + " priorityClassName, topologySpreadConstraints, securityContext, further"
                + " containers and volumes. Lists whose entries have a name are merged by it"
                + " (containers, volumes, env, ports, volumeMounts), other lists are replaced; null"
                + " takes away what the operator says. The operator's containers are named redis"
                + " and proxy; their command and lifecycle cannot be changed.")
        ObjectNode spec) {}
