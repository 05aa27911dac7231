package io.redisfailover.operator.controllers;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import java.util.Optional;

/**
 * A request that a controller has taken.
 *
 * @param request the request
 * @param origin the annotation that asked for it; absent when a rolling restart did
 * @param outcome how it ended; absent while it is in progress
 */
public record OpenRequest(
    ControllerRequest request, Optional<RequestOrigin> origin, Optional<RequestOutcome> outcome) {}
