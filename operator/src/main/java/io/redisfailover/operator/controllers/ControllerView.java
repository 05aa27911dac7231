package io.redisfailover.operator.controllers;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.Endpoints;
import java.util.Optional;

/**
 * All that a controller knows at one moment, read once.
 *
 * @param status what it knows and does
 * @param explanation why the active server changed last, if it saw that
 * @param endpoints where it reaches both servers
 * @param request the request that it has taken, until its outcome is {@linkplain
 *     RunningControllers#forget forgotten}
 * @param ending whether it shuts down: it decides nothing any more and takes no request
 */
public record ControllerView(
    ControllerStatus status,
    Optional<Explanation> explanation,
    Endpoints endpoints,
    Optional<OpenRequest> request,
    boolean ending) {}
